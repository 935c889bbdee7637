#pragma once

#include <QLayout>
#include <QList>

namespace ui {

/// Places widgets side by side and goes on below where the line is full. The last one takes what
/// room is left in its line.
class FlowLayout : public QLayout
{
public:
    explicit FlowLayout(QWidget *parent);
    ~FlowLayout() override;

    void addItem(QLayoutItem *item) override;
    /// Places `widget` before the item at `index`.
    void insertWidget(int index, QWidget *widget);

    [[nodiscard]] int count() const override { return int(m_items.size()); }
    [[nodiscard]] QLayoutItem *itemAt(int index) const override { return m_items.value(index); }
    QLayoutItem *takeAt(int index) override;
    [[nodiscard]] Qt::Orientations expandingDirections() const override { return {}; }
    [[nodiscard]] bool hasHeightForWidth() const override { return true; }
    [[nodiscard]] int heightForWidth(int width) const override;
    [[nodiscard]] QSize minimumSize() const override;
    [[nodiscard]] QSize sizeHint() const override { return minimumSize(); }
    void setGeometry(const QRect &rect) override;

private:
    enum class Pass : quint8 { Measure, Place };

    /// The height that the items take inside `rect`.
    int arrange(const QRect &rect, Pass pass) const;
    void placeLine(const QRect &line, qsizetype first, qsizetype end) const;

    QList<QLayoutItem *> m_items;
};

} // namespace ui
