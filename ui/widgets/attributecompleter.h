#pragma once

#include "orm/model/model.h"

#include <QObject>

class QCompleter;
class QLineEdit;
class QStringListModel;

namespace ui {

/// Offers what other records have in the same attribute, while one types.
class AttributeCompleter : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `edit`.
    AttributeCompleter(const orm::Model &model, const QString &attribute, QLineEdit *edit);

    [[nodiscard]] QCompleter *completer() const { return m_completer; }
    /// Whether what is typed is only the beginning of what is offered.
    [[nodiscard]] bool isHalf() const;

private:
    void offer(const QList<orm::Instance> &rows);

    QString m_attribute;
    QLineEdit *m_edit = nullptr;
    QStringListModel *m_texts = nullptr;
    QCompleter *m_completer = nullptr;
};

} // namespace ui
