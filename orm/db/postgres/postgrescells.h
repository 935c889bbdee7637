#pragma once

#include "orm/db/rowset.h"

#include <QVarLengthArray>

struct pg_result;

namespace orm {

/// Whether columns such as those of `result` can be asked for in their binary form, which is
/// quicker to read: all of them are of types that are read here.
[[nodiscard]] bool isReadBinary(const pg_result *result);

/// Reads the cells of a result, in whichever form it is. Numbers, truth values, bytes and moments
/// become cells of their own; everything else (exact decimals, days, times, documents, lists, and
/// moments that are infinite) stays the text that PostgreSQL writes for it.
class PostgresCells
{
public:
    /// `result` stays as long as this.
    explicit PostgresCells(const pg_result *result);
    /// Goes on with another result of the same columns.
    void setResult(const pg_result *result) { m_result = result; }

    /// Whether `result`, of the same statement, is in the same form.
    [[nodiscard]] bool fit(const pg_result *result) const;

    /// Appends the whole row, which counts from 0.
    void appendRow(RowBlock &block, int row) const;
    /// The first cell of the row as an integer; 0 for what is none.
    [[nodiscard]] qint64 key(int row) const;

private:
    using Read = void (*)(RowBlock &block, const char *bytes, int length);

    const pg_result *m_result;
    bool m_isBinary;                   ///< All of a result's columns are in one form.
    QVarLengthArray<Read, 16> m_reads; ///< For each column.
};

} // namespace orm
