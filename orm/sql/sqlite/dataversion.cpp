#include "orm/sql/sqlite/dataversion.h"

namespace orm {

using namespace Qt::StringLiterals;

Sql sqliteDataVersion()
{
    Sql sql;
    sql.text = u"PRAGMA data_version"_s;
    sql.kind = StatementKind::Internal;
    return sql;
}

} // namespace orm
