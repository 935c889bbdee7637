#pragma once

#include "orm/expr/constraint.h"
#include "orm/expr/description.h"
#include "orm/sql/schematext.h"

namespace orm {

/// What becomes of a table or of a column, with which the names of enums change.
struct EnumRenaming
{
    QString table;
    QString column = {};      ///< Empty: all columns, which keep their names.
    QString columnAfter = {}; ///< Of `column`.
};

/// What a database is asked about its tables, and what the rows of its answers mean.
class Catalogue : protected SchemaText
{
public:
    using SchemaText::SchemaText;
    virtual ~Catalogue() = default;
    Catalogue(const Catalogue &) = delete;
    Catalogue &operator=(const Catalogue &) = delete;

    // Tables and columns
    /// One row when the table is there, none when it is not.
    [[nodiscard]] virtual Sql tableExists(const TableName &table) const = 0;
    /// One row a table: its name, and its schema where there are schemas.
    [[nodiscard]] virtual Sql showTables() const = 0;
    [[nodiscard]] virtual TableName describedTable(const CatalogueRow &row) const = 0;
    [[nodiscard]] virtual Sql describeTable(const TableName &table) const = 0;
    [[nodiscard]] virtual ColumnDescription describedColumn(const CatalogueRow &row) const = 0;
    /// One row when the table has that column; nothing where describeTable() tells all columns.
    [[nodiscard]] virtual std::optional<Sql> columnExists(const TableName &table,
                                                          const QString &column) const;

    // Indexes, constraints, enums
    /// One row an index, or a column of one.
    [[nodiscard]] virtual Sql showIndexes(const TableName &table) const = 0;
    [[nodiscard]] virtual Sql showIndexColumns(const QString &index) const;
    /// Of all rows of showIndexes(); without their fields where showIndexColumns() gives these.
    [[nodiscard]] virtual QList<IndexDescription>
    describedIndexes(const QList<CatalogueRow> &rows) const = 0;
    [[nodiscard]] virtual Sql showConstraints(const TableName &table,
                                              const QString &constraint) const = 0;
    /// What must be asked before removeConstraint(): one row when there is such a rule, its type
    /// ("FOREIGN KEY" …) in the fourth column. Nothing where the statement itself finds out.
    [[nodiscard]] virtual std::optional<Sql> findConstraint(const TableName &table,
                                                            const QString &constraint) const;
    [[nodiscard]] virtual Sql showForeignKeys(const TableName &table) const = 0;
    [[nodiscard]] virtual ForeignKeyDescription
    describedForeignKey(const CatalogueRow &row) const = 0;
    /// One row when the type is there, with its values in the second column.
    [[nodiscard]] virtual std::optional<Sql> showEnum(const TableName &table,
                                                      const ColumnDef &column) const;
    /// The columns, one in a row, whose enum has the name that it would be given for them, and for
    /// which the name for `after`, another table or another column of this one, is free. Nothing
    /// where enums have no names.
    [[nodiscard]] virtual std::optional<Sql> showEnumsToRename(const TableName &table,
                                                               const EnumRenaming &after) const;
    /// The values in a row of showEnum().
    [[nodiscard]] virtual QStringList enumValues(const CatalogueRow &row) const;

    /// What must go before a column can.
    struct Obstacle
    {
        Sql find;                                          ///< Gives the names of constraints.
        int nameColumn = 0;                                ///< Of what `find` gives.
        Constraint::Type type = Constraint::Type::Default; ///< As removeConstraint() takes it.
    };
    [[nodiscard]] virtual std::vector<Obstacle> obstacles(const TableName &table,
                                                          const QString &column) const;

    // Where a column cannot be renamed alone and is defined anew
    /// What must be asked before a column is renamed: one row, for renamesColumns(). Nothing where
    /// every server of the dialect renames.
    [[nodiscard]] virtual std::optional<Sql> showRenaming() const;
    /// Whether the server that the row of showRenaming() tells of renames a column and leaves the
    /// rest of it alone. Throws UsageError when it does neither that nor tell the rest.
    [[nodiscard]] virtual bool renamesColumns(const CatalogueRow &row) const;
    /// What stands behind the column's name in the row of showCreation(), word for word. Throws
    /// UsageError where the row does not tell it wholly.
    [[nodiscard]] virtual QString columnDefinition(const CatalogueRow &created,
                                                   const QString &column) const;

    // Where a table cannot be changed and is made anew
    /// The statements that made the table and what belongs to it.
    [[nodiscard]] virtual Sql showCreation(const TableName &table) const;
    /// One row a table that refers to this one.
    [[nodiscard]] virtual Sql showReferrers(const TableName &table) const;
    /// One row a broken foreign key.
    [[nodiscard]] virtual Sql checkForeignKeys() const;

    // Keys that the database makes
    /// The table in which it notes them, which is made for the first that needs it; nothing where
    /// they are noted elsewhere.
    [[nodiscard]] virtual std::optional<TableName> autoIncrementNotes() const;
    /// One row that tells of the highest key that was made for the table; none when none was.
    [[nodiscard]] virtual Sql showAutoIncrement(const TableName &table,
                                                const QString &column) const;
    /// That key; nothing when the row tells of none.
    [[nodiscard]] virtual std::optional<qint64>
    describedAutoIncrement(const CatalogueRow &row) const;

    // The database
    [[nodiscard]] virtual Sql showSchemas() const;
    [[nodiscard]] virtual Sql version() const = 0;

protected:
    /// A default without the apostrophes of its text, or of the texts in an expression, as
    /// Sequelize tells it; but one inside of a text stays.
    [[nodiscard]] static QString withoutQuotes(const QString &given);
};

} // namespace orm
