#pragma once

#include "orm/db/mssql/mssqlodbc.h"
#include "orm/db/rowset.h"

#include <QByteArray>
#include <QStringList>

#include <vector>

namespace orm::mssql {

/// Reads the rows of one result of a statement, cell by cell from left to right.
class Cells
{
public:
    /// `handle` has run and not yet fetched.
    explicit Cells(Handle handle);

    /// The names of the columns; none where the statement has given no rows.
    [[nodiscard]] const QStringList &names() const { return m_names; }
    /// Appends the row that was fetched last; false when the driver fails.
    [[nodiscard]] bool appendTo(RowBlock &block, const std::vector<char> &isDate);

private:
    struct Column
    {
        short type = 0;
        short scale = 0;
    };
    /// What became of reading a cell.
    enum class Got : quint8 { Value, Null, Nothing };

    [[nodiscard]] bool appendCell(RowBlock &block, int column, bool isDate);
    [[nodiscard]] Got read(int column, short type, void *data, long size);
    [[nodiscard]] Got readBytes(int column, short type);
    void appendText(RowBlock &block, QByteArrayView utf8, bool isDate);
    void appendMoment(RowBlock &block, int offset, const void *timestamp);

    Handle m_handle;
    QStringList m_names;
    std::vector<Column> m_columns;
    QByteArray m_bytes; ///< Of the cell that was read last.
};

} // namespace orm::mssql
