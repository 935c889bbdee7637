#pragma once

#include <QList>
#include <QString>

class QAction;
class QDialog;
class QWidget;

/// Actions of one part of the window.
struct ShortcutGroup
{
    QString title;
    QList<QAction *> actions;
};

/// A list of all keys, read from the actions themselves, and completed with the keys that belong
/// to no action. Shown at once, deleted when closed.
QDialog *showShortcuts(const QList<ShortcutGroup> &groups, QWidget *parent);

/// What this is, which version, and under which licence. Shown at once, deleted when closed.
QDialog *showAbout(QWidget *parent);
