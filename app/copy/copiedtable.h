#pragma once

#include "app/models/bookmodels.h"
#include "orm/model/model.h"

#include <QStringList>

#include <optional>
#include <vector>

namespace orm {
struct RowSet;
}

/// A table of a shop that is copied.
struct CopiedTable
{
    const orm::Model *model = nullptr;
    QStringList attributes = {}; ///< All of them; columns have the same names.
    QStringList key = {};        ///< Those that tell a row from others: whole numbers.
    qint64 pageSize = 0;         ///< Rows that are read at once.
    int counter = -1;            ///< The attribute whose values the database makes; -1: none.
    /// Where the keys of rows stand that were deleted and may come back; nullptr: nowhere.
    const orm::Model *deleted = nullptr;
    QString deletedKey = {}; ///< The attribute there.

    /// Only of a table that has one.
    [[nodiscard]] QString counterName() const { return attributes.at(counter); }
};

/// The tables of a shop, each behind those that its rows refer to.
[[nodiscard]] std::vector<CopiedTable> copiedTables(const BookModels &models);

/// Asks for the rows of a table page by page in the order of their keys. A page begins behind the
/// last key of the one before, so that each costs the same, however many there are.
class KeyPages
{
public:
    explicit KeyPages(const CopiedTable &table)
        : m_table(table)
    {
    }

    /// Whether all pages were read.
    [[nodiscard]] bool isAtEnd() const { return m_isAtEnd; }
    /// What to ask for; of the options that QueryInterface::select() knows.
    [[nodiscard]] orm::FindOptions next() const;
    /// Notes what came. Throws orm::BaseError for a row whose key is no whole number.
    void pass(const orm::RowSet &page);

private:
    const CopiedTable &m_table;
    std::vector<qint64> m_last; ///< Empty before the first row.
    bool m_isAtEnd = false;
};
