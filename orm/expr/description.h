#pragma once

#include "orm/expr/tabledef.h"

#include <QVariantMap>

namespace orm {

/// A column as the database describes it.
struct ColumnDescription
{
    QString name;                         ///< As the database spells it.
    QString type;                         ///< In the database's words: "VARCHAR(60)".
    bool allowNull = true;                ///< False: NOT NULL.
    QVariant defaultValue;                ///< Text of SQL, null() for NULL; invalid: none.
    bool primaryKey = false;              ///< Also of each column of a key of several.
    bool autoIncrement = false;           ///< The database makes its values; SQLite does not tell.
    bool unique = false;                  ///< A unique index has it, perhaps among others.
    QString comment;                      ///< Empty where the database keeps none, as SQLite.
    QStringList values;                   ///< Of an enum.
    std::optional<References> references; ///< Of a foreign key; none: it has none.
};

/// The columns of a table, in their order.
struct TableDescription
{
    QList<ColumnDescription> columns; ///< In the table's order.

    /// The column of that name, or nullptr.
    [[nodiscard]] const ColumnDescription *find(QStringView name) const
    {
        for (const ColumnDescription &column : columns)
            if (column.name == name)
                return &column;
        return nullptr;
    }
};

/// An index as the database describes it.
struct IndexDescription
{
    QString name;         ///< SQLite gives one that a rule made a name of its own.
    bool unique = false;  ///< No two rows may have the same values in it.
    bool primary = false; ///< It is the primary key's.
    bool partial = false; ///< A condition leaves rows out of it.
    QString origin;       ///< SQLite: "c" made by CREATE INDEX, "u" by UNIQUE, "pk" by PRIMARY KEY.
    QStringList fields;   ///< Its columns, in its order; an expression has no name.
};

/// A foreign key as the database describes it, one for each column of it.
struct ForeignKeyDescription
{
    QString constraint;        ///< Empty on SQLite, where such keys have no names.
    QString column;            ///< Of the table that was asked about.
    TableName referencedTable; ///< The table that it refers to.
    QString referencedColumn;  ///< The column there.
};

/// A row of a catalogue, by the names of its columns.
using CatalogueRow = QVariantMap;

} // namespace orm
