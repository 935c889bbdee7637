#include "app/shop/shop.h"

#include "app/shop/serveraddress.h"
#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "orm/schema/queryinterface.h"

#include <QDir>
#include <QFileInfo>
#include <QStandardPaths>
#include <QThreadPool>

using namespace Qt::StringLiterals;

namespace {

/// Longer than any statement of ours holds a lock, shorter than a user waits for an answer.
constexpr int lookTimeout = 2'000;

/// SQLite's primary result codes, as the driver gives them.
enum SqliteCode {
    Busy = 5,
    Locked = 6,
    ReadOnly = 8,
    Corrupt = 11,
    CannotOpen = 14,
    NotADatabase = 26
};

int primaryCode(const orm::BaseError &error)
{
    return error.driverCode().toInt() & 0xFF;
}

bool lacksTable(const orm::BaseError &error)
{
    return error.driverText().contains("no such table"_L1)
           || error.message().contains("no such table"_L1);
}

bool lacksKey(const orm::BaseError &error)
{
    return error.driverText() == "no such column: id"_L1;
}

QString inOwnFolder(const QString &name)
{
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    QDir().mkpath(folder);
    return QDir(folder).filePath(name);
}

void removeDatabase(const QString &file)
{
    for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1})
        QFile::remove(file + suffix);
}

} // namespace

QString failureText(const Shop &shop, const ShopFailure &failure)
{
    if (failure.kind != ShopFailure::Kind::Denied)
        return failure.message;
    return Shop::tr("%1\nA password is taken from the variable %2 of the environment.")
        .arg(failure.message, passwordVariable(*shop.request().server));
}

Shop::Shop(const ShopRequest &request, QObject *parent)
    : QObject(parent)
    , m_request(request)
{
    if (!m_request.server)
        m_request.file = QFileInfo(request.file).absoluteFilePath();
}

Shop::~Shop()
{
    disconnectFrom();
}

QString Shop::name() const
{
    if (!m_request.connection.isEmpty())
        return m_request.connection;
    return m_request.server ? nameOf(*m_request.server) : QFileInfo(m_request.file).fileName();
}

QString Shop::address() const
{
    return m_request.server ? addressOf(*m_request.server) : m_request.file;
}

QString Shop::defaultFile()
{
    return inOwnFolder(u"shop.sqlite"_s);
}

QString Shop::sampleFile()
{
    return inOwnFolder(u"samples.sqlite"_s);
}

void Shop::open()
{
    if (m_request.server)
        lookAtServer();
    else
        openFile();
}

void Shop::openFile()
{
    const QFileInfo info(m_request.file);
    if (info.isDir())
        return fail(ShopFailure::Kind::NotADatabase,
                    tr("“%1” is a folder, not a shop.").arg(info.filePath()));
    if (info.exists()) {
        const bool isWritable = info.isWritable() && QFileInfo(info.path()).isWritable();
        m_request.readOnly |= !isWritable;
        return look();
    }
    if (!info.dir().exists())
        return fail(ShopFailure::Kind::Missing,
                    tr("“%1” cannot be opened: there is no folder “%2”.").arg(name(), info.path()));
    if (m_request.readOnly || !m_request.mayCreateFile)
        return fail(
            ShopFailure::Kind::Missing,
            tr("“%1” cannot be opened: there is no such file in “%2”.").arg(name(), info.path()));
    m_isNew = true;
    m_request.mayCreateTable = true;
    use();
}

orm::Options Shop::options(Access access) const
{
    const bool onlyLooks = access == Access::Look;
    orm::Options options = m_request.server ? optionsFor(*m_request.server) : orm::Options();
    options.logging = nullptr;
    options.readOnly = onlyLooks || m_request.readOnly;
    options.unicodeLike = true;
    if (!m_request.server) {
        options.storage = m_request.file;
        options.mustExist = !m_isNew;
        options.busyTimeout = onlyLooks ? lookTimeout : 5'000;
    }
    return options;
}

/// False where the program lacks what such a database needs, which failed() tells of.
bool Shop::connectTo(Access access)
{
    disconnectFrom();
    try {
        m_database = std::make_shared<orm::Sequelize>(options(access));
        m_models = defineBookModels(*m_database);
        return true;
    } catch (const orm::BaseError &error) {
        failWith(error);
        return false;
    }
}

void Shop::disconnectFrom()
{
    // Closing waits for what is running, and this thread must not.
    m_models = {};
    if (m_database)
        QThreadPool::globalInstance()->start(
            [database = std::move(m_database)]() mutable { database.reset(); });
}

void Shop::look()
{
    if (!connectTo(Access::Look))
        return;
    orm::deliver(
        book().findOne(), this, [this](const std::optional<orm::Instance> &) { lookAtKeys(); },
        [this](const orm::BaseError &error) { onLookFailed(error); });
}

/// Whether there are books is asked of the server's catalogue, which makes nothing.
void Shop::lookAtServer()
{
    if (!connectTo(Access::Look))
        return;
    orm::deliver(
        m_database->queryInterface().tableExists(bookTable), this,
        [this](bool isThere) {
            if (isThere)
                return lookAtKeys();
            if (m_request.mayCreateTable && !m_request.readOnly)
                return use();
            fail(ShopFailure::Kind::NoTable, tr("“%1” is a database without books.").arg(name()));
        },
        [this](const orm::BaseError &error) { failWith(error); });
}

void Shop::onLookFailed(const orm::BaseError &error)
{
    if (lacksTable(error)) {
        if (m_request.mayCreateTable && !m_request.readOnly)
            return use();
        return fail(ShopFailure::Kind::NoTable,
                    tr("“%1” is a database without books.").arg(name()));
    }
    // A crash has left something to be put right, which only a writer may do.
    if (primaryCode(error) == ReadOnly && !m_request.readOnly)
        return use();
    if (lacksKey(error))
        return failForKeys();
    failWith(error);
}

void Shop::use()
{
    if (!connectTo(Access::Use))
        return;
    emit connected();
    const auto onError = [this](const orm::BaseError &error) { failWith(error); };
    if (m_request.readOnly)
        orm::deliver(
            m_database->authenticate(), this, [this] { lookAround(); }, onError);
    else if (m_request.mayCreateTable)
        orm::deliver(
            book().sync(), this, [this] { makeTables(); }, onError);
    else // only opens it for writing
        orm::deliver(
            m_database->run([] {}), this, [this] { makeTables(); }, onError);
}

void Shop::failOnServer(const orm::BaseError &error)
{
    using Kind = ShopFailure::Kind;
    Kind kind = Kind::Other;
    if (dynamic_cast<const orm::AccessDeniedError *>(&error))
        kind = Kind::Denied;
    else if (dynamic_cast<const orm::ConnectionError *>(&error)
             && !dynamic_cast<const orm::InvalidConnectionError *>(&error))
        kind = Kind::Unreachable;
    const QString lack = serverLack(error);
    fail(kind,
         tr("“%1” cannot be opened. %2").arg(name(), lack.isEmpty() ? error.message() : lack));
}

void Shop::failWith(const orm::BaseError &error)
{
    if (m_request.server)
        return failOnServer(error);
    switch (primaryCode(error)) {
    case NotADatabase:
        return fail(ShopFailure::Kind::NotADatabase, tr("“%1” is no SQLite database.").arg(name()));
    case Corrupt:
        return fail(ShopFailure::Kind::NotADatabase,
                    tr("“%1” is damaged: %2").arg(name(), error.message()));
    case Busy:
    case Locked:
        return fail(ShopFailure::Kind::Locked,
                    tr("“%1” is locked by another program.").arg(name()));
    case CannotOpen:
        return fail(ShopFailure::Kind::Other, tr("“%1” cannot be opened. You may lack the right to "
                                                 "read it, or to write in its folder.")
                                                  .arg(name()));
    default:
        return fail(ShopFailure::Kind::Other,
                    tr("“%1” cannot be opened: %2").arg(name(), error.message()));
    }
}

void Shop::fail(ShopFailure::Kind kind, const QString &message)
{
    if (m_isNew && m_database) {
        const auto file = m_request.file;
        QThreadPool::globalInstance()->start([database = std::move(m_database), file]() mutable {
            database.reset();
            removeDatabase(file);
        });
    }
    disconnectFrom();
    // Later, so that open() never answers before it returns.
    QMetaObject::invokeMethod(
        this, [this, failure = ShopFailure{kind, message}] { emit failed(failure); },
        Qt::QueuedConnection);
}
