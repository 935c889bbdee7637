#pragma once

#include "orm/model/model.h"

#include <QFuture>
#include <QObject>
#include <QTimer>

class QLineEdit;

namespace ui {

/// Looks for rows while one types: those in which a text begins with what stands in the line, or
/// has a word that does. Asks the database a moment after the last key, without waiting; the next
/// key cancels the question.
class TypedSearch : public QObject
{
    Q_OBJECT

public:
    /// Looks in `attribute` for what is typed into `edit`, to which it belongs; reads `wanted`.
    TypedSearch(const orm::Model &model, const QString &attribute, const orm::Attributes &wanted,
                QLineEdit *edit);
    ~TypedSearch() override;

signals:
    /// Something else is typed; what was found before is out of date.
    void restarted();
    void found(const QList<orm::Instance> &rows);

private:
    void restart();
    void ask();

    const orm::Model &m_model;
    QString m_attribute;
    orm::Attributes m_wanted;
    QLineEdit *m_edit = nullptr;
    QTimer m_pause;
    QFuture<void> m_question;
    int m_number = 0; ///< Of the question; an answer to an older one is dropped.
};

} // namespace ui
