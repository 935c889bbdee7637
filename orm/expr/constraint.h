#pragma once

#include "orm/expr/tabledef.h"

namespace orm {

/// A rule of a table, as addConstraint() takes it.
struct Constraint
{
    enum class Type : quint8 { Unique, Check, Default, PrimaryKey, ForeignKey };

    /// The columns that a foreign key refers to.
    struct Target
    {
        TableName table;
        QStringList fields;
    };

    QStringList fields;
    std::optional<Type> type;  ///< Must be said.
    Text name = {};            ///< Default: made from the names of table and fields.
    Where where = {};          ///< Of a Check.
    Operand defaultValue = {}; ///< Of a Default, which only SQL Server has as a constraint.
    std::optional<Target> references = {};
    Text onDelete = {};
    Text onUpdate = {};
    Deferrable deferrable = Deferrable::Unsaid;
};

/// One change of a table that is there.
struct TableChange
{
    enum class Kind : quint8 { ChangeColumn, RemoveColumn, AddConstraint, RemoveConstraint };

    Kind kind = Kind::ChangeColumn;
    QString name;               ///< Of the column or the constraint.
    ColumnDef column = {};      ///< What a column becomes.
    Constraint constraint = {}; ///< What is added.
};

/// What createDatabase() is told; each server knows some of it.
struct DatabaseOptions
{
    Text charset = {};   ///< MySQL
    Text collate = {};   ///< MySQL, PostgreSQL, SQL Server
    Text encoding = {};  ///< PostgreSQL
    Text ctype = {};     ///< PostgreSQL
    Text template_ = {}; ///< PostgreSQL
};

} // namespace orm
