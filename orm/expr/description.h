#pragma once

#include "orm/expr/tabledef.h"

#include <QVariantMap>

namespace orm {

/// A column as the database describes it.
struct ColumnDescription
{
    QString name;
    QString type; ///< In the database's words: "VARCHAR(60)".
    bool allowNull = true;
    QVariant defaultValue; ///< Text of SQL, null() for NULL; invalid: none.
    bool primaryKey = false;
    bool autoIncrement = false;
    bool unique = false;
    QString comment;
    QStringList values; ///< Of an enum.
    std::optional<References> references;
};

/// The columns of a table, in their order.
struct TableDescription
{
    QList<ColumnDescription> columns;

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
    QString name;
    bool unique = false;
    bool primary = false;
    bool partial = false;
    QString origin; ///< SQLite: "c" made by CREATE INDEX, "u" by UNIQUE, "pk" by PRIMARY KEY.
    QStringList fields;
};

/// A foreign key as the database describes it, one for each column of it.
struct ForeignKeyDescription
{
    QString constraint; ///< Empty on SQLite, where such keys have no names.
    QString column;
    TableName referencedTable;
    QString referencedColumn;
};

/// A row of a catalogue, by the names of its columns.
using CatalogueRow = QVariantMap;

} // namespace orm
