#include "orm/db/postgres/postgrescells.h"

#include "orm/core/storedtext.h"
#include "orm/db/postgres/postgresbinary.h"
#include "orm/db/postgres/postgrestypes.h"

#include <libpq-fe.h>

#include <charconv>

namespace orm {

namespace {

using namespace postgres;

// The text form

void readText(RowBlock &block, const char *bytes, int length)
{
    block.appendText({bytes, length});
}

void readBoolean(RowBlock &block, const char *bytes, int)
{
    block.appendBoolean(*bytes == 't');
}

void readInteger(RowBlock &block, const char *bytes, int length)
{
    qint64 value = 0;
    std::from_chars(bytes, bytes + length, value);
    block.appendInteger(value);
}

void readReal(RowBlock &block, const char *bytes, int length)
{
    double value = 0;
    std::from_chars(bytes, bytes + length, value);
    block.appendReal(value);
}

/// `\x` and two digits a byte, as the session is set up.
void readBytes(RowBlock &block, const char *bytes, int length)
{
    constexpr int prefix = 2;
    block.appendBlob(QByteArray::fromHex(QByteArray::fromRawData(bytes + prefix, length - prefix)));
}

void readMoment(RowBlock &block, const char *bytes, int length)
{
    const QByteArrayView text(bytes, length);
    const std::optional<qint64> milliseconds = millisecondsOfMoment(text);
    if (milliseconds)
        block.appendDate(*milliseconds);
    else
        block.appendText(text);
}

struct Readers
{
    unsigned int type;
    void (*text)(RowBlock &block, const char *bytes, int length);
    void (*binary)(RowBlock &block, const char *bytes, int length);
};

constexpr Readers readers[] = {
    {int4Type, readInteger, readBinaryInt4},
    {varcharType, readText, readText},
    {textType, readText, readText},
    {numericType, readText, readBinaryNumeric},
    {timestamptzType, readMoment, readBinaryMoment},
    {int8Type, readInteger, readBinaryInt8},
    {boolType, readBoolean, readBinaryBoolean},
    {float8Type, readReal, readBinaryFloat8},
    {dateType, readText, readBinaryDay},
    {byteaType, readBytes, readBinaryBytes},
    {int2Type, readInteger, readBinaryInt2},
    {oidType, readInteger, readBinaryOid},
    {float4Type, readReal, readBinaryFloat4},
    {timestampType, readMoment, readBinaryMoment},
    {timeType, readText, readBinaryTime},
    {uuidType, readText, readBinaryUuid},
    {jsonType, readText, readText},
    {jsonbType, readText, readBinaryJsonb},
    {bpcharType, readText, readText},
    {nameType, readText, readText},
    {charType, readText, readText},
    {xmlType, readText, readText},
    {unknownType, readText, readText},
};

const Readers *readersOf(unsigned int type)
{
    for (const Readers &each : readers)
        if (each.type == type)
            return &each;
    return nullptr;
}

} // namespace

bool isReadBinary(const pg_result *result)
{
    for (int column = 0; column < PQnfields(result); ++column)
        if (!readersOf(PQftype(result, column)))
            return false;
    return true;
}

PostgresCells::PostgresCells(const pg_result *result)
    : m_result(result)
    , m_isBinary(PQnfields(result) > 0 && PQfformat(result, 0) == 1)
{
    for (int column = 0; column < PQnfields(result); ++column) {
        const Readers *known = readersOf(PQftype(result, column));
        const bool isBinary = PQfformat(result, column) == 1;
        m_reads.append(known && isBinary ? known->binary : known ? known->text : readText);
    }
}

bool PostgresCells::fit(const pg_result *result) const
{
    return PQnfields(result) == int(m_reads.size()) && !m_reads.isEmpty()
           && (PQfformat(result, 0) == 1) == m_isBinary;
}

void PostgresCells::appendRow(RowBlock &block, int row) const
{
    for (int column = 0; column < int(m_reads.size()); ++column) {
        const int length = PQgetlength(m_result, row, column);
        if (length == 0 && PQgetisnull(m_result, row, column))
            block.appendNull();
        else
            m_reads[column](block, PQgetvalue(m_result, row, column), length);
    }
}

qint64 PostgresCells::key(int row) const
{
    RowBlock one(1);
    if (PQgetisnull(m_result, row, 0))
        return 0;
    m_reads[0](one, PQgetvalue(m_result, row, 0), PQgetlength(m_result, row, 0));
    return one.value(0, 0).toLongLong();
}

} // namespace orm
