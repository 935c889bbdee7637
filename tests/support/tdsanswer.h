#pragma once

#include "support/tdsvalues.h"

#include <QList>
#include <QVariantList>

#include <optional>

/// A column of an answer.
struct TdsColumn
{
    QString name;
    TdsType type;
};

/// What a server says of a failure.
struct TdsError
{
    int number = 0;
    QString text;
    int state = 1;
    int severity = 16; ///< "Class" in the protocol; 20 and more end the connection.
};

/// What a statement is answered with: in this order rows, a count, an error, and an end.
struct TdsAnswer
{
    /// What becomes of the connection.
    enum class End : quint8 {
        Stays,
        Drops, ///< Without any answer.
        Waits, ///< No answer comes until the client calls the statement off.
        IsLate ///< The same, and the statement is done all the same.
    };

    QList<TdsColumn> columns = {};
    QList<QVariantList> rows = {};
    std::optional<qint64> count = 0; ///< Of rows that were changed; none: no count is told.
    std::optional<TdsError> error = {};
    End end = End::Stays;
    bool endsTransaction = false; ///< The error has rolled it back.
    QList<TdsAnswer> more = {};   ///< Further results of the same text.
};

/// Sent by a client, and understood.
struct TdsRequest
{
    enum class Kind : quint8 { Login, Batch, Procedure, Transaction, Attention };
    /// A value, with the type that it had on its way.
    struct Value
    {
        QString name;
        TdsType type;
        QVariant value;
    };

    Kind kind = Kind::Batch;
    int connection = 0; ///< Which one, from 1 on.
    QString text = {};  ///< Of the batch, or of the statement that a procedure prepares or runs.
    QString procedure = {};   ///< "sp_prepexec" and its like.
    QString declaration = {}; ///< "@P1 nvarchar(4000)".
    QList<Value> values = {}; ///< Of the statement's own parameters.
};

/// The tokens of which answers consist.
namespace tds {

void writeEnvironment(TdsWriter &writer, quint8 what, const TdsWriter &change);
void writeLoginAck(TdsWriter &writer);
void writeError(TdsWriter &writer, const TdsError &error);
void writeColumns(TdsWriter &writer, const QList<TdsColumn> &columns);
void writeRow(TdsWriter &writer, const QList<TdsColumn> &columns, const QVariantList &row);
/// Of a batch, a procedure, or a statement in one.
enum class Done : quint8 { Batch = 0xfd, Procedure = 0xfe, InProcedure = 0xff };
enum DoneStatus : quint16 {
    More = 0x01,
    Failed = 0x02,
    InTransaction = 0x04,
    HasCount = 0x10,
    CalledOff = 0x20
};
void writeDone(TdsWriter &writer, Done kind, quint16 status, qint64 count = 0);
/// The handle of a prepared statement, and that the procedure went well.
void writeHandle(TdsWriter &writer, int handle);
void writeReturnStatus(TdsWriter &writer, int status);

/// In packets of so many bytes at most.
[[nodiscard]] QByteArray packets(const QByteArray &message, int size = 4'096);

} // namespace tds
