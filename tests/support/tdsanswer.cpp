#include "support/tdsanswer.h"

using namespace Qt::StringLiterals;

namespace tds {

namespace {

constexpr quint8 environmentToken = 0xe3;
constexpr quint8 loginToken = 0xad;
constexpr quint8 errorToken = 0xaa;
constexpr quint8 columnsToken = 0x81;
constexpr quint8 rowToken = 0xd1;
constexpr quint8 valueToken = 0xac;
constexpr quint8 statusToken = 0x79;
constexpr quint16 mayBeNull = 1;
constexpr int headerSize = 8;

} // namespace

void writeEnvironment(TdsWriter &writer, quint8 what, const TdsWriter &change)
{
    TdsWriter inner;
    inner.number(what).raw(change.bytes());
    writer.number(environmentToken).part(inner);
}

void writeLoginAck(TdsWriter &writer)
{
    TdsWriter inner;
    inner.number(quint8(1)).raw(QByteArray::fromHex("74000004"));
    inner.shortText(u"Microsoft SQL Server"_s).raw(QByteArray::fromHex("0f0007d0"));
    writer.number(loginToken).part(inner);
}

void writeError(TdsWriter &writer, const TdsError &error)
{
    TdsWriter inner;
    inner.number(qint32(error.number)).number(quint8(error.state)).number(quint8(error.severity));
    inner.longText(error.text).shortText(u"RESPONDER"_s).shortText({}).number(qint32(1));
    writer.number(errorToken).part(inner);
}

void writeColumns(TdsWriter &writer, const QList<TdsColumn> &columns)
{
    writer.number(columnsToken).number(quint16(columns.size()));
    for (const TdsColumn &column : columns) {
        writer.number(quint32(0)).number(mayBeNull);
        column.type.write(writer);
        writer.shortText(column.name);
    }
}

void writeRow(TdsWriter &writer, const QList<TdsColumn> &columns, const QVariantList &row)
{
    writer.number(rowToken);
    for (qsizetype i = 0; i < columns.size(); ++i)
        columns.at(i).type.writeValue(writer, row.value(i));
}

void writeDone(TdsWriter &writer, Done kind, quint16 status, qint64 count)
{
    writer.number(quint8(kind)).number(status).number(quint16(0)).number(count);
}

void writeHandle(TdsWriter &writer, int handle)
{
    constexpr quint8 isOutput = 1;
    writer.number(valueToken).number(quint16(0)).shortText({}).number(isOutput);
    writer.number(quint32(0)).number(quint16(0));
    TdsType::integer().write(writer);
    TdsType::integer().writeValue(writer, handle);
}

void writeReturnStatus(TdsWriter &writer, int status)
{
    writer.number(statusToken).number(qint32(status));
}

QByteArray packets(const QByteArray &message, int size)
{
    constexpr char answer = 4;
    constexpr char isLast = 1;
    QByteArray all;
    qsizetype at = 0;
    for (char number = 1; at < message.size() || at == 0; ++number) {
        const QByteArray part = message.mid(at, size - headerSize);
        at += size - headerSize;
        const qsizetype length = part.size() + headerSize;
        all += QByteArray{}.append(answer).append(at >= message.size() ? isLast : char(0));
        all.append(char(length >> 8)).append(char(length)).append(QByteArray(2, 0));
        all += QByteArray{}.append(number).append(char(0)) + part;
    }
    return all;
}

} // namespace tds
