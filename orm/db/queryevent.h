#pragma once

#include "orm/db/lazytext.h"
#include "orm/db/statementvalues.h"
#include "orm/sql/sql.h"

#include <QDateTime>
#include <QString>

#include <algorithm>

namespace orm {

/// One statement that ran, and the call that caused it. Its texts are made when they are read.
///
/// The event that a listener is given refers to values of the call, and is good while the listener
/// runs. A copy owns what it shows and may go to any thread and outlive its database: all of it,
/// which may be megabytes, or as much as kept() is told.
class QueryEvent
{
public:
    /// Of no statement.
    QueryEvent() = default;
    /// Of `statement` with `values`; both must last while the event is not a copy.
    QueryEvent(const Statement &statement, StatementValues &&values)
        : m_statement(StatementPointer(), &statement)
        , m_values(std::move(values))
        , m_rowCount(m_values.rowCount())
        , m_valueCount(std::min(m_values.count(), qsizetype(m_statement->valueSlots.size())))
    {
    }
    /// Of a statement that the event may share.
    QueryEvent(const StatementPointer &statement, StatementValues &&values)
        : m_statement(statement)
        , m_values(std::move(values))
        , m_rowCount(m_values.rowCount())
        , m_valueCount(std::min(m_values.count(), qsizetype(m_statement->valueSlots.size())))
    {
    }
    /// Of a statement that stands alone.
    explicit QueryEvent(const Sql &sql);
    /// Owns all that `other` shows; kept() copies a part of it.
    QueryEvent(const QueryEvent &other);
    /// The same in the place of what was here.
    QueryEvent &operator=(const QueryEvent &other);
    /// Refers to, or owns, what `other` did.
    QueryEvent(QueryEvent &&other) noexcept = default;
    /// The same in the place of what was here.
    QueryEvent &operator=(QueryEvent &&other) noexcept = default;
    ~QueryEvent() = default;

    /// `Book.findAll({where: {price: {lt: 30}}})`; empty if none is known.
    [[nodiscard]] QString call() const { return caller.text(); }
    /// Sequelize's text, in full; of a copy that kept() cut, as much as it has, and how much is not
    /// shown behind it.
    [[nodiscard]] QString sql() const;
    /// The values as they were sent: of the six types that are bound, moments as texts; `***` for
    /// those of sensitive attributes, here as in all other texts.
    [[nodiscard]] QVariantList binds() const;
    /// Those of them that stand as `$1` … in sql().
    [[nodiscard]] QVariantList shown() const;
    /// What the statement does; Read for none.
    [[nodiscard]] StatementKind kind() const
    {
        return m_statement ? m_statement->kind : StatementKind::Read;
    }
    /// The values behind `$1` … as Sequelize's logQueryParameters prints them; empty: none.
    [[nodiscard]] QString parameters() const;

    /// A copy whose text and values take `maxBytes` together, roughly, for lists of many events.
    [[nodiscard]] QueryEvent kept(qsizetype maxBytes) const;
    /// Bytes of text and values that it keeps alive by itself, roughly.
    [[nodiscard]] qsizetype cost() const;

    quint64 id = 0; ///< Counts up over all statements of one log.
    quint64 callId =
        0; ///< The same for all statements of one call (a transaction, findAndCountAll).
    QDateTime startedAt;    ///< UTC.
    LazyText caller;        ///< What call() reads.
    qint64 rows = 0;        ///< Rows read or changed.
    qint64 nanoseconds = 0; ///< From its start to its end, with the rows read.
    QString connection;     ///< "writer", "reader 1", of a server "connection 1" …
    QString transaction;    ///< "default", or the transaction's id.
    QString error;          ///< Empty when it went well, and when it was cancelled.
    bool hasOwnLog = false; ///< Its call says who is told, so that the database's `logging` is not.
    bool isCancelled = false; ///< Stopped because nobody waited for its result any more.

private:
    /// The statement for a copy, cut behind so many values where they are not all of them.
    [[nodiscard]] StatementPointer statementFor(qsizetype values, qsizetype maxBytes) const;
    /// What stands behind a text that was cut.
    [[nodiscard]] QString missing() const;

    StatementPointer m_statement; ///< Without a count of its own while it belongs to somebody else.
    StatementValues m_values;
    qsizetype m_rowCount = 1;   ///< Of the statement, some of which may have been cut.
    qsizetype m_valueCount = 0; ///< The same of its values.
};

} // namespace orm
