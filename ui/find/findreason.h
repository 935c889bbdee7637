#pragma once

#include <QLabel>
#include <QPointer>

namespace ui {

/// A note that hangs under a widget, over whatever is below, without taking room from it or the
/// focus from anyone. Follows the widget about.
class FindReason : public QLabel
{
    Q_OBJECT

public:
    /// Hidden at first. The note lives in `anchor`'s window, and goes with `anchor` at the latest.
    explicit FindReason(QWidget *anchor);

    /// An empty text hides the note.
    void tell(const QString &text);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;
    void paintEvent(QPaintEvent *event) override;

private:
    void place();

    QPointer<QWidget> m_anchor;
};

} // namespace ui
