#pragma once

#include "orm/db/mssql/mssqlodbc.h"
#include "orm/sql/sql.h"

#include <QByteArray>
#include <QVariantList>

#include <vector>

namespace orm::mssql {

/// The values of one statement as ODBC takes them. They must stay where they are until it has run.
class Values
{
public:
    /// `binds` are of the six types that are bound, one for each slot of `statement`.
    Values(const Statement &statement, const QVariantList &binds);
    Values(const Values &) = delete;
    Values &operator=(const Values &) = delete;

    /// Binds them to the parameters of `handle`; false when ODBC refuses one.
    [[nodiscard]] bool bindTo(Handle handle);

private:
    struct Value
    {
        short given = 0; ///< ODBC's type of what lies in the memory.
        short sent = 0;  ///< The type that the server gets.
        unsigned long columnSize = 0;
        const void *data = nullptr;
        long length = 0; ///< Of the data in bytes, or that it is NULL.
    };

    void add(const QVariant &value, bool isBinary);

    std::vector<Value> m_values;
    std::vector<qint64> m_numbers; ///< What numbers of m_values point to.
    std::vector<double> m_reals;
    std::vector<unsigned char> m_bits;
    std::vector<QString> m_texts;
    std::vector<QByteArray> m_bytes;
};

} // namespace orm::mssql
