#include "ui/widgets/messagebar.h"

#include "ui/base/appearance.h"
#include "ui/base/icons.h"

#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QPainter>
#include <QPointer>
#include <QStyle>
#include <QToolButton>

#include <algorithm>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

Tone toneOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info: return Tone::Info;
    case MessageBar::Kind::Success: return Tone::Success;
    case MessageBar::Kind::Warning: return Tone::Warning;
    case MessageBar::Kind::Error: return Tone::Error;
    }
    Q_UNREACHABLE();
}

QString iconOf(MessageBar::Kind kind)
{
    switch (kind) {
    case MessageBar::Kind::Info: return u"dialog-information"_s;
    case MessageBar::Kind::Success: return u"emblem-ok"_s;
    case MessageBar::Kind::Warning: return u"dialog-warning"_s;
    case MessageBar::Kind::Error: return u"dialog-error"_s;
    }
    Q_UNREACHABLE();
}

QColor mixed(const QColor &one, const QColor &other, double share)
{
    const auto mix = [share](float a, float b) { return float(a + (b - a) * share); };
    return QColor::fromRgbF(mix(one.redF(), other.redF()), mix(one.greenF(), other.greenF()),
                            mix(one.blueF(), other.blueF()));
}

} // namespace

MessageBar::MessageBar(QWidget *parent)
    : QFrame(parent)
    , m_icon(new QLabel(this))
    , m_text(new QLabel(this))
    , m_layout(new QHBoxLayout(this))
    , m_close(new QToolButton(this))
{
    setObjectName(u"messageBar"_s);
    setAccessibleName(tr("Message"));
    m_text->setObjectName(u"messageText"_s);
    m_text->setWordWrap(true);
    m_text->setTextFormat(Qt::PlainText); // it may quote what a file or a user says
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_text->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Preferred);

    m_close->setObjectName(u"messageCloseButton"_s);
    m_close->setAutoRaise(true);
    m_close->setFocusPolicy(Qt::StrongFocus);
    m_close->setIcon(icon(u"window-close"_s));
    m_close->setToolTip(tr("Close this message"));
    m_close->setAccessibleName(m_close->toolTip());
    connect(m_close, &QToolButton::clicked, this, &MessageBar::hideMessage);

    m_layout->addWidget(m_icon);
    m_layout->addWidget(m_text, 1);
    m_layout->addWidget(m_close);
    const int gap = fontMetrics().height() / 4;
    m_layout->setContentsMargins(2 * gap, gap / 2, gap, gap / 2);

    m_hide.setSingleShot(true);
    m_hide.setInterval(10s);
    connect(&m_hide, &QTimer::timeout, this, &MessageBar::hideWhenLeft);
    hide();
}

void MessageBar::stayAt(QWidget *place)
{
    m_place = place;
    for (QWidget *part = place; part && part != window(); part = part->parentWidget())
        part->installEventFilter(this);
}

int MessageBar::lineHeight() const
{
    const QMargins margins = m_layout->contentsMargins();
    const int button = m_close->sizeHint().height();
    return std::max(button, fontMetrics().height() * 3 / 2) + margins.top() + margins.bottom();
}

bool MessageBar::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::Move || event->type() == QEvent::Resize
        || event->type() == QEvent::Show)
        lieDown();
    return QFrame::eventFilter(watched, event);
}

void MessageBar::lieDown()
{
    if (!m_place || isHidden())
        return;
    const QPoint corner = m_place->mapTo(window(), QPoint());
    const int height = std::max(m_place->height(), m_layout->totalHeightForWidth(m_place->width()));
    setGeometry({corner, QSize(m_place->width(), height)});
    raise();
}

QString MessageBar::text() const
{
    return isHidden() ? QString() : m_text->text();
}

void MessageBar::showMessage(Kind kind, const QString &text, const QList<QAction *> &actions)
{
    removeButtons();
    m_kind = kind;
    m_text->setText(text);
    for (QAction *action : actions)
        addButton(action);
    setAccessibleDescription(text);
    updateLook();
    show();
    lieDown();

    QAccessibleEvent alert(this, QAccessible::Alert);
    QAccessible::updateAccessibility(&alert);
    m_hide.stop();
    const bool leaves = actions.isEmpty() && (kind == Kind::Info || kind == Kind::Success);
    if (leaves)
        m_hide.start();
}

void MessageBar::hideMessage()
{
    if (isHidden())
        return;
    m_hide.stop();
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    hide();
    if (hadFocus && parentWidget())
        parentWidget()->setFocus(Qt::OtherFocusReason); // its focus proxy, if it has one
    removeButtons();
    setAccessibleDescription({});
    emit hidden();
}

void MessageBar::addButton(QAction *action)
{
    auto *button = new QToolButton(this);
    button->setDefaultAction(action);
    button->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    button->setFocusPolicy(Qt::StrongFocus);
    m_layout->insertWidget(m_layout->count() - 1, button);
    setTabOrder(m_buttons.isEmpty() ? this : static_cast<QWidget *>(m_buttons.last()), button);
    setTabOrder(button, m_close);
    m_buttons.append(button);
    // The press is over when the action has run; what that shows here must stay.
    connect(button, &QToolButton::clicked, this, [this, button] {
        if (m_buttons.contains(button))
            hideMessage();
    });
    // Not with the button as context: it drops its connections to an action that goes.
    connect(action, &QObject::destroyed, this, [button = QPointer(button)] {
        if (button)
            button->hide();
    });
}

void MessageBar::removeButtons()
{
    for (QToolButton *button : std::as_const(m_buttons)) {
        button->hide();
        button->deleteLater(); // it may be the one whose press leads here
    }
    m_buttons.clear();
}

void MessageBar::hideWhenLeft()
{
    if (underMouse() || isAncestorOf(QApplication::focusWidget()))
        m_hide.start();
    else
        hideMessage();
}

void MessageBar::updateLook()
{
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    const QColor tone = toneColor(toneOf(m_kind), palette().color(QPalette::Window));
    m_icon->setPixmap(icon(iconOf(m_kind), tone).pixmap(QSize(side, side), devicePixelRatioF()));
    update();
}

void MessageBar::changeEvent(QEvent *event)
{
    QFrame::changeEvent(event);
    if (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange)
        updateLook();
}

void MessageBar::keyPressEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Escape)
        hideMessage();
    else
        QFrame::keyPressEvent(event);
}

void MessageBar::paintEvent(QPaintEvent *)
{
    const QColor window = palette().color(QPalette::Window);
    const QColor tone = toneColor(toneOf(m_kind), window);
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(tone);
    painter.setBrush(mixed(window, tone, 0.1));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4);
}

} // namespace ui
