#include "ui/table/linkcells.h"

#include "ui/rows/recordtablemodel.h"

#include <QCursor>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QTableView>

#include <utility>

namespace ui {

LinkCells::LinkCells(RecordTableModel &model, QTableView *view)
    : QObject(view)
    , m_model(model)
    , m_view(view)
{
    view->viewport()->setMouseTracking(true);
    view->viewport()->installEventFilter(this);
    view->installEventFilter(this); // has the keys
}

QModelIndex LinkCells::linkAt(QPoint position) const
{
    const QModelIndex index = m_view->indexAt(position);
    const bool isLink = index.isValid() && m_model.field(index.column()).isLink
                        && !index.data(RecordTableModel::LoadingRole).toBool()
                        && !index.data().toString().isEmpty();
    return isLink ? index : QModelIndex();
}

void LinkCells::showCursor(QPoint position, Qt::KeyboardModifiers modifiers)
{
    if (modifiers == Qt::ControlModifier && linkAt(position).isValid())
        m_view->viewport()->setCursor(Qt::PointingHandCursor);
    else
        m_view->viewport()->unsetCursor();
}

bool LinkCells::press(QPoint position)
{
    const QModelIndex index = linkAt(position);
    if (!index.isValid())
        return false;
    m_isFollowing = true;
    m_view->viewport()->unsetCursor();
    emit followed(m_model.field(index.column()).attribute, index.data().toString());
    return true;
}

bool LinkCells::eventFilter(QObject *watched, QEvent *event)
{

    switch (event->type()) {
    case QEvent::MouseMove: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        showCursor(mouse->position().toPoint(), mouse->modifiers());
        return m_isFollowing;
    }
    case QEvent::MouseButtonPress: {
        const auto *mouse = static_cast<QMouseEvent *>(event);
        const bool isCtrlClick =
            mouse->button() == Qt::LeftButton && mouse->modifiers() == Qt::ControlModifier;
        return watched != m_view && isCtrlClick && press(mouse->position().toPoint());
    }
    case QEvent::MouseButtonRelease: return std::exchange(m_isFollowing, false);
    case QEvent::KeyPress:
    case QEvent::KeyRelease: {
        const auto *key = static_cast<QKeyEvent *>(event);
        if (key->key() == Qt::Key_Control && m_view->underMouse())
            showCursor(m_view->viewport()->mapFromGlobal(QCursor::pos()),
                       event->type() == QEvent::KeyPress ? Qt::ControlModifier : Qt::NoModifier);
        return false;
    }
    default: return false;
    }
}

} // namespace ui
