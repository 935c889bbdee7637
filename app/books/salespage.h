#pragma once

#include "app/models/bookmodels.h"
#include "ui/find/findlanguage.h"
#include "ui/page/recordpage.h"

#include <QTimer>
#include <QWidget>

class QLabel;

/// What was sold: a table of sales with their total below. Its form is page().form(), as of books.
class SalesPage : public QWidget
{
    Q_OBJECT

public:
    /// `models` and `queue` outlive it.
    SalesPage(const BookModels &models, bool readOnly, ui::CommandQueue &queue,
              QWidget *parent = nullptr);

    [[nodiscard]] ui::RecordPage &page() { return m_page; }
    /// Turns the form to a new sale of `book`, at its price.
    void sell(const orm::Instance &book);

private:
    void askTotal();
    void showTotal(const QList<orm::Instance> &copiesByPrice);

    ui::RecordPage m_page;
    QLabel *m_total = nullptr;
    QTimer m_pause; ///< Several changes at once are one question.
    int m_number = 0;
};

/// What a search for sales may say.
[[nodiscard]] ui::FindLanguage saleLanguage();
