#include "orm/sql/dialects.h"

#include "orm/core/error.h"
#include "orm/sql/sqlitegenerator.h"

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
    {Dialect::Sqlite, make<SqliteGenerator>},
};

} // namespace

std::unique_ptr<QueryGenerator> makeGenerator(Dialect dialect)
{
    for (const Row &row : rows)
        if (row.dialect == dialect)
            return row.make();
    throw UsageError(QStringLiteral("There is no generator for this dialect."));
}

} // namespace orm
