#include "ui/rows/pagecache.h"

namespace ui {

namespace {

/// Pages in memory: 16,384 rows, more than any screen shows.
constexpr int pagesKept = 64;

size_t placeOf(int row)
{
    return size_t(row % rowsPerPage);
}

} // namespace

PageCache::PageCache()
    : m_pages(pagesKept)
{
}

bool PageCache::isWanting(int page) const
{
    const Page *found = m_pages.object(page);
    return !found || found->stale;
}

const orm::Instance *PageCache::record(int row) const
{
    const Page *found = m_pages.object(row / rowsPerPage);
    const size_t place = placeOf(row);
    return found && place < found->rows.size() && found->rows[place] ? &*found->rows[place]
                                                                     : nullptr;
}

bool PageCache::isGone(int row) const
{
    const Page *found = m_pages.object(row / rowsPerPage);
    const size_t place = placeOf(row);
    return found && !found->stale && place < found->rows.size() && !found->rows[place];
}

const orm::Instance *PageCache::known(qint64 key) const
{
    const auto found = m_known.find(key);
    return found == m_known.end() ? nullptr : &found->second;
}

int PageCache::rowOf(qint64 key) const
{
    for (const int number : m_pages.keys()) {
        const PageRows &rows = m_pages.object(number)->rows;
        for (size_t place = 0; place < rows.size(); ++place)
            if (rows[place] && keyOf(*rows[place]) == key)
                return number * rowsPerPage + int(place);
    }
    return -1;
}

std::vector<qint64> PageCache::keysAround(int row) const
{
    std::vector<qint64> keys;
    if (const Page *page = m_pages.object(row / rowsPerPage))
        for (const std::optional<orm::Instance> &each : page->rows)
            if (each)
                keys.push_back(keyOf(*each));
    return keys;
}

bool PageCache::agrees(int page, const KeyIndex &index) const
{
    const Page *found = m_pages.object(page);
    const qint64 first = qint64(page) * rowsPerPage;
    const qint64 expected = std::min<qint64>(rowsPerPage, index.count() - first);
    if (!found || qint64(found->rows.size()) != expected)
        return false;
    for (size_t place = 0; place < found->rows.size(); ++place)
        if (const std::optional<orm::Instance> &row = found->rows[place];
            row && keyOf(*row) != index.keyAt(first + qint64(place)))
            return false;
    return true;
}

void PageCache::insert(int page, const PageRows &rows)
{
    m_pages.insert(page, new Page{.rows = rows});
}

void PageCache::replace(int row, const orm::Instance &record)
{
    Page *shown = m_pages.object(row / rowsPerPage);
    const size_t place = placeOf(row);
    if (shown && place < shown->rows.size() && shown->rows[place])
        shown->rows[place] = record;
    if (const auto known = m_known.find(keyOf(record)); known != m_known.end())
        known->second = record;
}

void PageCache::remove(int page)
{
    m_pages.remove(page);
}

void PageCache::makeStale()
{
    for (const int number : m_pages.keys())
        m_pages.object(number)->stale = true;
}

void PageCache::rememberRows()
{
    m_known.clear();
    for (const int number : m_pages.keys())
        for (const std::optional<orm::Instance> &row : m_pages.object(number)->rows)
            if (row)
                m_known.emplace(keyOf(*row), *row);
    m_pages.clear();
}

void PageCache::dropMismatches(const KeyIndex &index)
{
    for (const int number : m_pages.keys())
        if (!agrees(number, index))
            m_pages.remove(number);
}

void PageCache::dropBehindFirst()
{
    for (const int number : m_pages.keys())
        if (number > 0)
            m_pages.remove(number);
}

} // namespace ui
