#include "app/copy/shopplace.h"

#include "app/shop/serveraddress.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

/// The same file has one name, by whatever path it is named; a missing one has its path.
QString fileKey(const QString &file)
{
    const QFileInfo info(file);
    return info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
}

/// One server listens at one port of a host, whatever the host's name.
QString hostKey(const QString &host)
{
    static const QStringList own{u""_s, u"127.0.0.1"_s, u"::1"_s, u"localhost"_s};
    return own.contains(host) ? u"localhost"_s : host.toLower();
}

} // namespace

QString placeName(const ShopRequest &shop)
{
    if (!shop.connection.isEmpty())
        return shop.connection;
    return shop.server ? nameOf(*shop.server) : QFileInfo(shop.file).fileName();
}

bool areSamePlace(const ShopRequest &one, const ShopRequest &other)
{
    if (!one.server || !other.server)
        return !one.server && !other.server && fileKey(one.file) == fileKey(other.file);
    return one.server->dialect == other.server->dialect
           && hostKey(one.server->host) == hostKey(other.server->host)
           && one.server->port == other.server->port
           && one.server->database == other.server->database;
}

orm::Options placeOptions(const ShopRequest &shop, PlaceUse use)
{
    orm::Options options = shop.server ? optionsFor(*shop.server) : orm::Options();
    options.logging = nullptr;
    options.readOnly = use == PlaceUse::Read;
    // A copy needs one connection, which outlives a server's patience with idle ones.
    options.pool.max = 1;
    if (!shop.server) {
        options.storage = QFileInfo(shop.file).absoluteFilePath();
        options.mustExist = use == PlaceUse::Read;
    }
    return options;
}
