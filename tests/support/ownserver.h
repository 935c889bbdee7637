#pragma once

#include "orm/orm.h"

#include <QDir>
#include <QHostAddress>
#include <QProcess>
#include <QTcpServer>

/// A port at which nobody listens.
[[nodiscard]] inline quint16 freePort()
{
    QTcpServer any;
    any.listen(QHostAddress::LocalHost);
    return any.serverPort();
}

/// Runs the script for servers of that kind. Why it failed; empty: it did not.
inline QString runServerScript(QLatin1StringView kind, const QStringList &arguments)
{
    QProcess script;
    script.setProcessChannelMode(QProcess::MergedChannels);
    // What the server inherits would keep a pipe open as long as it runs.
    const QString output = arguments.at(1) + QStringLiteral(".output");
    script.setStandardOutputFile(output);
    script.start(QStringLiteral(PROJECT_ROOT "/tests/support/%1server.sh").arg(kind), arguments);
    constexpr int patience = 120'000;
    const bool isDone = script.waitForFinished(patience) && script.exitCode() == 0;
    QFile file(output);
    const QString words =
        file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
    file.remove();
    return isDone ? QString() : QStringLiteral("%1: %2").arg(arguments.first(), words);
}

/// A server that a test has for itself, so that it can be stopped while others run. It goes when
/// this goes.
class OwnServer
{
public:
    /// What differs between the servers.
    struct Kind
    {
        const char *name; ///< Of the script and in the address.
        const char *database;
        const char *ownNumber; ///< Gives the number of the asking connection.
        const char *kill;      ///< Ends the connection of a number.
        const char *countOf;   ///< Counts the connections of a number that there are.
        const char *sleep;     ///< Takes ten seconds.
        const char *slowWrite; ///< Takes ten seconds and writes into the table `slow`.
        const char *makeUser;  ///< Makes the user `till`, who may have one connection.

        [[nodiscard]] bool isPostgres() const
        {
            return QLatin1StringView(name) == QLatin1StringView("postgres");
        }
    };
    static constexpr Kind kinds[] = {
        {.name = "postgres",
         .database = "postgres",
         .ownNumber = "SELECT pg_backend_pid()",
         .kill = "SELECT pg_terminate_backend(%1)",
         .countOf = "SELECT count(*) FROM pg_stat_activity WHERE pid = %1",
         .sleep = "SELECT pg_sleep(10)",
         .slowWrite = "INSERT INTO slow SELECT 1 FROM pg_sleep(10)",
         .makeUser = "CREATE ROLE till LOGIN PASSWORD 'secret' CONNECTION LIMIT 1"},
        {.name = "mariadb",
         .database = "bookstore",
         .ownNumber = "SELECT connection_id()",
         .kill = "KILL %1",
         .countOf = "SELECT count(*) FROM information_schema.processlist WHERE id = %1",
         .sleep = "SELECT sleep(10)",
         .slowWrite = "INSERT INTO slow SELECT sleep(10)",
         .makeUser = "GRANT ALL ON *.* TO till@'127.0.0.1' IDENTIFIED BY 'secret' "
                     "WITH MAX_USER_CONNECTIONS 1"},
    };

    explicit OwnServer(const Kind &kind)
        : OwnServer(kind, freePort(), {QStringLiteral("start")})
    {
    }
    /// A replica of `primary`.
    explicit OwnServer(const OwnServer &primary, quint16 port = freePort())
        : OwnServer(primary.m_kind, port,
                    {QStringLiteral("follow"), QString::number(primary.m_port)})
    {
    }
    ~OwnServer() { run({QStringLiteral("stop")}); }
    OwnServer &operator=(const OwnServer &) = delete;

    /// Why there is none; empty: there is one.
    [[nodiscard]] const QString &lack() const { return m_failure; }
    [[nodiscard]] const Kind &kind() const { return m_kind; }
    [[nodiscard]] quint16 port() const { return m_port; }
    /// Its address, or that of what stands before it on another port.
    [[nodiscard]] orm::Text url(quint16 port = 0,
                                const QString &user = QStringLiteral("bookstore")) const
    {
        return QStringLiteral("%1://%2:secret@127.0.0.1:%3/%4")
            .arg(QLatin1StringView(m_kind.name), user)
            .arg(port ? port : m_port)
            .arg(QLatin1StringView(m_kind.database));
    }
    /// Crashes it.
    void halt() { run({QStringLiteral("halt")}); }
    /// Starts it again.
    void resume() { run({QStringLiteral("resume")}); }
    /// Makes a replica one that can be written to.
    void promote() { run({QStringLiteral("promote")}); }

private:
    OwnServer(const Kind &kind, quint16 port, const QStringList &step)
        : m_kind(kind)
        , m_port(port)
        , m_folder(QStringLiteral("/tmp/bookstore-own-%1-%2")
                       .arg(QLatin1StringView(kind.name))
                       .arg(port))
    {
        m_failure = run(step);
    }
    /// `step`: the step, and what it needs beside folder and port.
    QString run(const QStringList &step) const
    {
        return runServerScript(QLatin1StringView(m_kind.name),
                               QStringList{step.first(), m_folder, QString::number(m_port)}
                                   + step.mid(1));
    }

    const Kind &m_kind;
    quint16 m_port;
    QString m_folder;
    QString m_failure;
};
