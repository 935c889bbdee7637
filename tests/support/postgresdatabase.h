#pragma once

#include "orm/orm.h"

#include <QCoreApplication>
#include <QUrl>
#include <QtTest>

/// A database of its own on the server that the environment variable POSTGRES_URL names, with all
/// rights: postgres://user:password@host:port/database. It goes when this goes.
class PostgresDatabase
{
public:
    PostgresDatabase()
        : m_name(QStringLiteral("test_%1_%2").arg(QCoreApplication::applicationPid()).arg(++s_last))
    {
        change(QStringLiteral("CREATE DATABASE %1").arg(m_name));
    }
    ~PostgresDatabase() { change(QStringLiteral("DROP DATABASE %1 WITH (FORCE)").arg(m_name)); }
    PostgresDatabase(const PostgresDatabase &) = delete;
    PostgresDatabase &operator=(const PostgresDatabase &) = delete;

    [[nodiscard]] orm::Text url() const
    {
        QUrl url(serverUrl());
        url.setPath(u'/' + m_name);
        return url.toString(QUrl::FullyEncoded);
    }
    [[nodiscard]] const QString &name() const { return m_name; }

    [[nodiscard]] static orm::Text serverUrl() { return qEnvironmentVariable("POSTGRES_URL"); }

    /// Why no server can be asked; empty when one answers.
    [[nodiscard]] static QString lack()
    {
        if (serverUrl().isEmpty())
            return QStringLiteral("POSTGRES_URL names no server.");
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

/// Skips the test where there is no server; where CI is true, that is a failure.
#define NEEDS_POSTGRES()                                                                           \
    do {                                                                                           \
        const QString lack = PostgresDatabase::lack();                                             \
        if (!lack.isEmpty() && qEnvironmentVariable("CI") == QStringLiteral("true"))               \
            QFAIL(qPrintable(lack));                                                               \
        if (!lack.isEmpty())                                                                       \
            QSKIP(qPrintable(lack));                                                               \
    } while (false)
