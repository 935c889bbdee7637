#pragma once

#include "support/tdsresponder.h"

#include "orm/orm.h"

#include <QtTest>

/// Where `responder` is reached, without the password.
[[nodiscard]] inline orm::Text addressOf(const TdsResponder &responder)
{
    return QStringLiteral("mssql://%1@127.0.0.1:%2/%3")
        .arg(QLatin1StringView(TdsResponder::user))
        .arg(responder.port())
        .arg(QLatin1StringView(TdsResponder::database));
}

/// One connection that tells no log.
[[nodiscard]] inline orm::Options quietMsSql()
{
    return {.password = QString::fromLatin1(TdsResponder::password),
            .logging = nullptr,
            .pool = {.max = 1}};
}

/// Why SQL Server cannot be spoken to here; empty: it can.
[[nodiscard]] inline QString lackOfMsSql()
{
    const TdsResponder responder;
    try {
        orm::Sequelize db(addressOf(responder), quietMsSql());
        orm::wait(db.authenticate());
    } catch (const orm::BaseError &error) {
        return error.message();
    }
    return {};
}

/// Skips the test where a package is missing; where CI is true, that is a failure.
#define NEEDS_MSSQL()                                                                              \
    do {                                                                                           \
        const QString lack = lackOfMsSql();                                                        \
        if (!lack.isEmpty() && qEnvironmentVariable("CI") == QStringLiteral("true"))               \
            QFAIL(qPrintable(lack));                                                               \
        if (!lack.isEmpty())                                                                       \
            QSKIP(qPrintable(lack));                                                               \
    } while (false)
