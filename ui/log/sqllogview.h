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

signals:
    /// Ctrl and the wheel: by so many points.
    void zoomWanted(int points);

protected:
    void wheelEvent(QWheelEvent *event) override;

private:
    [[nodiscard]] bool isAtBottom() const;
    void keepPlace(int removedAbove);

    bool m_following = true;
};

} // namespace ui
