#pragma once

#include "orm/orm.h"

#include <QCoreApplication>
#include <QUrl>
#include <QtTest>

/// A database of its own on the server that an environment variable names, with all rights:
/// postgres://user:password@host:port/database. It goes when this goes.
template<typename Server>
class ServerDatabase
{
public:
    ServerDatabase()
        : m_name(QStringLiteral("test_%1_%2").arg(QCoreApplication::applicationPid()).arg(++s_last))
    {
        change(QStringLiteral("CREATE DATABASE %1").arg(m_name));
    }
    ~ServerDatabase() { change(QString::fromLatin1(Server::drop).arg(m_name)); }
    ServerDatabase(const ServerDatabase &) = delete;
    ServerDatabase &operator=(const ServerDatabase &) = delete;

    [[nodiscard]] orm::Text url() const
    {
        QUrl url(serverUrl());
        url.setPath(u'/' + m_name);
        return url.toString(QUrl::FullyEncoded);
    }
    [[nodiscard]] const QString &name() const { return m_name; }

    [[nodiscard]] static orm::Text serverUrl() { return qEnvironmentVariable(Server::variable); }

    /// Why no server can be asked; empty when one answers.
    [[nodiscard]] static QString lack()
    {
        if (serverUrl().isEmpty())
            return QLatin1StringView(Server::variable) + QStringLiteral(" names no server.");
        try {
            orm::Sequelize db(serverUrl(), {.logging = nullptr});
            orm::wait(db.authenticate());
        } catch (const orm::BaseError &error) {
            return error.message();
        }
        return {};
    }

private:
    static void change(const QString &statement)
    {
        orm::Sequelize db(serverUrl(), {.logging = nullptr});
        orm::wait(db.query(orm::Text(statement), {.kind = orm::StatementKind::Schema}));
    }

    inline static int s_last = 0;
    QString m_name;
};

struct PostgresServer
{
    static constexpr auto variable = "POSTGRES_URL";
    static constexpr auto drop = "DROP DATABASE %1 WITH (FORCE)";
};
using PostgresDatabase = ServerDatabase<PostgresServer>;

/// MariaDB, or MySQL where the address begins with mysql://.
struct MariaDbServer
{
    static constexpr auto variable = "MARIADB_URL";
    static constexpr auto drop = "DROP DATABASE %1";
};
using MariaDbDatabase = ServerDatabase<MariaDbServer>;

/// Whether statements go through Qt's own driver: PORTABLE=1 asks for it.
[[nodiscard]] inline bool isPortable()
{
    return qEnvironmentVariableIntValue("PORTABLE") == 1;
}

/// Skips the test where there is no server for that Database; where CI is true, that is a failure.
#define NEEDS_SERVER(Database)                                                                     \
    do {                                                                                           \
        const QString lack = Database::lack();                                                     \
        if (!lack.isEmpty() && qEnvironmentVariable("CI") == QStringLiteral("true"))               \
            QFAIL(qPrintable(lack));                                                               \
        if (!lack.isEmpty())                                                                       \
            QSKIP(qPrintable(lack));                                                               \
    } while (false)
