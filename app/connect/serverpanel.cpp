#include "app/connect/serverpanel.h"

#include "app/connect/durationtext.h"
#include "app/connect/holdertable.h"
#include "app/connect/savedconnection.h"
#include "orm/model/sequelize.h"

#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QTreeWidget>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr std::chrono::seconds interval{1};
constexpr int keptRoundTrips = 60;

QString tlsText(const orm::ConnectionOptions &server)
{
    if (server.ssl || server.dialectOptions.contains(u"ssl"_s))
        return ServerPanel::tr("Required, and the certificate is verified");
    if (server.dialectOptions.value(u"encrypt"_s).toBool())
        return ServerPanel::tr("Required; nobody checks the certificate");
    return ServerPanel::tr("Not required");
}

QString stateText(const orm::ServerState &server)
{
    if (server.isLost)
        return ServerPanel::tr("Left out: %1").arg(server.reason);
    return server.reads ? ServerPanel::tr("Reads") : ServerPanel::tr("Writes");
}

} // namespace

ServerPanel::ServerPanel(QWidget *parent)
    : QScrollArea(parent)
    , m_layout(new QFormLayout)
{
    setObjectName(u"serverPanel"_s);
    setAccessibleName(tr("Server"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    auto *rows = new QWidget(this);
    rows->setLayout(m_layout);
    setWidget(rows);
    m_layout->setRowWrapPolicy(QFormLayout::WrapLongRows); // the dock may be narrow
    m_none = new QLabel(tr("No shop is open."), this);
    m_layout->addRow(m_none);
    m_version = addRow(u"serverVersion"_s, tr("Server"));
    m_place = addRow(u"serverPlace"_s, tr("Database"));
    m_tls = addRow(u"serverTls"_s, tr("TLS"));
    m_roundTrip = addRow(u"serverRoundTrip"_s, tr("Round trip"));
    m_use = new QProgressBar(this);
    m_use->setObjectName(u"connectionsInUse"_s);
    m_use->setAccessibleName(tr("Connections in use"));
    m_layout->addRow(tr("%1:").arg(tr("Connections in use")), m_use);
    m_idle = addRow(u"idleConnections"_s, tr("Open and idle"));
    m_waiting = addRow(u"waitingCalls"_s, tr("Calls that wait"));
    m_servers = new QTreeWidget(this);
    m_servers->setObjectName(u"serverList"_s);
    m_servers->setAccessibleName(tr("Servers"));
    m_servers->setHeaderLabels(
        {tr("Server"), tr("In use"), tr("Idle"), tr("Waiting"), tr("State")});
    m_servers->setRootIsDecorated(false);
    m_servers->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    m_layout->addRow(m_servers);
    m_holders = new HolderTable(this);
    m_layout->addRow(m_holders);
    m_timer.setInterval(interval);
    connect(&m_inquiry, &ServerInquiry::answered, this, &ServerPanel::takeRoundTrip);
    connect(&m_inquiry, &ServerInquiry::unanswered, this,
            [this](const QString &why) { // which is longer than what has room here
                tell(m_roundTrip, tr("No answer"));
                m_roundTrip->setToolTip(why);
            });
    connect(&m_inquiry, &ServerInquiry::versionKnown, this,
            [this](const QString &version) { tell(m_version, u"%1 %2"_s.arg(m_type, version)); });
    connect(&m_timer, &QTimer::timeout, this, &ServerPanel::look);
    setConnection({}, nullptr);
}

QLabel *ServerPanel::addRow(const QString &objectName, const QString &title)
{
    auto *label = new QLabel(this);
    label->setObjectName(objectName);
    label->setAccessibleName(title);
    label->setTextFormat(Qt::PlainText);
    label->setWordWrap(true);
    m_layout->addRow(tr("%1:").arg(title), label);
    return label;
}

void ServerPanel::tell(QLabel *label, const QString &text)
{
    if (label->text() != text)
        label->setText(text);
}

void ServerPanel::setConnection(const ShopRequest &request, orm::Sequelize *database)
{
    m_inquiry.setDatabase(database);
    m_roundTrips.clear();
    m_holders->tell({});
    const bool isServer = request.server.has_value();
    m_isServer = isServer;
    const SavedConnection place = connectionOf(request);
    m_type = typeName(place.type);
    tell(m_version, m_type);
    tell(m_place, isServer && !request.server->username.isEmpty()
                      ? tr("%1, as %2").arg(placeOf(place), request.server->username)
                      : placeOf(place));
    tell(m_tls, isServer ? tlsText(*request.server) : QString());
    tell(m_roundTrip, {});
    m_layout->setRowVisible(m_none, !database);
    for (QWidget *field :
         std::initializer_list<QWidget *>{m_version, m_place, m_use, m_idle, m_waiting, m_holders})
        m_layout->setRowVisible(field, database != nullptr);
    m_layout->setRowVisible(m_tls, database && isServer);
    m_layout->setRowVisible(m_roundTrip, database && isServer);
    m_layout->setRowVisible(m_servers, false);
    if (isVisible())
        look();
}

void ServerPanel::look()
{
    orm::Sequelize *database = m_inquiry.database();
    if (!database || window()->isMinimized())
        return;
    showPool(database->pool());
    m_holders->tell(orm::connectionHolders(database->database())); // before the panel has one
    m_inquiry.askVersion();
    if (m_isServer)
        m_inquiry.ping();
}

void ServerPanel::takeRoundTrip(std::chrono::nanoseconds time)
{
    m_roundTrips << time;
    if (m_roundTrips.size() > keptRoundTrips)
        m_roundTrips.removeFirst();
    tell(m_roundTrip,
         tr("%1, at most %2")
             .arg(durationText(time), durationText(*std::ranges::max_element(m_roundTrips))));
    m_roundTrip->setToolTip({});
}

void ServerPanel::showPool(const orm::PoolState &pool)
{
    const QLocale locale;
    const int most = std::max(m_inquiry.database()->options().pool.max, pool.size);
    m_use->setRange(0, most);
    m_use->setValue(pool.inUse);
    m_use->setFormat(tr("%1 of %2").arg(locale.toString(pool.inUse), locale.toString(most)));
    m_use->setAccessibleDescription(m_use->format());
    tell(m_idle, locale.toString(pool.available));
    tell(m_waiting, locale.toString(pool.waiting));
    m_layout->setRowVisible(m_servers, !pool.servers.isEmpty());
    while (m_servers->topLevelItemCount() > pool.servers.size())
        delete m_servers->takeTopLevelItem(m_servers->topLevelItemCount() - 1);
    for (int row = 0; row < pool.servers.size(); ++row) {
        const orm::ServerState &server = pool.servers.at(row);
        QTreeWidgetItem *item = m_servers->topLevelItem(row);
        if (!item)
            item = new QTreeWidgetItem(m_servers);
        const QStringList texts{server.host, locale.toString(server.inUse),
                                locale.toString(server.available), locale.toString(server.waiting),
                                stateText(server)};
        for (int column = 0; column < texts.size(); ++column)
            item->setText(column, texts.at(column));
    }
}

/// Nobody is asked for what nobody sees.
void ServerPanel::hideEvent(QHideEvent *event)
{
    m_timer.stop();
    QScrollArea::hideEvent(event);
}

void ServerPanel::showEvent(QShowEvent *event)
{
    QScrollArea::showEvent(event);
    m_timer.start();
    look();
}
