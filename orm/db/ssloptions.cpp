#include "orm/db/ssloptions.h"

#include "orm/core/error.h"

#include <QFileInfo>
#include <QTemporaryFile>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Where Debian keeps the authorities that the system trusts.
constexpr auto systemAuthorities = "/etc/ssl/certs/ca-certificates.crt"_L1;

/// Several texts are one file.
QString textOf(const QVariant &given)
{
    const bool isList =
        given.typeId() == QMetaType::QVariantList || given.typeId() == QMetaType::QStringList;
    return isList ? given.toStringList().join(u'\n') : given.toString();
}

/// Client libraries only read files.
QString fileWith(const QString &text, const QString &name, SslOptions &ssl)
{
    // Qt makes it for this user alone.
    const auto file = std::make_shared<QTemporaryFile>();
    const QByteArray bytes = text.toUtf8() + '\n';
    if (!file->open() || file->write(bytes) != bytes.size() || !file->flush())
        throw ConnectionError(
            u"No temporary file for ssl.%1 could be written: %2."_s.arg(name, file->errorString()));
    ssl.texts.push_back(file);
    return file->fileName();
}

QString fileOf(const QVariantMap &details, const QString &name, SslOptions &ssl)
{
    const QString given = textOf(details.value(name));
    if (given.trimmed().startsWith("-----BEGIN"_L1))
        return fileWith(given, name, ssl);
    if (given.isEmpty() || QFileInfo(given).isReadable())
        return given;
    throw InvalidConnectionError(u"The file \"%1\" of ssl.%2 cannot be read: is it there, and may "
                                 "this user read it?"_s.arg(given, name));
}

} // namespace

SslOptions sslOptions(const ConnectionOptions &options)
{
    const QVariant given = options.dialectOptions.value(u"ssl"_s);
    const QVariantMap details = given.toMap();
    refuseUnknownOption(
        details, {u"ca"_s, u"cert"_s, u"key"_s, u"rejectUnauthorized"_s, u"require"_s}, u"ssl."_s);
    if (!details.value(u"require"_s, true).toBool())
        throw InvalidConnectionError(u"With ssl a connection is encrypted, and ssl.require = false "
                                     "would not have it so: leave ssl out."_s);
    SslOptions ssl;
    ssl.isWanted = options.ssl || given.toBool() || given.canConvert<QVariantMap>();
    ssl.isVerified = ssl.isWanted && details.value(u"rejectUnauthorized"_s, true).toBool();
    ssl.authorities = fileOf(details, u"ca"_s, ssl);
    ssl.certificate = fileOf(details, u"cert"_s, ssl);
    ssl.key = fileOf(details, u"key"_s, ssl);
    if (ssl.isVerified && ssl.authorities.isEmpty() && QFileInfo::exists(systemAuthorities))
        ssl.authorities = systemAuthorities;
    return ssl;
}

void refuseUnknownOption(const QVariantMap &given, const QStringList &known, const QString &prefix)
{
    for (auto each = given.begin(); each != given.end(); ++each)
        if (!known.contains(each.key()))
            throw InvalidConnectionError(u"The option %1%2 is unknown here; known are %3."_s.arg(
                prefix, each.key(), known.join(", "_L1)));
}

} // namespace orm
