#include "support/tdsresponder.h"

#include "support/tdsconnection.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

using namespace Qt::StringLiterals;

TdsResponder::TdsResponder()
    : m_server(std::make_unique<QTcpServer>())
{
    m_server->listen(QHostAddress::LocalHost);
    m_port = m_server->serverPort();
    QObject::connect(m_server.get(), &QTcpServer::newConnection, m_server.get(), [this] {
        while (QTcpSocket *socket = m_server->nextPendingConnection())
            new TdsConnection(*this, ++m_connections, socket);
    });
    m_server->moveToThread(&m_thread);
    m_thread.start();
}

TdsResponder::~TdsResponder()
{
    QMetaObject::invokeMethod(
        m_server.get(), [this] { m_server.reset(); }, Qt::BlockingQueuedConnection);
    m_thread.quit();
    m_thread.wait();
}

void TdsResponder::when(const QString &pattern, const TdsAnswer &answer, int times)
{
    const std::lock_guard lock(m_mutex);
    m_rules.prepend({QRegularExpression(pattern), answer, times});
}

TdsAnswer TdsResponder::answerOf(const QString &text)
{
    const std::lock_guard lock(m_mutex);
    for (Rule &rule : m_rules) {
        if (rule.times == 0 || !rule.pattern.match(text).hasMatch())
            continue;
        --rule.times;
        return rule.answer;
    }
    return {};
}

void TdsResponder::note(const TdsRequest &request)
{
    const std::lock_guard lock(m_mutex);
    m_requests += request;
}

QList<TdsRequest> TdsResponder::requests() const
{
    const std::lock_guard lock(m_mutex);
    return m_requests;
}

QStringList TdsResponder::texts() const
{
    QStringList texts;
    for (const TdsRequest &request : requests()) {
        QStringList values;
        for (const TdsRequest::Value &value : request.values)
            values += value.type.name() + u' '
                      + (value.value.isNull() ? u"NULL"_s : value.value.toString());
        texts +=
            values.isEmpty() ? request.text : request.text + u" ["_s + values.join(u", "_s) + u']';
    }
    return texts;
}

void TdsResponder::forget()
{
    const std::lock_guard lock(m_mutex);
    m_requests.clear();
}

void TdsResponder::dropAll()
{
    QMetaObject::invokeMethod(
        m_server.get(),
        [this] {
            for (QTcpSocket *socket : m_server->findChildren<QTcpSocket *>())
                socket->abort();
        },
        Qt::BlockingQueuedConnection);
}
