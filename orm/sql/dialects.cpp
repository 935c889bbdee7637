#include "orm/sql/dialects.h"

#include "orm/core/error.h"
#include "orm/sql/mssql/mssqlcatalogue.h"
#include "orm/sql/mssql/mssqlgenerator.h"
#include "orm/sql/mssql/mssqltablegenerator.h"
#include "orm/sql/mysql/mariadbcatalogue.h"
#include "orm/sql/mysql/mariadbgenerator.h"
#include "orm/sql/mysql/mariadbtablegenerator.h"
#include "orm/sql/mysql/mysqlcatalogue.h"
#include "orm/sql/mysql/mysqlgenerator.h"
#include "orm/sql/mysql/mysqltablegenerator.h"
#include "orm/sql/postgres/postgrescatalogue.h"
#include "orm/sql/postgres/postgresgenerator.h"
#include "orm/sql/postgres/postgrestablegenerator.h"
#include "orm/sql/sqlite/sqlitecatalogue.h"
#include "orm/sql/sqlite/sqlitegenerator.h"
#include "orm/sql/sqlite/sqlitetablegenerator.h"

#include <array>
#include <iterator>

namespace orm {

namespace {

struct Row
{
    Dialect dialect;
    std::unique_ptr<QueryGenerator> (*queries)();
    std::unique_ptr<TableGenerator> (*tables)(const QueryGenerator &);
    std::unique_ptr<Catalogue> (*catalogue)(const QueryGenerator &);
};

template<typename Queries, typename Tables, typename Questions>
constexpr Row rowOf(Dialect dialect)
{
    return {dialect, [] { return std::unique_ptr<QueryGenerator>(std::make_unique<Queries>()); },
            [](const QueryGenerator &generator) {
                return std::unique_ptr<TableGenerator>(std::make_unique<Tables>(generator));
            },
            [](const QueryGenerator &generator) {
                return std::unique_ptr<Catalogue>(std::make_unique<Questions>(generator));
            }};
}

constexpr Row rows[] = {
    rowOf<SqliteGenerator, SqliteTableGenerator, SqliteCatalogue>(Dialect::Sqlite),
    rowOf<PostgresGenerator, PostgresTableGenerator, PostgresCatalogue>(Dialect::Postgres),
    rowOf<MySqlGenerator, MySqlTableGenerator, MySqlCatalogue>(Dialect::MySql),
    rowOf<MariaDbGenerator, MariaDbTableGenerator, MariaDbCatalogue>(Dialect::MariaDb),
    rowOf<MsSqlGenerator, MsSqlTableGenerator, MsSqlCatalogue>(Dialect::MsSql),
};

const Row &rowOf(Dialect dialect)
{
    for (const Row &row : rows)
        if (row.dialect == dialect)
            return row;
    throw UsageError(QStringLiteral("There is no generator for this dialect."));
}

} // namespace

std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect)
{
    return rowOf(dialect).queries();
}

std::unique_ptr<TableGenerator> makeTableGenerator(const QueryGenerator &generator)
{
    return rowOf(generator.dialect()).tables(generator);
}

std::unique_ptr<Catalogue> makeCatalogue(const QueryGenerator &generator)
{
    return rowOf(generator.dialect()).catalogue(generator);
}

const QueryGenerator &lastingGenerator(Dialect dialect)
{
    using Generators = std::array<std::unique_ptr<QueryGenerator>, std::size(rows)>;
    // Never destroyed: what is static elsewhere may log when the program ends.
    static const Generators &generators = *new const Generators([] {
        Generators all;
        for (const Row &row : rows)
            all.at(size_t(row.dialect)) = row.queries();
        return all;
    }());
    return *generators.at(size_t(dialect));
}

} // namespace orm
