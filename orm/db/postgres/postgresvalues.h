#pragma once

#include "orm/core/timestamp.h"
#include "orm/db/blockcells.h"
#include "orm/sql/sql.h"

#include <QByteArrayList>
#include <QVarLengthArray>

#include <optional>
#include <span>

namespace orm {

/// PostgreSQL's number of a type.
using Oid = unsigned int;

class PostgresArrays;

/// The values of one statement as libpq takes them. A number has the type that it would have as a
/// literal in the text, so that a key beyond 32 bits finds nothing instead of being refused, and
/// 1.5 is never cut for an integer column. A text has none: the server takes it for what stands
/// beside it. In an INSERT all but bytes are texts, each for its own column.
class PostgresValues
{
public:
    /// `binds` are of the six types that are bound.
    PostgresValues(const Statement &statement, const QVariantList &binds);
    /// Bytes stay in the block.
    PostgresValues(const Statement &statement, const BlockCells &cells);

    /// Arrays, which must outlast this.
    explicit PostgresValues(const PostgresArrays &arrays);

    [[nodiscard]] int count() const { return int(m_types.size()); }
    /// For each value its type, or 0 where the server decides.
    [[nodiscard]] std::span<const Oid> types() const { return {m_types.data(), size_t(count())}; }
    [[nodiscard]] const char *const *pointers() const { return m_pointers.constData(); }
    [[nodiscard]] const int *lengths() const { return m_lengths.constData(); }
    [[nodiscard]] const int *formats() const { return m_formats.constData(); }

private:
    static constexpr int usualCount = 16; ///< Values for which nothing is allocated.
    static constexpr int usualText = 512; ///< Letters of them.

    void reserve(int count, qsizetype letters);
    void append(Oid type, QByteArrayView value, bool isBinary);
    void appendNull() { append(0, {}, false); }
    void appendText(Oid type, QByteArrayView text);
    void appendBytes(QByteArrayView bytes);
    void appendVariant(const QVariant &value, bool isTyped);
    void appendCell(const BlockCells &cells, int row, int column, const DataType *type);
    void appendInteger(qint64 number, bool isTyped);
    void appendBoolean(bool value, bool isTyped);
    void appendReal(double number, const DataType *type);

    bool m_isInsert;
    QVarLengthArray<Oid, usualCount> m_types;
    QVarLengthArray<const char *, usualCount> m_pointers; ///< Null for NULL.
    QVarLengthArray<int, usualCount> m_lengths;
    QVarLengthArray<int, usualCount> m_formats; ///< 1 for bytes, 0 for what is written as a text.
    QVarLengthArray<char, usualText> m_texts; ///< Each ends with NUL. It does not grow once filled.
    QByteArrayList m_bytes;
    qint64 m_moment = 0; ///< That was written last.
    std::optional<TimestampText> m_momentText;
};

} // namespace orm
