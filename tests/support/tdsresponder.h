#pragma once

#include "support/tdsanswer.h"

#include <QRegularExpression>
#include <QThread>

#include <memory>
#include <mutex>

class QTcpServer;
class TdsConnection;

/// Speaks as an SQL Server does, as far as a client's library can tell: it lets clients in, notes
/// what they send, and answers with what a test has told it. It keeps no data. It listens on a port
/// of this machine, in a thread of its own; every function may be called from every thread.
class TdsResponder
{
public:
    TdsResponder();
    ~TdsResponder();
    TdsResponder(const TdsResponder &) = delete;
    TdsResponder &operator=(const TdsResponder &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    /// Answers a text in which `pattern` is found so, `times` times; later rules come first.
    void when(const QString &pattern, const TdsAnswer &answer, int times = -1);
    /// What came up to now, without what clients ask on their own while they connect.
    [[nodiscard]] QList<TdsRequest> requests() const;
    /// The texts of requests(), each with its values.
    [[nodiscard]] QStringList texts() const;
    void forget();
    /// Ends all connections at once.
    void dropAll();

    static constexpr auto user = "till";
    static constexpr auto password = "s3cret;}-and-more";
    static constexpr auto database = "shop";

private:
    friend class TdsConnection;

    void note(const TdsRequest &request);
    [[nodiscard]] TdsAnswer answerOf(const QString &text);

    struct Rule
    {
        QRegularExpression pattern;
        TdsAnswer answer;
        int times;
    };

    mutable std::mutex m_mutex;
    QList<Rule> m_rules;
    QList<TdsRequest> m_requests;
    QThread m_thread;
    std::unique_ptr<QTcpServer> m_server; ///< Lives in m_thread.
    quint16 m_port = 0;
    int m_connections = 0;
};
