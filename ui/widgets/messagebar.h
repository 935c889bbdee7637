#pragma once

#include <QFrame>
#include <QTimer>

class QAction;
class QHBoxLayout;
class QLabel;
class QToolButton;

namespace ui {

/// A line above the content that tells what happened, without stopping anyone. A new message
/// takes the place of the old one. Hidden while there is nothing to say.
class MessageBar : public QFrame
{
    Q_OBJECT

public:
    enum class Kind : quint8 { Info, Success, Warning, Error };

    explicit MessageBar(QWidget *parent = nullptr);

    [[nodiscard]] Kind kind() const { return m_kind; }
    /// The message that is shown; empty when hidden.
    [[nodiscard]] QString text() const;
    /// Lies over `place` from now on, a widget with an empty line in the same window. A message
    /// that needs more room grows downwards over what is there; nothing moves.
    void stayAt(QWidget *place);
    /// How high it is with a message of one line and a button.
    [[nodiscard]] int lineHeight() const;
    /// How long an Info or Success without actions stays, in milliseconds; 10,000 at first.
    void setHideDelay(int milliseconds) { m_hide.setInterval(milliseconds); }

public slots:
    /// Shows `text` with a button for each of `actions` (not owned; a button goes with its
    /// action). A button's press hides the bar. Only Info and Success without actions leave by
    /// themselves, and not while the bar has the focus or the mouse.
    void showMessage(ui::MessageBar::Kind kind, const QString &text,
                     const QList<QAction *> &actions = {});
    void hideMessage();

signals:
    /// The bar went: closed, timed out or after an action.
    void hidden();

protected:
    void changeEvent(QEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void lieDown();
    void addButton(QAction *action);
    void removeButtons();
    void hideWhenLeft();
    void updateLook();

    Kind m_kind = Kind::Info;
    QLabel *m_icon = nullptr;
    QLabel *m_text = nullptr;
    QHBoxLayout *m_layout = nullptr;
    QToolButton *m_close = nullptr;
    QList<QToolButton *> m_buttons;
    QTimer m_hide;
    QWidget *m_place = nullptr;
};

} // namespace ui
