#pragma once

#include "orm/sql/sql.h"

#include <vector>

namespace orm {

/// PostgreSQL's number of a type.
using Oid = unsigned int;

/// The values of one statement as libpq takes them. A number has the type that it would have as a
/// literal in the text, so that a key beyond 32 bits finds nothing instead of being refused, and
/// 1.5 is never cut for an integer column. A text has none: the server takes it for what stands
/// beside it. In an INSERT all but bytes are texts, each for its own column.
class PostgresValues
{
public:
    /// `binds` are of the six types that are bound.
    PostgresValues(const Statement &statement, const QVariantList &binds);

    [[nodiscard]] int count() const { return int(m_types.size()); }
    /// For each value its type, or 0 where the server decides.
    [[nodiscard]] const std::vector<Oid> &types() const { return m_types; }
    [[nodiscard]] const char *const *pointers() const { return m_pointers.data(); }
    [[nodiscard]] const int *lengths() const { return m_lengths.data(); }
    [[nodiscard]] const int *formats() const { return m_formats.data(); }

private:
    void append(Oid type, QByteArray value, bool isBinary = false);
    void appendNumber(const QVariant &value);

    bool m_isInsert;
    std::vector<Oid> m_types;
    std::vector<QByteArray> m_values;
    std::vector<const char *> m_pointers; ///< Null for NULL.
    std::vector<int> m_lengths;
    std::vector<int> m_formats; ///< 1 for bytes, 0 for what is written as a text.
};

} // namespace orm
