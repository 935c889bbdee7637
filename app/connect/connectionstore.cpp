#include "app/connect/connectionstore.h"

#include "app/connect/connectionaddress.h"

#include <QDir>

#include <algorithm>
#include <array>

using namespace Qt::StringLiterals;

namespace {

constexpr int currentVersion = 1;

/// By what a file calls it.
template<typename T>
struct Word
{
    QLatin1StringView word;
    T value;
};

constexpr std::array types{
    Word{"sqlite"_L1, orm::Dialect::Sqlite}, Word{"postgres"_L1, orm::Dialect::Postgres},
    Word{"mysql"_L1, orm::Dialect::MySql},   Word{"mariadb"_L1, orm::Dialect::MariaDb},
    Word{"mssql"_L1, orm::Dialect::MsSql},
};
constexpr std::array tlsWords{
    Word{"off"_L1, SavedConnection::Tls::Off},
    Word{"verified"_L1, SavedConnection::Tls::Verified},
    Word{"unverified"_L1, SavedConnection::Tls::Unverified},
};
constexpr std::array passwords{
    Word{"ask"_L1, SavedConnection::Password::AskEachTime},
    Word{"keychain"_L1, SavedConnection::Password::Keychain},
};

template<typename Words>
[[nodiscard]] auto valueOf(const Words &words, const QVariant &word)
{
    const auto found =
        std::ranges::find_if(words, [&](const auto &each) { return each.word == word.toString(); });
    return found == words.end() ? words.front().value : found->value;
}

template<typename Words, typename T>
[[nodiscard]] QString wordOf(const Words &words, T value)
{
    return std::ranges::find_if(words, [&](const auto &each) { return each.value == value; })->word;
}

SavedConnection read(const QSettings &group, const QString &id)
{
    return {.id = id,
            .name = group.value("name"_L1).toString(),
            .colour = group.value("colour"_L1).toString(),
            .type = valueOf(types, group.value("type"_L1)),
            .file = group.value("file"_L1).toString(),
            .host = group.value("host"_L1).toString(),
            .port = group.value("port"_L1).toInt(),
            .database = group.value("database"_L1).toString(),
            .username = group.value("username"_L1).toString(),
            .tls = valueOf(tlsWords, group.value("tls"_L1)),
            .authority = group.value("authority"_L1).toString(),
            .options = group.value("options"_L1).toString(),
            .password = valueOf(passwords, group.value("password"_L1)),
            .readOnly = group.value("readOnly"_L1).toBool(),
            .isProduction = group.value("isProduction"_L1).toBool(),
            .lastUsed = group.value("lastUsed"_L1).toDateTime()};
}

void write(QSettings &group, const SavedConnection &connection)
{
    group.setValue("version"_L1, currentVersion);
    group.setValue("name"_L1, connection.name);
    group.setValue("colour"_L1, connection.colour);
    group.setValue("type"_L1, wordOf(types, connection.type));
    group.setValue("file"_L1, connection.file);
    group.setValue("host"_L1, connection.host);
    group.setValue("port"_L1, connection.port);
    group.setValue("database"_L1, connection.database);
    group.setValue("username"_L1, connection.username);
    group.setValue("tls"_L1, wordOf(tlsWords, connection.tls));
    group.setValue("authority"_L1, connection.authority);
    // Nobody may find a secret here that was typed among the options.
    const bool isSafe = problemOfOptions(connection.options).isEmpty();
    group.setValue("options"_L1, isSafe ? connection.options : QString());
    group.setValue("password"_L1, wordOf(passwords, connection.password));
    group.setValue("readOnly"_L1, connection.readOnly);
    group.setValue("isProduction"_L1, connection.isProduction);
    group.setValue("lastUsed"_L1, connection.lastUsed);
}

} // namespace

ConnectionStore::ConnectionStore(const QString &folder)
    : m_settings(QDir(folder).filePath(u"connections.ini"_s), QSettings::IniFormat)
{
}

QList<SavedConnection> ConnectionStore::connections()
{
    m_settings.sync(); // another window may have written
    QList<SavedConnection> all;
    for (const QString &id : m_settings.childGroups()) {
        m_settings.beginGroup(id);
        if (m_settings.value("version"_L1).toInt() <= currentVersion)
            all << read(m_settings, id);
        m_settings.endGroup();
    }
    std::ranges::sort(all, [](const SavedConnection &one, const SavedConnection &other) {
        return titleOf(one).localeAwareCompare(titleOf(other)) < 0;
    });
    return all;
}

void ConnectionStore::save(const SavedConnection &connection)
{
    if (isBlank(connection))
        return;
    m_settings.beginGroup(connection.id);
    write(m_settings, connection);
    m_settings.endGroup();
    m_settings.sync();
}

void ConnectionStore::remove(const QString &id)
{
    m_settings.remove(id);
    m_settings.sync();
}
