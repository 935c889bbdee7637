#include "orm/db/mysql/mysqlvalues.h"

#include <mysql.h>

#include <QLocale>

#include <utility>

namespace orm {

MySqlValues::MySqlValues(const QVariantList &binds)
    : m_count(binds.size())
    , m_binds(size_t(m_count))
{
    // Nothing moves any more while libmariadb has pointers to it.
    m_numbers.reserve(size_t(m_count));
    m_reals.reserve(size_t(m_count));
    m_bytes.reserve(size_t(m_count));
    for (size_t i = 0; i < m_binds.size(); ++i)
        bind(binds.at(qsizetype(i)), m_binds[i]);
}

MySqlValues::~MySqlValues() = default;

void MySqlValues::bindBytes(QByteArray bytes, st_mysql_bind &bind)
{
    const QByteArray &kept = m_bytes.emplace_back(std::move(bytes));
    bind.buffer = const_cast<char *>(kept.constData());
    bind.buffer_length = ulong(kept.size());
    m_size += kept.size();
}

void MySqlValues::bind(const QVariant &value, st_mysql_bind &bind)
{
    bind = {};
    m_size += qint64(sizeof(qint64));
    if (value.isNull()) {
        bind.buffer_type = MYSQL_TYPE_NULL;
    } else if (value.typeId() == QMetaType::QByteArray) {
        bind.buffer_type = MYSQL_TYPE_BLOB;
        bindBytes(value.toByteArray(), bind);
    } else if (value.typeId() == QMetaType::QString) {
        bind.buffer_type = MYSQL_TYPE_STRING;
        bindBytes(value.toString().toUtf8(), bind);
    } else if (value.typeId() == QMetaType::Double) {
        QByteArray digits =
            QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
        const bool isDecimal =
            !digits.contains('e') && !digits.contains('n'); // of inf and nan, too
        bind.buffer_type = isDecimal ? MYSQL_TYPE_NEWDECIMAL : MYSQL_TYPE_DOUBLE;
        if (isDecimal)
            bindBytes(std::move(digits), bind);
        else
            bind.buffer = &m_reals.emplace_back(value.toDouble());
    } else {
        bind.buffer_type = MYSQL_TYPE_LONGLONG;
        bind.buffer = &m_numbers.emplace_back(value.toLongLong());
    }
}

} // namespace orm
