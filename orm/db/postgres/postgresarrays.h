#pragma once

#include "orm/db/blockcells.h"
#include "orm/db/postgres/postgresvalues.h"
#include "orm/sql/sql.h"

#include <QByteArray>

#include <span>
#include <vector>

namespace orm {

/// The columns of many rows as arrays in PostgreSQL's binary form, one array for each column. Only
/// what surely becomes the value that its text would become has such a form.
class PostgresArrays
{
public:
    /// `row` is the INSERT of one row; `elements` are the types of the table's columns, all of
    /// which have an array.
    PostgresArrays(const Statement &row, const BlockCells &cells, std::span<const Oid> elements);

    /// The type of an array of that type; 0: none that is made here.
    [[nodiscard]] static Oid arrayOf(Oid element);

    /// Whether every cell had a form. If not, they cannot be sent so.
    [[nodiscard]] bool isWhole() const { return m_isWhole; }
    /// How many there are.
    [[nodiscard]] int count() const { return int(m_arrays.size()); }
    ///@{
    /// Of the array with that number.
    [[nodiscard]] Oid type(int number) const { return m_types[size_t(number)]; }
    [[nodiscard]] QByteArrayView bytes(int number) const { return m_arrays[size_t(number)]; }
    ///@}

private:
    std::vector<Oid> m_types;
    std::vector<QByteArray> m_arrays;
    bool m_isWhole = true;
};

} // namespace orm
