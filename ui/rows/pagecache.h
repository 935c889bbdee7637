#pragma once

#include "ui/rows/keyindex.h"
#include "ui/rows/recordquery.h"

#include <QCache>

#include <optional>
#include <unordered_map>
#include <vector>

namespace ui {

/// The rows of a table that are in memory: some pages of them, and by key those that were there
/// before rows moved, which are better than nothing until they are read again.
class PageCache
{
public:
    PageCache();

    /// Whether the page is not there, or its rows may be others by now.
    [[nodiscard]] bool isWanting(int page) const;
    /// The record of a row; nullptr when it is not in memory, or no longer in the database.
    [[nodiscard]] const orm::Instance *record(int row) const;
    /// Whether the record of a row was read, and is no longer in the database.
    [[nodiscard]] bool isGone(int row) const;
    /// A record from before rows moved; nullptr when it was not in memory.
    [[nodiscard]] const orm::Instance *known(qint64 key) const;
    /// The row of a key among the pages; -1 when it is in none.
    [[nodiscard]] int rowOf(qint64 key) const;
    /// The keys of all rows of the page that `row` is in.
    [[nodiscard]] std::vector<qint64> keysAround(int row) const;
    /// Whether the rows of that page are in memory, and `index` has them in their places.
    [[nodiscard]] bool agrees(int page, const KeyIndex &index) const;

    void insert(int page, const PageRows &rows);
    /// Puts a record into the place of its row, where that is in memory.
    void replace(int row, const orm::Instance &record);
    void remove(int page);
    /// Forgets the pages, but not what is known by key.
    void clear() { m_pages.clear(); }
    /// All pages are to be read again; empty places are unknown, not deleted.
    void makeStale();
    /// Before rows move: keeps them by key, and empties the pages, whose places are no longer
    /// right.
    void rememberRows();
    /// Pages that were read by counting may not fit the order of keys, which was read later.
    void dropMismatches(const KeyIndex &index);
    /// Forgets all pages but the first.
    void dropBehindFirst();

private:
    struct Page
    {
        PageRows rows;
        bool stale = false;
    };

    QCache<int, Page> m_pages;
    std::unordered_map<qint64, orm::Instance> m_known;
};

} // namespace ui
