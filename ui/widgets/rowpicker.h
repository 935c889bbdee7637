#pragma once

#include "ui/base/pagespec.h"

#include <QObject>

class QCompleter;
class QLineEdit;
class QStandardItemModel;

namespace ui {

/// Offers rows of another model while one types, each with what tells it apart, and says which one
/// was meant: the one that was chosen, or the only one of that text.
class RowPicker : public QObject
{
    Q_OBJECT

public:
    /// Belongs to `edit`.
    RowPicker(const PickSpec &spec, QLineEdit *edit);

signals:
    void picked(const orm::Instance &row);
    /// What was typed since is no row, or not yet.
    void unpicked();

private:
    void take(const QList<orm::Instance> &rows);
    void offer();
    [[nodiscard]] QString textOf(const orm::Instance &row) const;

    PickSpec m_spec;
    QLineEdit *m_edit = nullptr;
    QStandardItemModel *m_offers = nullptr;
    QCompleter *m_completer = nullptr;
    QList<orm::Instance> m_rows; ///< That are offered.
};

} // namespace ui
