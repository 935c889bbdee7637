#include "app/window/emptystate.h"

#include "ui/widgets/actionbutton.h"

#include <QAction>
#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

EmptyState::EmptyState(QWidget *parent)
    : QWidget(parent)
    , m_title(new QLabel(this))
    , m_text(new QLabel(this))
    , m_layout(new QVBoxLayout(this))
{
    setObjectName(u"emptyState"_s);
    m_title->setObjectName(u"emptyStateTitle"_s);
    m_text->setObjectName(u"emptyStateText"_s);
    for (QLabel *label : {m_title, m_text}) {
        label->setTextFormat(Qt::PlainText); // it may quote what the user searched for
        label->setWordWrap(true);
        label->setAlignment(Qt::AlignCenter);
    }
    m_layout->setSpacing(fontMetrics().height() / 2);
    m_layout->addStretch(2);
    m_layout->addWidget(m_title);
    m_layout->addWidget(m_text);
    m_layout->addStretch(3);
    enlargeTitle();
}

void EmptyState::show(const QString &title, const QString &text, const QList<QAction *> &actions)
{
    if (m_title->text() == title && m_text->text() == text && m_actions == actions)
        return; // and keep the focus where it is
    m_actions = actions;
    m_title->setText(title);
    m_text->setText(text);
    m_text->setVisible(!text.isEmpty());
    setAccessibleName(title);
    setAccessibleDescription(text);
    qDeleteAll(m_buttons);
    m_buttons.clear();
    for (QAction *action : actions)
        addButton(action);
}

QString EmptyState::title() const
{
    return m_title->text();
}

void EmptyState::focusFirst()
{
    if (!m_buttons.isEmpty())
        m_buttons.constFirst()->setFocus();
}

void EmptyState::addButton(QAction *action)
{
    QPushButton *button = ui::makeActionButton(*action, this);
    button->setMinimumWidth(fontMetrics().averageCharWidth() * 30);
    button->setAutoDefault(true);
    m_layout->insertWidget(m_layout->count() - 1, button, 0, Qt::AlignHCenter);
    m_buttons << button;
}

void EmptyState::changeEvent(QEvent *event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::FontChange)
        enlargeTitle();
}

void EmptyState::enlargeTitle()
{
    QFont large = font();
    large.setPointSizeF(large.pointSizeF() * 1.5);
    large.setBold(true);
    m_title->setFont(large);
}
