#pragma once

#include <QList>
#include <QStringList>

namespace orm {

/// A CREATE TABLE statement as SQLite keeps it, taken apart, so that one column or constraint can
/// change and all the rest (keys, CHECKs, AUTOINCREMENT, STRICT …) stays to the letter.
class SqliteTable
{
public:
    /// Throws UsageError when `sql` has no list of columns.
    explicit SqliteTable(const QString &sql);

    [[nodiscard]] bool hasColumn(const QString &column) const;
    /// The columns that can be written, in quotes as the statement has them.
    [[nodiscard]] QStringList writableColumns() const;
    [[nodiscard]] bool isAutoIncremented() const;
    /// Gives a column another type, NULL rule and default; its keys, CHECKs and COLLATE stay, and
    /// so do its REFERENCES unless the new definition has some.
    void changeColumn(const QString &column, const QString &definition);
    /// Takes a column away, together with the keys that it is a part of.
    void removeColumn(const QString &column);
    void addConstraint(const QString &constraint);
    /// False when there is none of that name.
    [[nodiscard]] bool removeConstraint(const QString &name);

    /// The statement, for a table of that (quoted) name.
    [[nodiscard]] QString text(const QString &table) const;

    /// Whether the statement of an index names `column`.
    [[nodiscard]] static bool indexNames(const QString &sql, const QString &column);

private:
    struct Item
    {
        QString text;
        QString column; ///< Empty for a constraint of the table.
    };

    [[nodiscard]] Item *find(const QString &column);

    QList<Item> m_items;
    QString m_tail; ///< What follows the columns.
};

} // namespace orm
