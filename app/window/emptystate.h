#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QPushButton;
class QVBoxLayout;

/// What stands in the middle of the window while there are no rows to show: why, and what can be
/// done about it.
class EmptyState : public QWidget
{
    Q_OBJECT

public:
    explicit EmptyState(QWidget *parent = nullptr);

    /// The actions become buttons, the first one the most likely; they are not owned and outlive
    /// the page.
    void show(const QString &title, const QString &text, const QList<QAction *> &actions);
    [[nodiscard]] QString title() const;
    /// Puts the focus on the first button, if there is one.
    void focusFirst();

protected:
    void changeEvent(QEvent *event) override;

private:
    void addButton(QAction *action);
    void enlargeTitle();

    QLabel *m_title = nullptr;
    QLabel *m_text = nullptr;
    QVBoxLayout *m_layout = nullptr;
    QList<QAction *> m_actions;
    QList<QPushButton *> m_buttons;
};
