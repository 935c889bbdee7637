#include "orm/db/postgres/postgresvalues.h"

#include "orm/db/postgres/postgrestypes.h"

#include <QLocale>

#include <limits>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

PostgresValues::PostgresValues(const Statement &statement, const QVariantList &binds)
    : m_isInsert(statement.text.startsWith("INSERT"_L1))
{
    const size_t count = size_t(binds.size());
    m_types.reserve(count);
    m_values.reserve(count);
    m_pointers.reserve(count);
    m_lengths.reserve(count);
    m_formats.reserve(count);
    for (qsizetype i = 0; i < binds.size(); ++i) {
        const QVariant &value = binds.at(i);
        const bool isOwnSql = i < qsizetype(statement.valueSlots.size())
                              && statement.valueSlots[size_t(i)].shown == ValueSlot::Shown::Name;
        if (value.isNull()) {
            append(0, {});
        } else if (value.typeId() == QMetaType::QByteArray) {
            append(postgres::byteaType, value.toByteArray(), true);
        } else if (value.typeId() == QMetaType::QString) {
            append(0, value.toString().toUtf8());
        } else {
            appendNumber(value);
            // What the caller's own SQL says of a value counts, as with the driver of Sequelize.
            if (m_isInsert || isOwnSql)
                m_types.back() = 0;
        }
    }
}

void PostgresValues::append(Oid type, QByteArray value, bool isBinary)
{
    m_types.push_back(type);
    const QByteArray &kept = m_values.emplace_back(std::move(value));
    m_pointers.push_back(kept.isNull() ? nullptr : kept.constData());
    m_lengths.push_back(int(kept.size()));
    m_formats.push_back(isBinary ? 1 : 0);
}

void PostgresValues::appendNumber(const QVariant &value)
{
    if (value.typeId() == QMetaType::Bool)
        return append(postgres::boolType, value.toBool() ? "t" : "f");
    if (value.typeId() == QMetaType::Double)
        return append(postgres::numericType,
                      QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest));
    const qint64 number = value.toLongLong();
    append(std::in_range<qint32>(number) ? postgres::int4Type : postgres::int8Type,
           QByteArray::number(number));
}

} // namespace orm
