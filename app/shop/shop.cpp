#include "app/shop/shop.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"

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

Shop::Shop(const ShopRequest &request, QObject *parent)
    : QObject(parent)
    , m_request(request)
{
    m_request.file = QFileInfo(request.file).absoluteFilePath();
}

Shop::~Shop()
{
    disconnectFrom();
}

QString Shop::name() const
{
    return QFileInfo(m_request.file).fileName();
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

void Shop::connectTo(Access access)
{
    disconnectFrom();
    const bool onlyLooks = access == Access::Look;
    m_database = std::make_shared<orm::Sequelize>(orm::Options{
        .storage = m_request.file,
        .logging = nullptr,
        .readOnly = onlyLooks || m_request.readOnly,
        .mustExist = !m_isNew,
        .busyTimeout = onlyLooks ? lookTimeout : 5'000,
        .unicodeLike = true,
    });
    m_models = defineBookModels(*m_database);
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
    connectTo(Access::Look);
    orm::deliver(
        book().findOne(), this, [this](const std::optional<orm::Instance> &) { use(); },
        [this](const orm::BaseError &error) { onLookFailed(error); });
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
    failWith(error);
}

void Shop::use()
{
    connectTo(Access::Use);
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

void Shop::failWith(const orm::BaseError &error)
{
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
