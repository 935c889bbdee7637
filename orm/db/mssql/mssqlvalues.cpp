#include "orm/db/mssql/mssqlvalues.h"

#include <sql.h>
#include <sqlext.h>

namespace orm::mssql {

namespace {

/// As many units or bytes as nvarchar and varbinary have without (max). Longer values of these
/// types would be cut by the driver without a word.
constexpr SQLULEN longestText = 4'000;
constexpr SQLULEN longestBytes = 8'000;

bool isOfBlob(const Statement &statement, qsizetype index)
{
    if (index >= qsizetype(statement.valueSlots.size()))
        return false;
    const qint16 type = statement.valueSlots[size_t(index)].type;
    return type != ValueSlot::none && statement.types[size_t(type)].kind() == DataType::Kind::Blob;
}

} // namespace

Values::Values(const Statement &statement, const QVariantList &binds)
{
    // Nothing moves any more while ODBC has pointers to it.
    const auto count = size_t(binds.size());
    m_values.reserve(count);
    m_numbers.reserve(count);
    m_reals.reserve(count);
    m_bits.reserve(count);
    m_texts.reserve(count);
    m_bytes.reserve(count);
    for (qsizetype i = 0; i < binds.size(); ++i)
        add(binds.at(i), isOfBlob(statement, i));
}

void Values::add(const QVariant &value, bool isBinary)
{
    Value bound;
    if (value.isNull()) {
        // A NULL has a type, too: the server turns a text into everything but bytes.
        bound = {.given = SQL_C_WCHAR, .sent = SQL_WVARCHAR, .columnSize = longestText};
        if (isBinary)
            bound = {.given = SQL_C_BINARY, .sent = SQL_VARBINARY, .columnSize = longestBytes};
        bound.length = SQL_NULL_DATA;
    } else if (value.typeId() == QMetaType::QString) {
        const QString &text = m_texts.emplace_back(value.toString());
        const bool isLong = SQLULEN(text.size()) > longestText;
        bound = {.given = SQL_C_WCHAR,
                 .sent = SQLSMALLINT(isLong ? SQL_WLONGVARCHAR : SQL_WVARCHAR),
                 .columnSize = isLong ? SQLULEN(text.size()) : longestText,
                 .data = text.constData(),
                 .length = SQLLEN(text.size() * qsizetype(sizeof(SQLWCHAR)))};
    } else if (value.typeId() == QMetaType::QByteArray) {
        const QByteArray &bytes = m_bytes.emplace_back(value.toByteArray());
        const bool isLong = SQLULEN(bytes.size()) > longestBytes;
        bound = {.given = SQL_C_BINARY,
                 .sent = SQLSMALLINT(isLong ? SQL_LONGVARBINARY : SQL_VARBINARY),
                 .columnSize = isLong ? SQLULEN(bytes.size()) : longestBytes,
                 .data = bytes.constData(),
                 .length = SQLLEN(bytes.size())};
    } else if (value.typeId() == QMetaType::Double) {
        bound = {.given = SQL_C_DOUBLE,
                 .sent = SQL_DOUBLE,
                 .data = &m_reals.emplace_back(value.toDouble())};
    } else if (value.typeId() == QMetaType::Bool) {
        bound = {.given = SQL_C_BIT,
                 .sent = SQL_BIT,
                 .data = &m_bits.emplace_back(value.toBool() ? 1 : 0)};
    } else {
        bound = {.given = SQL_C_SBIGINT,
                 .sent = SQL_BIGINT,
                 .data = &m_numbers.emplace_back(value.toLongLong())};
    }
    m_values.push_back(bound);
}

bool Values::bindTo(Handle handle)
{
    SQLFreeStmt(handle, SQL_RESET_PARAMS);
    for (size_t i = 0; i < m_values.size(); ++i) {
        Value &value = m_values[i];
        const SQLRETURN bound = SQLBindParameter(
            handle, SQLUSMALLINT(i + 1), SQL_PARAM_INPUT, value.given, value.sent, value.columnSize,
            0, const_cast<SQLPOINTER>(value.data), qMax(value.length, 0L), &value.length);
        if (!SQL_SUCCEEDED(bound))
            return false;
    }
    return true;
}

} // namespace orm::mssql
