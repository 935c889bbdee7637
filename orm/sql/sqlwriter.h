#pragma once

#include "orm/core/datatype.h"
#include "orm/sql/sql.h"

#include <QScopedValueRollback>
#include <QStringView>

namespace orm {

class QueryGenerator;
struct TableName;

/// Takes one walk over a statement and makes its text, with a placeholder for every value, and the
/// list of its values' slots, from which the log's text is made when somebody reads it.
class SqlWriter
{
public:
    /// How the log shows a value: as a literal, or as `$1`. It is sent bound either way.
    enum class Shown : bool { Inline, AsBind };

    SqlWriter(const QueryGenerator &generator);

    [[nodiscard]] const QueryGenerator &generator() const { return m_generator; }

    /// SQL that the log shows as it is sent.
    SqlWriter &raw(QStringView sql);
    SqlWriter &raw(QLatin1StringView sql);
    /// A name in the dialect's quotes.
    SqlWriter &name(const QString &identifier);
    SqlWriter &table(const TableName &table);
    /// `value` to compare with a column of that type (nullptr: as it is). The log shows it as one
    /// of `shownType`.
    void value(const QVariant &value, const DataType *type, Shown shown, const DataType *shownType);
    void value(const QVariant &given, const DataType *type, Shown shown = Shown::Inline)
    {
        value(given, type, shown, type);
    }
    /// The items of a list as one value, `bound`, inside `sql`, which has one placeholder. The log
    /// shows the items.
    void list(const QString &sql, const QVariant &bound, const QVariantList &items,
              const DataType *type);
    /// `value` to write to a column of that type.
    void stored(const QVariant &value, const DataType &type, Shown shown);
    /// The same, shown in the log as if nobody knew the column's type.
    void storedUntyped(const QVariant &value, const DataType &type);

    /// A value that the caller's own SQL calls `$name`.
    void named(const QVariant &value, const QString &name);

    /// Until what it answers goes, all values are sensitive if `isSensitive`, or if they were.
    [[nodiscard]] QScopedValueRollback<bool> hiding(bool isSensitive)
    {
        return QScopedValueRollback<bool>(m_isHiding, m_isHiding || isSensitive);
    }

    /// A place to go back to when what follows turns out to be nothing.
    struct Mark
    {
        qsizetype text = 0;
        qsizetype binds = 0;
    };
    [[nodiscard]] Mark mark() const;
    void goBack(const Mark &mark);

    /// The statement. `logEnd` ends the log's text only: Sequelize prints a semicolon behind some.
    [[nodiscard]] Sql take(StatementKind kind, QLatin1StringView logEnd = {});

private:
    /// One value: what is sent, what the caller gave, the types that say how each is spelled.
    struct Value
    {
        QVariant bound;
        QVariant given;
        const DataType *type;
        const DataType *shownType;
    };
    void bind(const Value &value, Shown shown);
    void addSlot(qsizetype at, ValueSlot slot);
    [[nodiscard]] qint16 indexOf(const DataType *type);

    const QueryGenerator &m_generator;
    Sql m_sql;
    std::vector<const DataType *> m_types; ///< Where those of m_sql were copied from.
    bool m_isHiding = false;
    size_t m_nextType = 0; ///< The one behind the last that was asked for: rows go round.
};

} // namespace orm
