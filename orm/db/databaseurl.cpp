#include "orm/db/databaseurl.h"

#include "orm/core/error.h"

#include <QRegularExpression>
#include <QUrl>
#include <QUrlQuery>

#include <iterator>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

struct Scheme
{
    QLatin1StringView name;
    Dialect dialect;
};

constexpr Scheme schemes[] = {
    {"sqlite"_L1, Dialect::Sqlite},       {"postgres"_L1, Dialect::Postgres},
    {"postgresql"_L1, Dialect::Postgres}, {"mysql"_L1, Dialect::MySql},
    {"mariadb"_L1, Dialect::MariaDb},     {"mssql"_L1, Dialect::MsSql},
};

Dialect dialectOf(const QString &scheme)
{
    for (const Scheme &each : schemes)
        if (each.name == scheme)
            return each.dialect;
    throw UsageError(u"An address of a database begins with sqlite:, postgres://, mysql://, "
                     "mariadb:// or mssql://, and not with \"%1\"."_s.arg(scheme));
}

/// "sqlite::memory:", "sqlite:shop.sqlite", "sqlite:///srv/shop.sqlite".
QString storageOf(QString path)
{
    if (path.startsWith("//"_L1))
        path.remove(0, 2);
    return QUrl::fromPercentEncoding(path.toUtf8());
}

/// The hosts of an address that names several, of which QUrl knows nothing: `url` keeps the first.
/// Empty: it names one.
QString takeHosts(QString *url)
{
    static const QRegularExpression several(
        u"^[^/]*://(?:[^/?#]*@)?([^/?#@,]*)(,[^/?#@]*)(?=[/?#]|$)"_s);
    const QRegularExpressionMatch match = several.match(*url);
    if (!match.hasMatch())
        return {};
    url->remove(match.capturedStart(2), match.capturedLength(2));
    return QUrl::fromPercentEncoding((match.captured(1) + match.captured(2)).toUtf8());
}

/// Whether a password holds what ends the host, so that part of it would be taken for a host, a
/// database or an option, and shown: "postgres://till:p/ss@shop".
bool hasCutPassword(const QString &url)
{
    static const QRegularExpression form(u"^[^/]*://([^/?#]*)([^?#]*)(.*)$"_s,
                                         QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch parts = form.match(url);
    const QString authority = parts.captured(1);
    const bool hasColonAlone = authority.contains(u':') && !authority.contains(u'@');
    return parts.captured(2).contains(u'@') || (hasColonAlone && parts.captured(3).contains(u'@'));
}

/// What stands behind the question mark replaces what stands before it, as for libpq.
void takeParts(DatabaseUrl &parts)
{
    constexpr int mostPorts = 65'535;
    const std::pair<QLatin1StringView, QString DatabaseUrl::*> texts[] = {
        {"host"_L1, &DatabaseUrl::host},
        {"user"_L1, &DatabaseUrl::username},
        {"password"_L1, &DatabaseUrl::password},
        {"dbname"_L1, &DatabaseUrl::database}};
    for (const auto &[name, part] : texts)
        if (const QVariant given = parts.dialectOptions.take(name); given.isValid())
            parts.*part = given.toString();
    const QVariant port = parts.dialectOptions.take(u"port"_s);
    if (!port.isValid())
        return;
    parts.port = port.toString().toInt();
    if (parts.port < 1 || parts.port > mostPorts)
        throw UsageError(
            u"The address of the database has a port that is none: %1."_s.arg(port.toString()));
}

} // namespace

DatabaseUrl readUrl(const QString &url)
{
    const qsizetype colon = url.indexOf(u':');
    DatabaseUrl parts;
    parts.dialect = dialectOf(url.left(colon).toLower());
    if (parts.dialect == Dialect::Sqlite) {
        parts.storage = storageOf(url.mid(colon + 1));
        return parts;
    }
    QString withOneHost = url;
    const QString hosts = takeHosts(&withOneHost);
    const QUrl read(withOneHost, QUrl::StrictMode);
    if (!read.isValid() || !url.mid(colon).startsWith("://"_L1) || hasCutPassword(url))
        throw UsageError(u"The address of the database cannot be read; it looks like "
                         "postgres://user:password@host:5432/database, in which special letters "
                         "of a name or password stand as %2F for / or %40 for @."_s);
    parts.username = read.userName(QUrl::FullyDecoded);
    parts.password = read.password(QUrl::FullyDecoded);
    parts.host = hosts.isEmpty() ? read.host(QUrl::FullyDecoded) : hosts;
    parts.port = hosts.isEmpty() ? read.port(0) : 0;
    parts.database = read.path(QUrl::FullyDecoded).mid(1);
    const QUrlQuery query(read);
    for (const auto &[name, value] : query.queryItems(QUrl::FullyDecoded))
        parts.dialectOptions.insert(name, value);
    takeParts(parts);
    return parts;
}

} // namespace orm
