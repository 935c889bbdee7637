#pragma once

#include <QString>

#include <functional>

class QObject;
class QWidget;

namespace ui {

/// Asks in a box of its own, for what cannot be taken back easily. `verb` is on the button that
/// does it ("Delete 20,000 Books"); Esc and the other button leave all as it is. Returns at once;
/// `onYes` is called on `receiver`'s thread, and not when that is gone.
void askBefore(QWidget *parent, const QString &text, const QString &details, const QString &verb,
               QObject *receiver, const std::function<void()> &onYes);

} // namespace ui
