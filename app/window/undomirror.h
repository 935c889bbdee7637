#pragma once

#include <QObject>

class QAction;

namespace ui {
class RecordPage;
}

/// The window's Undo and Redo say and do what those of the page do that is shown.
class UndoMirror : public QObject
{
    Q_OBJECT

public:
    /// The window's own actions, which outlive it.
    UndoMirror(QAction *undo, QAction *redo, QObject *parent);

    void show(const ui::RecordPage &page);
    /// No page is shown: both are off.
    void clear();

private:
    void mirror(QAction *own, QAction *pages);

    QAction *m_undo = nullptr;
    QAction *m_redo = nullptr;
    QObject *m_connections = nullptr; ///< To the actions of the page that is shown.
};
