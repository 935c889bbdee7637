#include "orm/sql/dialects.h"

#include "orm/core/error.h"
#include "orm/sql/mssql/mssqlgenerator.h"
#include "orm/sql/mysql/mariadbgenerator.h"
#include "orm/sql/mysql/mysqlgenerator.h"
#include "orm/sql/postgres/postgresgenerator.h"
#include "orm/sql/sqlite/sqlitegenerator.h"

#include <array>
#include <iterator>

namespace orm {

namespace {

template<typename Generator>
std::unique_ptr<QueryGenerator> make()
{
    return std::make_unique<Generator>();
}

struct Row
{
    Dialect dialect;
    std::unique_ptr<QueryGenerator> (*make)();
};

constexpr Row rows[] = {
    {Dialect::Sqlite, make<SqliteGenerator>}, {Dialect::Postgres, make<PostgresGenerator>},
    {Dialect::MySql, make<MySqlGenerator>},   {Dialect::MariaDb, make<MariaDbGenerator>},
    {Dialect::MsSql, make<MsSqlGenerator>},
};

} // namespace

std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect)
{
    for (const Row &row : rows)
        if (row.dialect == dialect)
            return row.make();
    throw UsageError(QStringLiteral("There is no generator for this dialect."));
}

const QueryGenerator &lastingGenerator(Dialect dialect)
{
    using Generators = std::array<std::unique_ptr<QueryGenerator>, std::size(rows)>;
    // Never destroyed: what is static elsewhere may log when the program ends.
    static const Generators &generators = *new const Generators([] {
        Generators all;
        for (const Row &row : rows)
            all.at(size_t(row.dialect)) = row.make();
        return all;
    }());
    return *generators.at(size_t(dialect));
}

} // namespace orm
