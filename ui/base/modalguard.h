#pragma once

#include <QObject>

class QWidget;

namespace ui {

/// Keeps keys from a window while a dialog of it must be answered first. Qt keeps clicks from it by
/// itself, but where a click makes it the active window all the same, as some window managers do,
/// its shortcuts would act: Delete would delete what was selected before.
class ModalGuard : public QObject
{
    Q_OBJECT

public:
    /// Goes with the window.
    explicit ModalGuard(QWidget *window);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void setBlocked(bool isBlocked);
    void activateDialog() const;
    [[nodiscard]] bool isActive() const;

    QWidget *m_window;
    bool m_isBlocked = false;
};

} // namespace ui
