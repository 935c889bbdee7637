#pragma once

#include "orm/model/define/instance.h"
#include "ui/find/findlanguage.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

class QLineEdit;
class QStringListModel;

namespace ui {

/// Offers values in a search where a field has some to offer: `genre:po` becomes `genre:Poetry`.
/// Asks the database without waiting; the next key cancels the question.
class FindCompleter : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `edit`; `language` may change, and outlives it.
    FindCompleter(const FindLanguage &language, QLineEdit *edit);
    ~FindCompleter() override;

    /// Drops what was asked; the models may go.
    void forget();

private:
    /// The value that is being typed, and the field that it is of.
    struct Place
    {
        const FindField *field = nullptr; ///< nullptr: nothing is offered here.
        QString value;
        qsizetype start = 0; ///< Where the value begins in the line.
    };

    void restart();
    void ask();
    void offer(const Place &asked, const QList<orm::Instance> &rows);
    [[nodiscard]] Place place() const;

    const FindLanguage &m_language;
    QLineEdit *m_edit = nullptr;
    QStringListModel *m_texts = nullptr;
    QTimer m_pause;
    QFuture<void> m_question;
    int m_number = 0;
};

} // namespace ui
