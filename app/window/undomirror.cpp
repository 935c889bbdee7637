#include "app/window/undomirror.h"

#include "ui/page/recordpage.h"

#include <QAction>

using namespace Qt::StringLiterals;

UndoMirror::UndoMirror(QAction *undo, QAction *redo, QObject *parent)
    : QObject(parent)
    , m_undo(undo)
    , m_redo(redo)
{
    clear();
}

void UndoMirror::show(const ui::RecordPage &page)
{
    delete m_connections;
    m_connections = new QObject(this);
    mirror(m_undo, page.undoAction());
    mirror(m_redo, page.redoAction());
}

void UndoMirror::clear()
{
    delete std::exchange(m_connections, nullptr);
    m_undo->setEnabled(false);
    m_redo->setEnabled(false);
}

void UndoMirror::mirror(QAction *own, QAction *pages)
{
    const auto update = [own, pages] {
        own->setText(pages->text().contains(u'&') ? pages->text() : u'&' + pages->text());
        own->setEnabled(pages->isEnabled());
        own->setToolTip(pages->text().remove(u'&'));
    };
    update();
    pages->setShortcuts({}); // the window's action has the keys, and two owners have none
    connect(pages, &QAction::changed, m_connections, update);
}
