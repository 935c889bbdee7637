// What a client of a TdsResponder is answered.
#include "support/tdsconnection.h"
#include "support/tdsresponder.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace {

enum Environment : quint8 { Begun = 8, Committed = 9, RolledBack = 10 };

const QByteArray transactionNumber("\1\0\0\0\0\0\0\1", 8);

} // namespace

quint16 TdsConnection::transactionStatus() const
{
    return m_depth > 0 ? quint16(tds::InTransaction) : quint16(0);
}

void TdsConnection::setTransaction(TdsWriter &writer, quint8 change)
{
    TdsWriter what;
    if (change == Begun)
        what.number(quint8(8)).raw(transactionNumber).number(quint8(0));
    else
        what.number(quint8(0)).number(quint8(8)).raw(transactionNumber);
    tds::writeEnvironment(writer, change, what);
}

/// What a text does to the transaction of the session, which the server tells beside its answer.
void TdsConnection::noteTransaction(TdsWriter &writer, const QString &text)
{
    if (text.startsWith(u"BEGIN TRAN")) {
        if (m_depth++ == 0)
            setTransaction(writer, Begun);
    } else if (text.contains(u"COMMIT TRAN") && m_depth > 0) {
        if (--m_depth == 0)
            setTransaction(writer, Committed);
    } else if (text.contains(u"ROLLBACK TRAN") && !text.contains(u"ROLLBACK TRANSACTION [")
               && m_depth > 0) {
        m_depth = 0;
        setTransaction(writer, RolledBack);
    }
}

void TdsConnection::answer(const QString &text, bool isProcedure, int handle)
{
    TdsAnswer answer = m_responder.answerOf(text);
    if (answer.end == TdsAnswer::End::Drops)
        return m_socket->abort();
    m_isWaiting = answer.end == TdsAnswer::End::Waits || answer.end == TdsAnswer::End::IsLate;
    if (answer.end == TdsAnswer::End::IsLate) {
        TdsWriter untold;
        noteTransaction(untold, text);
    }
    if (m_isWaiting)
        return;
    if (text.contains(u"@@TRANCOUNT") && answer.columns.isEmpty()) {
        answer.columns = {{u"depth"_s, TdsType::integer()}};
        answer.rows = {{m_depth}};
    }
    TdsWriter writer;
    if (!answer.error)
        noteTransaction(writer, text);
    if (answer.endsTransaction && std::exchange(m_depth, 0) > 0)
        setTransaction(writer, RolledBack);
    writeResults(writer, answer, isProcedure);
    if (isProcedure) {
        tds::writeReturnStatus(writer, answer.error ? answer.error->number : 0);
        if (handle > 0)
            tds::writeHandle(writer, handle);
        tds::writeDone(writer, tds::Done::Procedure,
                       transactionStatus() | (answer.error ? tds::Failed : 0));
    }
    send(writer);
}

void TdsConnection::writeResults(TdsWriter &writer, const TdsAnswer &answer, bool isProcedure)
{
    const auto kind = isProcedure ? tds::Done::InProcedure : tds::Done::Batch;
    if (!answer.columns.isEmpty()) {
        tds::writeColumns(writer, answer.columns);
        for (const QVariantList &row : answer.rows)
            tds::writeRow(writer, answer.columns, row);
    }
    if (answer.error)
        tds::writeError(writer, *answer.error);
    const bool isMore = isProcedure || !answer.more.isEmpty();
    quint16 status = transactionStatus() | (isMore ? tds::More : 0);
    const qint64 count = answer.columns.isEmpty() ? answer.count.value_or(0) : answer.rows.size();
    if (answer.error)
        status |= tds::Failed;
    else if (answer.count)
        status |= tds::HasCount;
    tds::writeDone(writer, kind, status, count);
    for (qsizetype i = 0; i < answer.more.size(); ++i) {
        TdsAnswer next = answer.more.at(i);
        next.more = answer.more.mid(i + 1);
        writeResults(writer, next, isProcedure);
        break;
    }
}
