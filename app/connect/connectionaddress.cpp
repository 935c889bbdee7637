#include "app/connect/connectionaddress.h"

#include "orm/db/databaseurl.h"

#include <QCoreApplication>
#include <QUrlQuery>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

using Option = std::pair<QString, QString>;

QList<Option> partsOf(const QString &text)
{
    return QUrlQuery(text.trimmed()).queryItems(QUrl::FullyDecoded);
}

bool isSecret(const QString &name)
{
    static constexpr QLatin1StringView words[] = {"password"_L1, "passwd"_L1, "pwd"_L1, "secret"_L1,
                                                  "token"_L1};
    return std::ranges::any_of(words, [&name](QLatin1StringView word) {
        return name.contains(word, Qt::CaseInsensitive);
    });
}

bool saysYes(const QString &value)
{
    return value == "true"_L1 || value == "1"_L1 || value == "verify-full"_L1;
}

/// What stands for a field of the form goes into that; the rest stays text.
void takeOptions(const QVariantMap &options, ReadAddress &read)
{
    SavedConnection &connection = read.connection;
    QUrlQuery rest;
    for (auto each = options.begin(); each != options.end(); ++each) {
        const QString value = each.value().toString();
        if (each.key() == "password"_L1)
            read.password = value;
        else if ((each.key() == "ssl"_L1 || each.key() == "sslmode"_L1) && saysYes(value))
            connection.tls = tlsChoices(connection.type).constLast();
        else if (each.key() == "sslrootcert"_L1)
            connection.authority = value;
        else if (!isSecret(each.key()))
            rest.addQueryItem(each.key(), value);
    }
    connection.options = rest.query(QUrl::PrettyDecoded);
}

} // namespace

ReadAddress readAddress(const QString &address, const SavedConnection &connection)
{
    const orm::DatabaseUrl url = orm::readUrl(address.trimmed());
    ReadAddress read{.connection = connection, .password = url.password};
    SavedConnection &told = read.connection;
    told.type = url.dialect;
    told.file = url.storage;
    told.host = url.host;
    told.port = url.port;
    told.database = url.database;
    told.username = url.username;
    told.tls = SavedConnection::Tls::Off;
    told.authority.clear();
    takeOptions(url.dialectOptions, read);
    return read;
}

QVariantMap optionsOf(const QString &text)
{
    QVariantMap options;
    for (const auto &[name, value] : partsOf(text))
        if (!isSecret(name))
            options.insert(name, value);
    return options;
}

QString problemOfOptions(const QString &text)
{
    for (const auto &[name, value] : partsOf(text)) {
        if (isSecret(name))
            return QCoreApplication::translate(
                       "SavedConnection",
                       "The option %1 is a secret, and options are kept in a file. "
                       "Leave it out.")
                .arg(name);
        if (name.trimmed().isEmpty() || value.isEmpty())
            return QCoreApplication::translate("SavedConnection",
                                               "Options look like name=value&name=value.");
    }
    return {};
}
