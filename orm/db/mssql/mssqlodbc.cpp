#include "orm/db/mssql/mssqlodbc.h"

#include <QRegularExpression>

#include <array>

#include <sql.h>
#include <sqlext.h>

namespace orm::mssql {

using namespace Qt::StringLiterals;

QList<Diagnostic> diagnosticsOf(Handle statement)
{
    static const QRegularExpression senders(u"^(?:\\[[^\\]]*\\])+"_s);
    static_assert(sizeof(SQLWCHAR) == sizeof(char16_t));
    std::array<SQLWCHAR, 6> state{};
    std::array<SQLWCHAR, 2'048> text{};
    QList<Diagnostic> all;
    for (SQLSMALLINT i = 1; statement; ++i) {
        SQLINTEGER number = 0;
        SQLSMALLINT length = 0;
        const SQLRETURN found = SQLGetDiagRecW(SQL_HANDLE_STMT, statement, i, state.data(), &number,
                                               text.data(), SQLSMALLINT(text.size()), &length);
        if (!SQL_SUCCEEDED(found))
            break;
        const qsizetype units = qMin(qsizetype(length), qsizetype(text.size()) - 1);
        QString words(reinterpret_cast<const QChar *>(text.data()), units);
        all += {.state = QString(reinterpret_cast<const QChar *>(state.data()), 5),
                .number = int(number),
                .text = words.remove(senders)};
    }
    return all;
}

void StatementDeleter::operator()(void *statement) const
{
    SQLFreeHandle(SQL_HANDLE_STMT, statement);
}

OdbcStatement freshStatement(Handle connection)
{
    SQLHSTMT statement = nullptr;
    if (!SQL_SUCCEEDED(SQLAllocHandle(SQL_HANDLE_STMT, connection, &statement)))
        return {};
    // Another cursor than this one would be opened on the server, with a request for each row.
    SQLSetStmtAttr(statement, SQL_ATTR_CURSOR_TYPE,
                   reinterpret_cast<SQLPOINTER>(SQL_CURSOR_FORWARD_ONLY), SQL_IS_UINTEGER);
    return OdbcStatement(statement);
}

bool isDead(Handle connection)
{
    SQLUINTEGER answer = SQL_CD_FALSE;
    const SQLRETURN asked =
        SQLGetConnectAttr(connection, SQL_ATTR_CONNECTION_DEAD, &answer, sizeof answer, nullptr);
    return SQL_SUCCEEDED(asked) && answer == SQL_CD_TRUE;
}

} // namespace orm::mssql
