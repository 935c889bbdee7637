#include "orm/db/postgres/postgresarrays.h"

#include "orm/db/postgres/postgreselements.h"
#include "orm/db/postgres/postgrestypes.h"

#include <QtEndian>

#include <limits>

namespace orm {

namespace {

/// How an array begins: dimensions, whether elements may be NULL, their type, how many there are,
/// and the number of the first one.
struct ArrayHead
{
    qint32_be dimensions;
    qint32_be mayBeNull;
    quint32_be element;
    qint32_be count;
    qint32_be first;
};

qsizetype roomOf(const BlockCells &cells, int column)
{
    qsizetype room = qsizetype(sizeof(ArrayHead));
    for (int row = cells.first; row < cells.first + cells.count; ++row) {
        const RowBlock::Type type = cells.block.type(row, column);
        const bool hasBytes = type == RowBlock::Type::Text || type == RowBlock::Type::Blob;
        const qsizetype length = hasBytes ? cells.block.bytes(row, column).size() : 0;
        room += qsizetype(sizeof(qint32)) + postgres::elementRoom(length);
    }
    return room;
}

/// One column as an array; null where a cell has no form.
QByteArray arrayOfColumn(const BlockCells &cells, int column, Oid element, const DataType *type)
{
    const postgres::WriteElement write = postgres::elementWriter(element);
    QByteArray array(roomOf(cells, column), Qt::Uninitialized);
    char *to = array.data() + sizeof(ArrayHead);
    bool hasNull = false;
    for (int row = cells.first; row < cells.first + cells.count; ++row) {
        char *const length = to;
        to += sizeof(qint32);
        if (cells.block.isNull(row, column)) {
            qToBigEndian<qint32>(-1, length);
            hasNull = true;
            continue;
        }
        char *const end = write(to, cells.block, row, column, type);
        if (!end)
            return {};
        qToBigEndian(qint32(end - to), length);
        to = end;
    }
    auto *head = reinterpret_cast<ArrayHead *>(array.data());
    head->dimensions = 1;
    head->mayBeNull = hasNull ? 1 : 0;
    head->element = element;
    head->count = cells.count;
    head->first = 1;
    array.truncate(to - array.data());
    return array;
}

} // namespace

PostgresArrays::PostgresArrays(const Statement &row, const BlockCells &cells,
                               std::span<const Oid> elements)
{
    for (size_t place = 0; place < elements.size() && m_isWhole; ++place) {
        const qint16 type = row.valueSlots[place].type;
        m_types.push_back(arrayOf(elements[place]));
        m_arrays.push_back(
            arrayOfColumn(cells, cells.column(int(place)), elements[place],
                          type == ValueSlot::none ? nullptr : &row.types[size_t(type)]));
        m_isWhole = !m_arrays.back().isNull();
    }
}

Oid PostgresArrays::arrayOf(Oid element)
{
    switch (element) {
    case postgres::boolType: return 1000;
    case postgres::byteaType: return 1001;
    case postgres::int8Type: return 1016;
    case postgres::int2Type: return 1005;
    case postgres::int4Type: return 1007;
    case postgres::textType: return 1009;
    case postgres::float8Type: return 1022;
    case postgres::bpcharType: return 1014;
    case postgres::varcharType: return 1015;
    case postgres::dateType: return 1182;
    case postgres::timeType: return 1183;
    case postgres::timestampType: return 1115;
    case postgres::timestamptzType: return 1185;
    case postgres::numericType: return 1231;
    case postgres::uuidType: return 2951;
    case postgres::jsonType: return 199;
    case postgres::jsonbType: return 3807;
    default: return 0;
    }
}

} // namespace orm
