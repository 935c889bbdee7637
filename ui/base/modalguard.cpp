#include "ui/base/modalguard.h"

#include <QApplication>
#include <QEvent>
#include <QWidget>

namespace ui {

ModalGuard::ModalGuard(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    window->installEventFilter(this);
}

bool ModalGuard::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::WindowBlocked:
    case QEvent::WindowUnblocked:
        if (watched == m_window)
            setBlocked(event->type() == QEvent::WindowBlocked);
        break;
    case QEvent::WindowActivate:
        // Behind this event, which is not told to everybody yet.
        if (watched == m_window && m_isBlocked)
            QMetaObject::invokeMethod(this, &ModalGuard::activateDialog, Qt::QueuedConnection);
        break;
    case QEvent::Shortcut:
        if (m_isBlocked && isActive())
            return true;
        break;
    default: break;
    }
    return QObject::eventFilter(watched, event);
}

/// Shortcuts go to actions and not to the window, so that the application is watched meanwhile.
void ModalGuard::setBlocked(bool isBlocked)
{
    m_isBlocked = isBlocked;
    qApp->removeEventFilter(this);
    if (isBlocked)
        qApp->installEventFilter(this);
}

void ModalGuard::activateDialog() const
{
    QWidget *dialog = QApplication::activeModalWidget();
    if (!m_isBlocked || !dialog)
        return;
    dialog->raise();
    dialog->activateWindow();
}

/// A dock that floats is a part of the window.
bool ModalGuard::isActive() const
{
    const QWidget *active = QApplication::activeWindow();
    if (active && active->windowType() == Qt::Tool && active->parentWidget())
        active = active->parentWidget()->window();
    return active == m_window;
}

} // namespace ui
