#pragma once

#include "orm/db/rowset.h"

#include <QVarLengthArray>

struct st_mysql_field;

namespace orm {

/// Reads the cells of a result, in its binary or its text form, straight into a block. Numbers,
/// bytes and moments become cells of their own; everything else (exact decimals, days, times,
/// documents, and moments that are none) stays a text. A BIT is a number.
class MySqlCells
{
public:
    /// The columns of a result.
    MySqlCells(const st_mysql_field *fields, unsigned int count);

    /// Their names.
    [[nodiscard]] QStringList names() const;
    /// Appends a cell of the binary form, and moves `row` behind it; null is NULL.
    void appendBinary(RowBlock &block, unsigned int column, unsigned char **row) const;
    /// Appends a row of the text form, whose cells are so long; null is NULL.
    void appendText(RowBlock &block, const char *const *row, const unsigned long *lengths) const;

private:
    enum class Kind : quint8 {
        Tiny,
        Small,
        Whole,
        Large,
        Float,
        Double,
        Day,
        Moment,
        Time,
        Bits,
        Bytes,
        Text
    };
    struct Column
    {
        Kind kind;
        bool isUnsigned;
    };

    [[nodiscard]] static Kind kindOf(const st_mysql_field &field);
    static void appendTextCell(RowBlock &block, const Column &column, QByteArrayView text);

    const st_mysql_field *m_fields;
    QVarLengthArray<Column, 16> m_columns;
};

} // namespace orm
