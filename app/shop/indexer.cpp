#include "app/shop/indexer.h"

#include "app/models/bookmodels.h"
#include "orm/core/deliver.h"

#include <algorithm>
#include <utility>

Indexer::Indexer(const orm::QueryInterface &tables, orm::Dialect dialect, QObject *parent)
    : QObject(parent)
    , m_tables(tables)
    , m_dialect(dialect)
{
}

Indexer::~Indexer()
{
    m_making.cancel();
}

void Indexer::start()
{
    if (std::exchange(m_isRunning, true))
        return;
    orm::deliver(
        m_tables.showIndex(bookTable), this,
        [this](const QList<orm::IndexDescription> &known) { makeMissing(known); },
        [this](const orm::BaseError &) { m_isRunning = false; });
}

void Indexer::makeMissing(const QList<orm::IndexDescription> &known)
{
    m_missing = bookIndexes(m_dialect);
    std::erase_if(m_missing, [&known](const orm::Index &index) {
        return std::ranges::find(known, index.name, &orm::IndexDescription::name) != known.end();
    });
    if (m_missing.empty()) {
        m_isRunning = false;
        return;
    }
    emit started();
    makeNext();
}

void Indexer::makeNext()
{
    if (m_missing.empty())
        return end();
    m_making = m_tables.addIndex(bookTable, m_missing.front());
    m_missing.erase(m_missing.begin());
    orm::deliver(
        m_making, this, [this] { makeNext(); }, [this](const orm::BaseError &) { end(); });
}

void Indexer::cancel()
{
    if (!m_isRunning)
        return;
    m_making.cancel(); // deliver() tells nobody of a cancelled call
    end();
}

void Indexer::end()
{
    m_missing.clear();
    if (std::exchange(m_isRunning, false))
        emit finished();
}
