// Prepared statements: made once for a text and the types of its values, kept, and made anew when
// the tables have changed.
#include "orm/core/error.h"
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresrunner.h"
#include "orm/db/postgres/postgrestypes.h"

#include <libpq-fe.h>

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxKept = 100;

bool hasCode(const pg_result *result, QByteArrayView code)
{
    return QByteArrayView(PQresultErrorField(result, PG_DIAG_SQLSTATE)) == code;
}

/// The number of the parameter of which the server cannot tell the type, such as one in concat(),
/// which takes everything; 0 for other failures.
int untold(const pg_result *result)
{
    static const QRegularExpression number(u"\\$(\\d+)"_s);
    if (!hasCode(result, "42P18"))
        return 0;
    const QString words = QString::fromUtf8(PQresultErrorField(result, PG_DIAG_MESSAGE_PRIMARY));
    return number.match(words).captured(1).toInt();
}

/// Whether the text calls a function that takes values of every type, and may have one.
bool takesAnything(const QString &text)
{
    static const QRegularExpression call(
        u"\\b(count\\s*\\(\\s*\\$|(concat|concat_ws|format|to_jsonb?|jsonb?_build_(array|object)|"
        "num_n(on)?nulls|quote_(literal|nullable)|pg_typeof)\\s*\\()"_s,
        QRegularExpression::CaseInsensitiveOption);
    return call.match(text).hasMatch();
}

} // namespace

PostgresRunner::Prepared PostgresRunner::prepared(const Statement &statement,
                                                  std::span<const Oid> types,
                                                  const BindsOf &bindsOf)
{
    if (Kept *found = kept(statement.text, types))
        return {.statement = found, .wasKept = true};
    Kept fresh{.text = statement.text,
               .types = {types.begin(), types.end()},
               .name = "orm" + QByteArray::number(++m_lastName),
               .head = {},
               .cells = {},
               .isBinary = false};
    throwIfFailed(prepare(fresh), statement, bindsOf);
    if (m_kept.size() >= maxKept)
        drop(m_kept.back());
    m_kept.push_front(std::move(fresh));
    m_byText[statement.text] += m_kept.begin();
    return {.statement = &m_kept.front(), .wasKept = false};
}

/// The statement of that text for such values, which becomes the one used last; null: there is
/// none.
PostgresRunner::Kept *PostgresRunner::kept(const QString &text, std::span<const Oid> types)
{
    const auto isIt = [&](const Kept &each) { return std::ranges::equal(each.types, types); };
    // Calls in a loop use one statement, whose text is the same one and need not be looked up.
    const auto isLast = [&text](const Kept &last) {
        return last.text.constData() == text.constData() && last.text.size() == text.size();
    };
    if (!m_kept.empty() && isLast(m_kept.front()) && isIt(m_kept.front()))
        return &m_kept.front();
    const auto found = m_byText.constFind(text);
    if (found == m_byText.cend())
        return nullptr;
    for (const std::list<Kept>::iterator each : *found)
        if (isIt(*each)) {
            m_kept.splice(m_kept.begin(), m_kept, each);
            return &*each;
        }
    return nullptr;
}

/// A text whose type the server cannot tell is a text, as it would be as a literal. In a
/// transaction, which would not survive the question, a savepoint stands around it.
PostgresResult PostgresRunner::prepare(Kept &kept)
{
    const bool isGuarded =
        PQtransactionStatus(m_connection.get()) == PQTRANS_INTRANS && takesAnything(kept.text);
    const auto exec = [this](const char *text) {
        PostgresResult(PQexec(m_connection.get(), text));
    };
    const QByteArray text = sentText(kept.text);
    std::vector<Oid> types = kept.types;
    if (isGuarded)
        exec("SAVEPOINT orm_prepare");
    PostgresResult result;
    for (;;) {
        result = answer(PQsendPrepare(m_connection.get(), kept.name.constData(), text.constData(),
                                      int(types.size()), types.data())
                        == 1);
        const int parameter = untold(result.get());
        const bool isHelped =
            parameter > 0 && parameter <= int(types.size()) && types[size_t(parameter) - 1] == 0;
        const bool mayAsk = isGuarded || PQtransactionStatus(m_connection.get()) == PQTRANS_IDLE;
        if (!isHelped || !mayAsk)
            break;
        types[size_t(parameter) - 1] = postgres::textType;
        if (isGuarded)
            exec("ROLLBACK TO SAVEPOINT orm_prepare");
    }
    if (isGuarded)
        exec("RELEASE SAVEPOINT orm_prepare");
    return result;
}

void PostgresRunner::drop(const Kept &kept)
{
    auto at = std::ranges::find(m_kept, &kept, [](const Kept &each) { return &each; });
    QList<std::list<Kept>::iterator> &same = m_byText[kept.text];
    same.removeOne(at);
    if (same.isEmpty())
        m_byText.remove(kept.text);
    // In a transaction that has failed nothing can be said; the name is not used again.
    if (PQtransactionStatus(m_connection.get()) != PQTRANS_INERROR)
        PostgresResult(PQexec(m_connection.get(), "DEALLOCATE " + at->name));
    m_kept.erase(at);
}

void PostgresRunner::forgetAll()
{
    m_byText.clear();
    m_rowsForms.clear();
    if (m_kept.empty())
        return;
    m_kept.clear();
    PostgresResult(PQexec(m_connection.get(), "DEALLOCATE ALL"));
}

/// Whether a kept statement failed only because tables are others by now, or because somebody
/// dropped it.
bool PostgresRunner::isOutOfDate(const pg_result *failed) const
{
    const QByteArrayView function(PQresultErrorField(failed, PG_DIAG_SOURCE_FUNCTION));
    return function == "RevalidateCachedQuery" || hasCode(failed, "26000")
           || hasCode(failed, "42804") || hasCode(failed, "42883") || hasCode(failed, "22P02");
}

} // namespace orm
