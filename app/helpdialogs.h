#pragma once

#include <QList>

class QAction;
class QDialog;
class QWidget;

/// A list of all keys, read from the actions themselves and completed with the keys of the table
/// and the form. Shown at once, deleted when closed.
QDialog *showShortcuts(const QList<QAction *> &actions, QWidget *parent);

/// What this is, which version, and under which licence. Shown at once, deleted when closed.
QDialog *showAbout(QWidget *parent);
