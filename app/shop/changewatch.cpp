#include "app/shop/changewatch.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "orm/schema/dataversion.h"

#include <QFileInfo>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

ChangeWatch::ChangeWatch(orm::Sequelize &database, const QString &file, QObject *parent)
    : QObject(parent)
    , m_database(database)
    , m_file(file)
{
    m_timer.setInterval(1s);
    connect(&m_timer, &QTimer::timeout, this, &ChangeWatch::look);
    m_timer.start();
    m_seen = lookNow();
    ask();
}

ChangeWatch::ChangeWatch(orm::Sequelize &database, const std::vector<const orm::Model *> &models,
                         bool mayMakeTriggers, QObject *parent)
    : QObject(parent)
    , m_database(database)
{
    m_soon.setSingleShot(true);
    m_soon.setInterval(100ms);
    connect(&m_soon, &QTimer::timeout, this, &ChangeWatch::changedElsewhere);
    for (const orm::Model *model : models)
        m_subscriptions.push_back(database.changes(*model, this, [this] { m_soon.start(); },
                                                   {.triggers = mayMakeTriggers}));
}

ChangeWatch::Look ChangeWatch::lookNow() const
{
    const QFileInfo wal(m_file + u"-wal"_s);
    return {QFileInfo(m_file).lastModified(), wal.lastModified(), wal.size()};
}

void ChangeWatch::look()
{
    if (m_isAsking)
        return;
    const Look now = lookNow();
    // A change within the same tick of the clock as the last look would not be seen: files that
    // were written a moment ago are asked about once more.
    const QDateTime written = std::max(now.file, now.wal);
    const bool isRecent = written.isValid() && written.msecsTo(QDateTime::currentDateTime()) < 3000;
    if (now == m_seen && !isRecent)
        return;
    m_seen = now;
    ask();
}

void ChangeWatch::ask()
{
    m_isAsking = true;
    orm::deliver(
        orm::dataVersion(m_database.database()), this, [this](qint64 version) { take(version); },
        [this](const orm::BaseError &) {
            m_isAsking = false; // a failing database is told of where it is used
        });
}

void ChangeWatch::take(qint64 version)
{
    m_isAsking = false;
    const bool isOther = m_version && *m_version != version;
    m_version = version;
    if (isOther)
        emit changedElsewhere();
}
