#pragma once

#include <QStyledItemDelegate>

class QLabel;

namespace ui {

class RecordTableModel;

/// Paints and edits the cells of a RecordTableModel. An entry that breaks a rule of the model
/// keeps its editor open, with the reason under it.
class RecordDelegate final : public QStyledItemDelegate
{
    Q_OBJECT

public:
    /// Stands behind a text on the right: room before a next column that is on the left.
    static constexpr QChar roomBehind{0x2002};

    explicit RecordDelegate(RecordTableModel &model, QObject *parent = nullptr);

    [[nodiscard]] QWidget *createEditor(QWidget *parent, const QStyleOptionViewItem &option,
                                        const QModelIndex &index) const override;
    void setEditorData(QWidget *editor, const QModelIndex &index) const override;
    void setModelData(QWidget *editor, QAbstractItemModel *model,
                      const QModelIndex &index) const override;
    void updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                              const QModelIndex &index) const override;
    bool helpEvent(QHelpEvent *event, QAbstractItemView *view, const QStyleOptionViewItem &option,
                   const QModelIndex &index) override;

signals:
    /// Return ended an edit; what follows is the next row.
    void entered();

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override;
    bool eventFilter(QObject *object, QEvent *event) override;

private:
    bool refuse(QWidget *editor);
    void showReason(QWidget *editor, const QString &reason);

    RecordTableModel &m_model;
};

} // namespace ui
