#include "app/window/panes.h"

#include <QApplication>
#include <QWidget>

namespace {

bool takesFocus(const QWidget *widget, const QWidget *pane)
{
    return widget->isVisibleTo(pane) && widget->isEnabled()
           && (widget->focusPolicy() & Qt::TabFocus);
}

} // namespace

Panes::Panes(QWidget *window)
    : QObject(window)
    , m_window(window)
{
    connect(qApp, &QApplication::focusChanged, this,
            [this](QWidget *, QWidget *now) { remember(now); });
}

void Panes::add(QWidget *pane)
{
    m_panes << Pane{pane, nullptr};
}

void Panes::remember(QWidget *focus)
{
    if (!focus || focus->window() != m_window)
        return;
    for (qsizetype i = 0; i < m_panes.size(); ++i) {
        if (m_panes[i].widget
            && (m_panes[i].widget == focus || m_panes[i].widget->isAncestorOf(focus))) {
            m_panes[i].lastFocus = focus;
            m_current = i;
            return;
        }
    }
}

void Panes::step(int direction)
{
    const qsizetype count = m_panes.size();
    for (qsizetype i = 1; i <= count; ++i) {
        const qsizetype candidate = (m_current + direction * i + count * i) % count;
        if (QWidget *target = focusTarget(m_panes[candidate])) {
            m_current = candidate;
            target->setFocus(direction > 0 ? Qt::TabFocusReason : Qt::BacktabFocusReason);
            return;
        }
    }
}

QWidget *Panes::focusTarget(const Pane &pane)
{
    if (!pane.widget || !pane.widget->isVisible())
        return nullptr;
    if (pane.lastFocus && takesFocus(pane.lastFocus, pane.widget))
        return pane.lastFocus;
    if (takesFocus(pane.widget, pane.widget))
        return pane.widget;
    // Along the tab order, so that it is the first one as people see it.
    for (QWidget *next = pane.widget->nextInFocusChain(); next && next != pane.widget;
         next = next->nextInFocusChain())
        if (pane.widget->isAncestorOf(next) && takesFocus(next, pane.widget))
            return next;
    return nullptr;
}
