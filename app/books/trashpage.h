#pragma once

#include "app/models/bookmodels.h"
#include "ui/bulk/bulktarget.h"
#include "ui/find/findlanguage.h"
#include "ui/page/recordpage.h"

#include <QWidget>

class QHBoxLayout;

/// Books that were deleted: a table of them below what can be done with them. Its form is
/// page().form(), as of books, to look at.
class TrashPage : public QWidget
{
    Q_OBJECT

public:
    /// `models`, which keep deleted books, and `queue` outlive it.
    TrashPage(const BookModels &models, bool readOnly, ui::CommandQueue &queue,
              QWidget *parent = nullptr);

    [[nodiscard]] ui::RecordPage &page() { return m_page; }
    /// Shows them as buttons above the table; they outlive it.
    void setActions(const QList<QAction *> &actions);

public slots:
    void restoreSelected();
    /// All that the search finds; all there are when nothing is searched for.
    void restoreFound();
    /// Deletes all there are forever, after a question.
    void empty();

private:
    void restore(const ui::BulkTarget &target, qint64 count);

    BookModels m_models;
    ui::CommandQueue &m_queue;
    ui::RecordPage m_page;
    QHBoxLayout *m_buttons = nullptr;
};

/// How deleted books are shown; `models` keep them.
[[nodiscard]] ui::PageSpec trashSpec(const BookModels &models, bool readOnly);
/// What a search for deleted books may say.
[[nodiscard]] ui::FindLanguage trashLanguage();
