#include "orm/db/mysql/mysqldriver.h"

#include "orm/core/error.h"
#include "orm/db/mysql/mysqlerrors.h"
#include "orm/db/mysql/mysqloptions.h"
#include "orm/db/mysql/mysqlqtrunner.h"
#include "orm/db/mysql/mysqlrunner.h"

#include <QRegularExpression>

#include <algorithm>
#include <iterator>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Numbers of a row that breaks a unique rule.
constexpr unsigned int duplicates[] = {1022, 1062, 1586};

/// What the server says of the last statement.
RowSet asked(Connection &connection, const QString &question)
{
    Sql sql;
    sql.text = question;
    sql.kind = StatementKind::Internal;
    sql.isLogged = false; // it belongs to the INSERT
    sql.dialect = connection.options().dialect;
    return connection.execute(sql).rows;
}

} // namespace

std::unique_ptr<StatementRunner> MySqlDriver::open(const ConnectionOptions &options,
                                                   Connection::Role role) const
{
    const QStringList settings = setup(options, role);
    if (options.portable)
        return MySqlQtRunner::open(options, settings);
    return std::make_unique<MySqlRunner>(openMySql(options, settings), options);
}

QStringList MySqlDriver::setup(const ConnectionOptions &options, Connection::Role) const
{
    return mysql::setupOf(options);
}

DriverCapabilities MySqlDriver::capabilities(const ConnectionOptions &) const
{
    return {.ignoresOtherErrors = true, .commitsAtChanges = true};
}

bool MySqlDriver::isPassing(const QString &code) const
{
    constexpr unsigned int recordHasChanged = 1020;
    return code.toUInt() == mysql::Deadlock || code.toUInt() == recordHasChanged;
}

void MySqlDriver::throwError(const DriverError &error, const Statement &statement,
                             const QVariantList &binds) const
{
    mysql::throwError(error, statement, binds);
}

bool MySqlDriver::mayHaveIgnored(Connection &connection) const
{
    const qint64 count = asked(connection, u"SHOW COUNT(*) WARNINGS"_s).first().toLongLong();
    if (count == 0)
        return false;
    const RowSet warnings = asked(connection, u"SHOW WARNINGS"_s);
    const auto isHarmless = [](const ResultRow &warning) {
        const unsigned int code = warning.get(u"Code"_s).toUInt();
        return warning.get(u"Level"_s).toString() == "Note"_L1
               || std::ranges::find(duplicates, code) != std::end(duplicates);
    };
    return warnings.size() < count || !std::all_of(warnings.begin(), warnings.end(), isHarmless);
}

bool MySqlDriver::takesBack(Connection &connection, const QString &table) const
{
    static const QRegularExpression engine(u"\\n\\) ENGINE=(\\w+)"_s);
    try {
        const QString created =
            asked(connection, "SHOW CREATE TABLE "_L1 + table).first(1).toString();
        const QString name = engine.match(created).captured(1);
        const RowSet answer = asked(
            connection, "SELECT TRANSACTIONS FROM information_schema.ENGINES WHERE ENGINE = '"_L1
                            + name + u'\'');
        return answer.isEmpty() || answer.first().toString() != "NO"_L1;
    } catch (const TimeoutError &) {
        throw;
    } catch (const CancelledError &) {
        throw;
    } catch (const DatabaseError &) {
        return true; // who may only insert is not told
    }
}

} // namespace orm
