#pragma once

#include "support/tdsanswer.h"

#include <QRegularExpression>

#include <condition_variable>
#include <future>
#include <mutex>
#include <thread>
#include <vector>

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

    void serve(std::promise<quint16> port);
    /// Whether it goes on; `drops` tells whether connections are to end.
    [[nodiscard]] bool goesOn(bool *drops);
    void note(const TdsRequest &request);
    [[nodiscard]] TdsAnswer answerOf(const QString &text);

    struct Rule
    {
        QRegularExpression pattern;
        TdsAnswer answer;
        int times;
    };

    // Its own thread and locks are those of the standard library, which the thread sanitizer sees.
    mutable std::mutex m_mutex;
    std::condition_variable m_dropped;
    QList<Rule> m_rules;
    std::vector<TdsRequest> m_requests; ///< A QList would share what it is copied to.
    bool m_isDropping = false;
    bool m_isEnding = false;
    quint16 m_port = 0;
    std::thread m_thread;
};
