#pragma once

#include "orm/db/rowset.h"
#include "orm/sql/logtext.h"

#include <QVarLengthArray>

#include <span>

namespace orm {

/// The values with which a statement runs: two lists, rows of a block, or cells of one row. What
/// refers to a block must not outlive it; copied() makes values that stand alone.
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
    /// `count` rows of `block`, from row `first` on, in the order of its columns.
    StatementValues(const RowBlock &block, int first, int count)
        : m_block(&block)
        , m_first(first)
        , m_width(block.columnCount())
        , m_count(qsizetype(count) * block.columnCount())
    {
    }
    /// The cells of the first row of `block` in these columns.
    StatementValues(const RowBlock &block, std::span<const int> columns)
        : m_block(&block)
        , m_columns(columns)
        , m_width(int(columns.size()))
        , m_count(qsizetype(columns.size()))
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
    [[nodiscard]] QVariant bound(qsizetype slot) const override;
    [[nodiscard]] Given given(qsizetype slot, const DataType *type) const override;
    /// How many rows they are; 1 unless several rows of a block are inserted at once.
    [[nodiscard]] qsizetype rowCount() const { return m_width > 0 ? m_count / m_width : 1; }
    /// Bytes that they take, roughly.
    [[nodiscard]] qsizetype cost() const;
    /// All of them as they are sent.
    [[nodiscard]] QVariantList binds() const;

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
    int m_first = 0;
    int m_width = 0; ///< Values a row.
    qsizetype m_count = 0;
};

} // namespace orm
