#pragma once

#include "orm/db/blockcells.h"
#include "orm/sql/logtext.h"

#include <QVarLengthArray>

#include <span>

namespace orm {

/// The values with which a statement runs: two lists, or cells of a block. What refers to a block
/// must not outlive it; copied() makes values that stand alone.
class StatementValues final : public LoggedValues
{
public:
    /// None.
    StatementValues() = default;
    /// Two lists, which are shared.
    explicit StatementValues(const BoundValues &values)
        : m_lists(values)
        , m_count(values.binds.size())
    {
    }
    /// Cells as `dialect` stores them.
    StatementValues(const BlockCells &cells, Dialect dialect)
        : m_block(&cells.block)
        , m_columns(cells.columns)
        , m_dialect(dialect)
        , m_first(cells.first)
        , m_width(cells.width())
        , m_count(cells.size())
    {
    }
    StatementValues(const StatementValues &) = delete;
    StatementValues &operator=(const StatementValues &) = delete;
    /// Refers to, or owns, what the other did.
    StatementValues(StatementValues &&) noexcept = default;
    /// The same in the place of what was here.
    StatementValues &operator=(StatementValues &&) noexcept = default;
    ~StatementValues() override = default;

    [[nodiscard]] qsizetype count() const override { return m_count; }
    [[nodiscard]] QVariant bound(qsizetype slot, const DataType *type) const override;
    [[nodiscard]] Given given(qsizetype slot, const DataType *type) const override;
    /// How many rows they are; 1 unless several rows of a block are inserted at once.
    [[nodiscard]] qsizetype rowCount() const { return m_width > 0 ? m_count / m_width : 1; }
    /// Bytes that they take, roughly.
    [[nodiscard]] qsizetype cost() const;
    /// All of them as they are sent with `statement`.
    [[nodiscard]] QVariantList binds(const Statement &statement) const;

    /// The same values, or the first of them that take `maxBytes` together, on their own. Rows are
    /// kept whole where there are several; a text or bytes that alone take more are cut.
    [[nodiscard]] StatementValues copied(qsizetype maxBytes) const;

private:
    [[nodiscard]] int columnOf(qsizetype slot) const;
    [[nodiscard]] int rowOf(qsizetype slot) const { return m_first + int(slot / m_width); }
    [[nodiscard]] StatementValues copiedList(qsizetype maxBytes) const;
    [[nodiscard]] StatementValues copiedCells(qsizetype maxBytes) const;
    [[nodiscard]] bool canShareBlock(qsizetype maxBytes) const;
    [[nodiscard]] StatementValues sharedCells() const;
    [[nodiscard]] qsizetype costOf(qsizetype slot) const;

    BoundValues m_lists;
    const RowBlock *m_block = nullptr;    ///< Null for lists.
    RowBlockPointer m_own;                ///< What m_block points to in a copy.
    std::span<const int> m_columns;       ///< Empty: all, or those of a copy.
    QVarLengthArray<int, 8> m_ownColumns; ///< Of a copy; empty: all.
    Dialect m_dialect = Dialect::Sqlite;  ///< Of the cells.
    int m_first = 0;
    int m_width = 0; ///< Values a row.
    qsizetype m_count = 0;
};

} // namespace orm
