#include "orm/db/queryevent.h"

#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>
#include <limits>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype everything = std::numeric_limits<qsizetype>::max();

qsizetype costOf(const Statement &statement)
{
    return 2 * statement.text.size()
           + qsizetype(sizeof(ValueSlot)) * qsizetype(statement.valueSlots.size());
}

/// Where the text ends whose last value is the one before slot `next`: a bracket that closes
/// belongs to that value, one that opens to the next.
qsizetype endBefore(const Statement &statement, size_t next)
{
    qsizetype end = statement.valueSlots[next].at;
    const auto opens = [](QChar c) { return c == u'(' || c == u',' || c.isSpace(); };
    while (end > 0 && opens(statement.text.at(end - 1)))
        --end;
    return end;
}

} // namespace

QueryEvent::QueryEvent(const Sql &sql)
    : QueryEvent(std::make_shared<const Statement>(sql), StatementValues(sql))
{
}

QueryEvent::QueryEvent(const QueryEvent &other)
    : QueryEvent(other.kept(everything))
{
}

QueryEvent &QueryEvent::operator=(const QueryEvent &other)
{
    if (this != &other)
        *this = other.kept(everything);
    return *this;
}

QString QueryEvent::sql() const
{
    return m_statement ? logText(*m_statement, m_values) + missing() : QString();
}

QVariantList QueryEvent::binds() const
{
    return m_statement ? withoutSensitive(*m_statement, m_values.binds(*m_statement))
                       : QVariantList();
}

QVariantList QueryEvent::shown() const
{
    return m_statement ? shownValues(*m_statement, m_values) : QVariantList();
}

QString QueryEvent::parameters() const
{
    const QVariantList values = shown();
    return values.isEmpty() ? QString()
                            : lastingGenerator(m_statement->dialect).parametersText(values);
}

QueryEvent QueryEvent::kept(qsizetype maxBytes) const
{
    QueryEvent copy;
    copy.id = id;
    copy.callId = callId;
    copy.startedAt = startedAt;
    copy.caller = caller;
    copy.rows = rows;
    copy.nanoseconds = nanoseconds;
    copy.connection = connection;
    copy.transaction = transaction;
    copy.error = error;
    copy.hasOwnLog = hasOwnLog;
    copy.isCancelled = isCancelled;
    copy.m_values = m_values.copied(maxBytes / 2);
    copy.m_rowCount = m_rowCount;
    copy.m_valueCount = m_valueCount;
    if (m_statement)
        copy.m_statement = statementFor(copy.m_values.count(), maxBytes / 2);
    return copy;
}

StatementPointer QueryEvent::statementFor(qsizetype values, qsizetype maxBytes) const
{
    const auto all = qsizetype(m_statement->valueSlots.size());
    if (m_statement->kind == StatementKind::Schema && values == 0)
        values = all; // whose secrets stand in the text
    const bool isOwned = m_statement.use_count() > 0;
    const bool isSmall = costOf(*m_statement) <= maxBytes;
    if (values >= all && isSmall)
        return isOwned ? m_statement : std::make_shared<const Statement>(*m_statement);

    auto cut = std::make_shared<Statement>();
    cut->dialect = m_statement->dialect;
    cut->kind = m_statement->kind;
    cut->types = m_statement->types;
    cut->names = m_statement->names;
    if (values >= all)
        cut->logEnd = m_statement->logEnd;
    auto slotsLeft = size_t(std::min(values, all));
    qsizetype end =
        values < all ? endBefore(*m_statement, size_t(values)) : m_statement->text.size();
    const bool isTooLong = !isSmall && 2 * end > maxBytes;
    if (isTooLong) {
        end = maxBytes / 2;
        cut->logEnd.clear();
    }
    while (slotsLeft > 0
           && m_statement->valueSlots[slotsLeft - 1].at
                      + m_statement->valueSlots[slotsLeft - 1].length
                  > end)
        --slotsLeft;
    cut->text = m_statement->text.left(end);
    if (isTooLong && slotsLeft == size_t(m_valueCount))
        cut->text += u'…';
    cut->valueSlots.assign(m_statement->valueSlots.begin(),
                           m_statement->valueSlots.begin() + qsizetype(slotsLeft));
    return cut;
}

QString QueryEvent::missing() const
{
    const auto shown = std::min(qsizetype(m_statement->valueSlots.size()), m_values.count());
    if (shown == m_valueCount)
        return {};
    if (m_rowCount > 1) {
        const qsizetype width = m_valueCount / m_rowCount;
        return u"… (%1 of %2 rows not shown)"_s.arg(m_rowCount - shown / width).arg(m_rowCount);
    }
    return u"… (%1 of %2 values not shown)"_s.arg(m_valueCount - shown).arg(m_valueCount);
}

qsizetype QueryEvent::cost() const
{
    constexpr qsizetype itself = 200;
    const bool sharesStatement = !m_statement || m_statement.use_count() > 1;
    return itself + (sharesStatement ? 0 : costOf(*m_statement)) + m_values.cost();
}

} // namespace orm
