#include "app/copy/shopcopy.h"

#include "app/copy/copytarget.h"
#include "app/copy/copywriter.h"
#include "app/copy/shopplace.h"
#include "orm/core/deliver.h"
#include "ui/base/background.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <thread>

using namespace Qt::StringLiterals;

namespace {

/// All pages are of one moment, and nobody waits for this reader.
const orm::TransactionOptions snapshot{.isolationLevel = orm::IsolationLevel::RepeatableRead,
                                       .type = orm::TransactionType::Deferred,
                                       .readOnly = true};

/// One of both databases.
class Place
{
public:
    Place(const ShopRequest &shop, PlaceUse use)
        : m_database(placeOptions(shop, use))
        , m_tables(copiedTables(defineBookModels(m_database)))
    {
    }

    [[nodiscard]] orm::Sequelize &database() { return m_database; }
    [[nodiscard]] const std::vector<CopiedTable> &tables() const { return m_tables; }

private:
    orm::Sequelize m_database;
    std::vector<CopiedTable> m_tables;
};

/// Reads on the worker of its own database, while this waits on a thread. What it was about is over
/// when this goes.
class Reading
{
public:
    Reading(const ShopRequest &from, CopyForm form, const ui::TaskProgress &progress,
            CopyQueue &queue)
        : m_queue(queue)
        , m_thread([from, form, &progress, &queue] {
            try {
                Place place(from, PlaceUse::Read);
                const CopyReader reader(place.tables(), placeName(from), form, progress);
                place.database()
                    .transaction(snapshot,
                                 [&](orm::Session &session) { reader.read(session, queue); })
                    .waitForFinished();
                queue.finish();
            } catch (...) {
                queue.finish(std::current_exception());
            }
        })
    {
    }
    ~Reading()
    {
        m_queue.stop();
        m_thread.join();
    }
    Reading(const Reading &) = delete;
    Reading &operator=(const Reading &) = delete;

private:
    CopyQueue &m_queue;
    std::thread m_thread;
};

/// Takes a file away that was made for a copy of which nothing is kept.
class NewFile
{
public:
    explicit NewFile(const ShopRequest &shop)
        : m_file(!shop.server && !QFileInfo::exists(shop.file) ? shop.file : QString())
    {
    }
    ~NewFile()
    {
        if (m_file.isEmpty())
            return;
        for (const auto suffix : {""_L1, "-wal"_L1, "-shm"_L1, "-journal"_L1})
            QFile::remove(m_file + suffix);
    }
    void keep() { m_file.clear(); }
    NewFile(const NewFile &) = delete;
    NewFile &operator=(const NewFile &) = delete;

private:
    QString m_file;
};

void refuseImpossible(const ShopRequest &from, const ShopRequest &to)
{
    if (areSamePlace(from, to))
        throw orm::BaseError(ShopCopy::tr("“%1” is the shop itself.").arg(placeName(to)));
    if (!from.server && !QFileInfo::exists(from.file))
        throw orm::BaseError(ShopCopy::tr("There is no file “%1”.").arg(from.file));
    const QFileInfo file(to.file);
    if (!to.server && !file.absoluteDir().exists())
        throw orm::BaseError(ShopCopy::tr("There is no folder “%1”.").arg(file.absolutePath()));
    if (!to.server && file.isDir())
        throw orm::BaseError(ShopCopy::tr("“%1” is a folder.").arg(file.absoluteFilePath()));
}

CopyResult copied(const ShopRequest &from, const ShopRequest &to, CopyRounding rounding,
                  ui::TaskProgress &progress)
{
    const CopyForm form = from.server || to.server ? CopyForm::Known : CopyForm::Stored;
    Place target(to, PlaceUse::Write);
    const std::vector<CopiedTable> &tables = target.tables();
    CopyQueue queue;
    const auto work = [&](orm::Session &session) {
        refuseUnlessEmpty(session, tables, placeName(to));
        makeTables(session, tables, placeName(to));
        const Reading reading(from, form, progress, queue);
        const CopyResult result =
            CopyWriter(tables, form, rounding, progress).write(session, queue);
        if (result.isKept())
            makeIndexes(tables);
        return result;
    };
    return target.database().run(work).result();
}

} // namespace

CopyResult copyShop(const ShopRequest &from, const ShopRequest &to, CopyRounding rounding,
                    ui::TaskProgress &progress)
{
    refuseImpossible(from, to);
    NewFile file(to);
    CopyResult result = copied(from, to, rounding, progress);
    if (result.isKept())
        file.keep();
    return result;
}

void ShopCopy::start(const ShopRequest &from, const ShopRequest &to, CopyRounding rounding)
{
    if (isRunning())
        return;
    const auto work = [from, to, rounding, progress = begin()] {
        return copyShop(from, to, rounding, *progress);
    };
    orm::deliver(
        ui::inBackground(work), this,
        [this](const CopyResult &result) {
            end();
            emit finished(result);
        },
        [this](const orm::BaseError &error) { takeFailure(error); });
}
