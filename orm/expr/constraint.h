#pragma once

#include "orm/expr/tabledef.h"

namespace orm {

/// A rule of a table, as addConstraint() takes it.
struct Constraint
{
    /// Which rule it is. SQLite and MySQL know no constraint for a Default.
    enum class Type : quint8 { Unique, Check, Default, PrimaryKey, ForeignKey };

    /// The columns that a foreign key refers to.
    struct Target
    {
        TableName table;    ///< The table that has the key.
        QStringList fields; ///< Its columns, in the order of Constraint::fields.
    };

    QStringList fields;        ///< The columns that the rule is about.
    std::optional<Type> type;  ///< Must be said.
    Text name = {};            ///< Default: made from the names of table and fields.
    Where where = {};          ///< Of a Check.
    Operand defaultValue = {}; ///< Of a Default, which only SQL Server has as a constraint.
    std::optional<Target> references = {}; ///< Of a ForeignKey.
    Text onDelete = {}; ///< Of a ForeignKey: "CASCADE", "SET NULL"; empty: the database's default.
    Text onUpdate = {}; ///< The same, when the key that is referred to changes.
    Deferrable deferrable = Deferrable::Unsaid; ///< Of a ForeignKey on PostgreSQL.
};

/// One change of a table that is there.
struct TableChange
{
    /// What is done to the table.
    enum class Kind : quint8 { ChangeColumn, RemoveColumn, AddConstraint, RemoveConstraint };

    Kind kind = Kind::ChangeColumn; ///< Decides which of the other members count.
    QString name;                   ///< Of the column or the constraint.
    ColumnDef column = {};          ///< What a column becomes.
    Constraint constraint = {};     ///< What is added.
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
