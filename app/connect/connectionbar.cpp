#include "app/connect/connectionbar.h"

#include "app/connect/durationtext.h"
#include "app/connect/savedconnection.h"
#include "ui/base/appearance.h"
#include "ui/base/icons.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPainter>

using namespace Qt::StringLiterals;

namespace {

/// Shorter than the pool keeps a connection that nobody uses, so that none is opened to ask.
constexpr std::chrono::seconds interval{5};

/// The colour's share of the bar: enough to be noticed, and the text stays readable.
constexpr int stripeWidth = 10;
constexpr int lineHeight = 2;

} // namespace

ConnectionBar::ConnectionBar(QWidget *parent)
    : QToolBar(tr("Connection"), parent)
{
    setObjectName(u"connectionBar"_s);
    setAccessibleName(tr("Connection"));
    setMovable(false);
    setContextMenuPolicy(Qt::PreventContextMenu);
    toggleViewAction()->setVisible(false);
    auto *line = new QWidget(this);
    auto *layout = new QHBoxLayout(line);
    const int gap = fontMetrics().averageCharWidth();
    layout->setContentsMargins(stripeWidth + gap, 1, gap, 1 + lineHeight);
    layout->setSpacing(gap);
    m_name = makeLabel(u"connectionName"_s, tr("Connection"));
    QFont bold = m_name->font();
    bold.setBold(true);
    m_name->setFont(bold);
    m_place = makeLabel(u"connectionPlace"_s, tr("Database"));
    m_answer = makeBadge(u"connectionState"_s, {}, {});
    m_readOnly =
        makeBadge(u"readOnlyBadge"_s, tr("Read-only"), tr("Nothing can be changed in this shop."));
    m_production =
        makeBadge(u"productionBadge"_s, tr("Production"), tr("Customers work with this database."));
    layout->addWidget(m_name);
    layout->addWidget(m_place);
    layout->addStretch(1);
    for (const Badge &badge : {m_answer, m_readOnly, m_production}) {
        layout->addSpacing(gap);
        layout->addWidget(badge.icon);
        layout->addWidget(badge.text);
    }
    addWidget(line);
    m_timer.setInterval(interval);
    connect(&m_timer, &QTimer::timeout, this, &ConnectionBar::ask);
    connect(&m_inquiry, &ServerInquiry::answered, this, &ConnectionBar::takeAnswer);
    connect(&m_inquiry, &ServerInquiry::unanswered, this, &ConnectionBar::takeSilence);
    connect(&m_inquiry, &ServerInquiry::versionKnown, this, &ConnectionBar::takeVersion);
    hide();
}

QLabel *ConnectionBar::makeLabel(const QString &objectName, const QString &accessibleName)
{
    auto *label = new QLabel(this);
    label->setObjectName(objectName);
    label->setAccessibleName(accessibleName);
    label->setTextFormat(Qt::PlainText);
    return label;
}

ConnectionBar::Badge ConnectionBar::makeBadge(const QString &objectName, const QString &text,
                                              const QString &toolTip)
{
    Badge badge{.icon = new QLabel(this), .text = makeLabel(objectName, text)};
    badge.text->setText(text);
    for (QLabel *label : {badge.icon, badge.text})
        label->setToolTip(toolTip);
    return badge;
}

void ConnectionBar::setConnection(const ShopRequest &request, orm::Sequelize *database)
{
    m_inquiry.setDatabase(database);
    m_request = request;
    m_request.server.reset(); // holds the password
    m_roundTrip.reset();
    m_version.clear();
    const bool isServer = request.server.has_value();
    const SavedConnection place = connectionOf(request);
    m_type = typeName(place.type);
    m_where = placeOf(place);
    m_name->setText(request.connection);
    m_name->setVisible(!request.connection.isEmpty() && request.connection != m_where);
    for (QLabel *label : {m_answer.icon, m_answer.text})
        label->setVisible(isServer);
    for (QLabel *label : {m_readOnly.icon, m_readOnly.text})
        label->setVisible(request.readOnly);
    for (QLabel *label : {m_production.icon, m_production.text})
        label->setVisible(request.isProduction);
    m_isServer = isServer;
    showPlace();
    setState(State::Connected);
    setVisible(
        database
        && (isServer || request.readOnly || request.isProduction || !request.colour.isEmpty()));
    if (isServer)
        m_inquiry.askVersion();
    showIcons();
    update();
}

void ConnectionBar::showPlace()
{
    const QString what = m_version.isEmpty() ? m_type : u"%1 %2"_s.arg(m_type, m_version);
    m_place->setText(u"%1 · %2"_s.arg(m_where, what));
    describe();
}

void ConnectionBar::takeVersion(const QString &version)
{
    m_version = version.section(u' ', 0, 0).section(u'-', 0, 0); // "15.18 (Debian …)"
    showPlace();
}

void ConnectionBar::ask()
{
    if (!m_isServer || !isVisible() || window()->isMinimized())
        return;
    m_inquiry.ping();
    m_inquiry.askVersion();
}

void ConnectionBar::takeAnswer(std::chrono::nanoseconds roundTrip)
{
    m_roundTrip = roundTrip;
    setState(State::Connected);
    emit answered(roundTrip);
}

void ConnectionBar::takeSilence(const QString &why)
{
    if (m_state == State::Connected)
        setState(State::Lost);
    emit unanswered(why);
}

void ConnectionBar::setState(State state)
{
    if (state != State::Connected)
        m_roundTrip.reset();
    m_state = state;
    showState();
    showIcons();
}

void ConnectionBar::showState()
{
    switch (m_state) {
    case State::Connected:
        m_answer.text->setText(m_roundTrip ? tr("Connected · %1").arg(durationText(*m_roundTrip))
                                           : tr("Connected"));
        break;
    case State::Retrying: m_answer.text->setText(tr("Trying again…")); break;
    case State::Lost: m_answer.text->setText(tr("Connection lost")); break;
    }
    m_answer.text->setAccessibleName(tr("State"));
    m_answer.text->setToolTip(tr("Whether the server answers, and how long that takes"));
    describe();
}

void ConnectionBar::showIcons()
{
    const QColor background = palette().color(QPalette::Window);
    const int side = fontMetrics().height();
    const auto draw = [&](const Badge &badge, const QString &name, ui::Tone tone) {
        badge.icon->setPixmap(ui::icon(name, ui::toneColor(tone, background))
                                  .pixmap(QSize(side, side), devicePixelRatioF()));
    };
    switch (m_state) {
    case State::Connected: draw(m_answer, u"emblem-ok"_s, ui::Tone::Success); break;
    case State::Retrying: draw(m_answer, u"view-refresh"_s, ui::Tone::Warning); break;
    case State::Lost: draw(m_answer, u"dialog-error"_s, ui::Tone::Error); break;
    }
    draw(m_readOnly, u"object-locked"_s, ui::Tone::Info);
    draw(m_production, u"dialog-warning"_s, ui::Tone::Warning);
}

/// A screen reader says the whole line at once.
void ConnectionBar::describe()
{
    QStringList parts;
    for (const QLabel *label : {m_name, m_place, m_answer.text, m_readOnly.text, m_production.text})
        if (!label->isHidden())
            parts << label->text();
    setAccessibleDescription(parts.join(u", "_s));
}

void ConnectionBar::changeEvent(QEvent *event)
{
    QToolBar::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_answer.icon)
        showIcons();
}

/// Nobody is asked for what nobody sees.
void ConnectionBar::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QToolBar::hideEvent(event);
}

void ConnectionBar::showEvent(QShowEvent *event)
{
    QToolBar::showEvent(event);
    showIcons(); // for this screen
    m_timer.start();
    QTimer::singleShot(0, this, &ConnectionBar::ask);
}

/// The colour stands at the edge and below, where it leaves the texts their contrast.
void ConnectionBar::paintEvent(QPaintEvent *event)
{
    QToolBar::paintEvent(event);
    const QColor colour(m_request.colour);
    if (!colour.isValid())
        return;
    QPainter painter(this);
    const int left = layoutDirection() == Qt::RightToLeft ? width() - stripeWidth : 0;
    painter.fillRect(left, 0, stripeWidth, height(), colour);
    painter.fillRect(0, height() - lineHeight, width(), lineHeight, colour);
}
