#include "support/tdsresponder.h"

#include "support/tdsconnection.h"

#include <QHostAddress>
#include <QTcpServer>
#include <QTcpSocket>

#include <utility>

using namespace Qt::StringLiterals;

TdsResponder::TdsResponder()
{
    std::promise<quint16> port;
    std::future<quint16> known = port.get_future();
    m_thread = std::thread([this](std::promise<quint16> told) { serve(std::move(told)); },
                           std::move(port));
    m_port = known.get();
}

TdsResponder::~TdsResponder()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isEnding = true;
    }
    m_thread.join();
}

void TdsResponder::serve(std::promise<quint16> port)
{
    QTcpServer server;
    server.listen(QHostAddress::LocalHost);
    port.set_value(server.serverPort());
    constexpr int pause = 1; // milliseconds
    int connections = 0;
    for (bool drops = false; goesOn(&drops);) {
        server.waitForNewConnection(pause);
        while (QTcpSocket *socket = server.nextPendingConnection())
            new TdsConnection(*this, ++connections, socket);
        for (QTcpSocket *socket : server.findChildren<QTcpSocket *>()) {
            if (drops)
                socket->abort();
            if (socket->state() != QAbstractSocket::UnconnectedState)
                socket->waitForReadyRead(pause);
            if (socket->state() == QAbstractSocket::UnconnectedState)
                delete socket;
        }
        if (!drops)
            continue;
        const std::lock_guard lock(m_mutex);
        m_isDropping = false;
        m_dropped.notify_all();
    }
}

bool TdsResponder::goesOn(bool *drops)
{
    const std::lock_guard lock(m_mutex);
    *drops = m_isDropping;
    return !m_isEnding;
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
    m_requests.push_back(request);
}

QList<TdsRequest> TdsResponder::requests() const
{
    const std::lock_guard lock(m_mutex);
    return {m_requests.begin(), m_requests.end()};
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
    std::unique_lock lock(m_mutex);
    m_isDropping = true;
    m_dropped.wait(lock, [this] { return !m_isDropping; });
}
