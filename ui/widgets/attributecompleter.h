#pragma once

#include "orm/model/model.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace ui {

/// Texts that begin with `text`, or have a word that does.
[[nodiscard]] orm::Where beginsOrHasWord(const QString &attribute, const QString &text);

/// Offers what other records have in the same attribute, while one types. Asks the database
/// without waiting; the next key cancels the question.
class AttributeCompleter : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `edit`.
    AttributeCompleter(const orm::Model &model, const QString &attribute, QLineEdit *edit);
    ~AttributeCompleter() override;

    [[nodiscard]] QCompleter *completer() const { return m_completer; }
    /// Whether what is typed is only the beginning of what is offered.
    [[nodiscard]] bool isHalf() const;

private:
    void restart();
    void ask();
    void offer(const QList<orm::Instance> &rows);

    const orm::Model &m_model;
    QString m_attribute;
    QLineEdit *m_edit = nullptr;
    QStringListModel *m_texts = nullptr;
    QCompleter *m_completer = nullptr;
    QTimer m_pause;
    QFuture<void> m_question;
    int m_number = 0;
};

} // namespace ui
