#pragma once

#include <QTreeView>

namespace ui {

/// A list that follows its newest row at the bottom, until somebody scrolls up to read; then it
/// stands still, also when old rows at the top go.
class SqlLogView : public QTreeView
{
    Q_OBJECT

public:
    explicit SqlLogView(QWidget *parent = nullptr);

    void setModel(QAbstractItemModel *model) override;
    [[nodiscard]] QSize sizeHint() const override;
    /// The widths and order that the user gave the columns; empty as long as they are ours.
    [[nodiscard]] QByteArray saveColumns() const;
    /// Takes up what saveColumns() gave; what is of no use changes nothing.
    void restoreColumns(const QByteArray &state);

signals:
    /// Ctrl and the wheel: by so many points.
    void zoomWanted(int points);

protected:
    void wheelEvent(QWheelEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;

private:
    [[nodiscard]] bool isAtBottom() const;
    void keepPlace(int removedAbove);
    void shareRoom();

    bool m_following = true;
    bool m_isOurs = false;    ///< It is we who change a width.
    bool m_areChosen = false; ///< The user has given the columns their widths.
};

} // namespace ui
