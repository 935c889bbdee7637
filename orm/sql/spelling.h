#pragma once

#include "orm/expr/tabledef.h"
#include "orm/sql/capabilities.h"
#include "orm/sql/sql.h"

namespace orm {

/// How a dialect spells names, types and values: what all its statements are made of.
class Spelling
{
public:
    virtual ~Spelling() = default;

    [[nodiscard]] virtual Dialect dialect() const = 0;
    [[nodiscard]] virtual Capabilities capabilities() const = 0;
    /// Sequelize's name of the dialect, e.g. "postgres", for messages.
    [[nodiscard]] virtual QString name() const = 0;
    /// The database that a server's catalogue is asked about.
    void setDatabase(const QString &database) { m_database = database; }
    [[nodiscard]] const QString &database() const { return m_database; }
    /// Whether names are quoted where they need not be; only PostgreSQL can do without.
    void setQuotesNames(bool on) { m_quotesNames = on; }
    /// Whether LIKE is spelled so that it ignores the case and the accents of all letters, where
    /// the connection itself does not see to it.
    void setFoldsCase(bool on) { m_foldsCase = on; }
    [[nodiscard]] bool foldsCase() const { return m_foldsCase; }

    // Names
    /// `identifier` in quotes, every quote in it doubled. Throws UsageError for an empty one, for
    /// NUL, and for more than the dialect's length.
    [[nodiscard]] QString quoted(const QString &identifier) const;
    /// Appends the same to `text`, without a text of its own in between.
    void appendQuoted(QString &text, const QString &identifier) const;
    /// The table's name with its schema.
    [[nodiscard]] QString quoted(const TableName &table) const;
    /// Names in quotes, with commas between.
    [[nodiscard]] QString namesIn(const QStringList &columns) const;

    // Values and types
    /// `value` as one of the six types that are bound. Throws UsageError for what cannot be.
    [[nodiscard]] virtual QVariant toBind(const QVariant &value, const DataType *type) const;
    /// The same for a value that is written to a column: a price is rounded to its places.
    [[nodiscard]] QVariant toStored(const QVariant &value, const DataType &type) const;
    /// `value` as a literal.
    [[nodiscard]] virtual QString literal(const QVariant &value, const DataType *type) const;
    /// `spelled`, a placeholder or a literal of `value`, inside what its type needs around it.
    [[nodiscard]] virtual QString wrapped(const QString &spelled, const QVariant &value,
                                          const DataType *type) const;
    /// The column type of `type`. Throws UsageError for a type that the dialect lacks, and names
    /// the nearest one that works.
    [[nodiscard]] QString typeName(const DataType &type) const;
    /// `text` as a literal.
    [[nodiscard]] virtual QString textLiteral(const QString &text) const;
    /// The same in apostrophes for the catalogue, without a dialect's prefix or escapes.
    [[nodiscard]] static QString apostrophed(const QString &text);

    /// A statement without values.
    [[nodiscard]] static Sql plain(const QString &text, StatementKind kind,
                                   QLatin1StringView logEnd = {});
    /// Throws UsageError: the dialect has no such thing.
    [[noreturn]] void refuse(const QString &what) const;

protected:
    [[nodiscard]] virtual QChar openQuote() const { return u'`'; }
    [[nodiscard]] virtual QChar closeQuote() const { return u'`'; }
    [[nodiscard]] virtual int maxIdentifierLength() const { return 1024; }
    /// Whether `identifier` must stand in quotes even if names are not quoted in general.
    [[nodiscard]] virtual bool needsQuotes(const QString &identifier) const;

    /// The type's spelling where it is the dialect's own; empty: the common one.
    [[nodiscard]] virtual QString ownTypeName(const DataType &type) const;
    /// The spelling that most dialects share.
    [[nodiscard]] static QString commonName(const DataType &type);
    /// `name(length,scale)`, as far as they are given.
    [[nodiscard]] static QString withNumbers(const QString &name, const DataType &type);
    /// " UNSIGNED ZEROFILL", as far as they are given.
    [[nodiscard]] static QString signText(const DataType &type);
    /// The nearest type that works, for one that the dialect lacks; empty when it has it.
    [[nodiscard]] virtual QString insteadOf(const DataType &type) const = 0;
    [[nodiscard]] virtual QString bytesLiteral(const QByteArray &bytes) const;
    [[nodiscard]] virtual QString booleanLiteral(bool value) const;
    /// A list that is no column's value, e.g. an argument.
    [[nodiscard]] virtual QString listLiteral(const QVariantList &list, const DataType *type) const;
    [[nodiscard]] virtual QVariant decimalBind(const Decimal &value) const;
    [[nodiscard]] virtual QVariant booleanBind(bool value) const;
    /// Infinity and NaN are bound as the database takes them. Throws UsageError where it cannot.
    [[nodiscard]] virtual QVariant realBind(double value) const;
    /// The text of a moment. Throws UsageError for one that is not storable.
    [[nodiscard]] QString momentBind(const QDateTime &moment, const DataType *type) const;
    /// A moment as text; `type` is the column's, or nullptr.
    [[nodiscard]] virtual QString momentText(const QDateTime &moment, const DataType *type) const;
    /// Whether a number that is held against a text is spelled as a text.
    [[nodiscard]] virtual bool quotesNumbersAsText() const { return false; }

private:
    QString m_database;
    bool m_quotesNames = true;
    bool m_foldsCase = false;
};

} // namespace orm
