#include "liveserver.h"

#include "orm/orm.h"

#include <QRegularExpression>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

const QueryOptions changing{.kind = StatementKind::Schema};

void emptyPostgres(Sequelize &db)
{
    const RowSet schemas = db.query("SELECT nspname AS name FROM pg_namespace WHERE nspname !~ "
                                    "'^pg_' AND nspname <> 'information_schema'")
                               .result();
    for (const ResultRow &row : schemas) {
        QString name = row.get<QString>("name");
        name.replace(u'"', "\"\""_L1);
        wait(db.query(Text("DROP SCHEMA \""_L1 + name + "\" CASCADE"_L1), changing));
    }
    wait(db.query("CREATE SCHEMA public", changing));
}

void emptyMySql(Sequelize &db)
{
    const QString name = u'`' + db.query("SELECT DATABASE()").result().first().toString() + u'`';
    wait(db.query(Text("DROP DATABASE "_L1 + name), changing));
    wait(db.query(Text("CREATE DATABASE "_L1 + name), changing));
}

} // namespace

void emptyServer(const QString &url)
{
    Sequelize db(Text(url), {.logging = nullptr, .pool = {.max = 1}});
    if (url.startsWith("postgres"_L1))
        emptyPostgres(db);
    else
        emptyMySql(db);
}

bool isAboutCatalogue(const QString &line)
{
    static const QRegularExpression asks(
        u"^Executing \\([^)]*\\): (WITH ranges AS|SHOW|SELECT (DISTINCT )?(tc|i\\.|CONSTRAINT|"
        "TABLE_NAME|conname|CURRENT_|version|VERSION))"_s);
    return asks.match(line).hasMatch();
}

Json withoutCatalogue(const Json &outcome)
{
    Json rest = Json::object();
    for (const auto &[name, content] : outcome.members()) {
        const bool isFiltered = name == "sql"_L1 || name == "steps"_L1;
        Json kept = isFiltered ? Json::array() : content;
        for (const Json &item : isFiltered ? content.items() : std::vector<Json>())
            if (name == "steps"_L1)
                kept.append(withoutCatalogue(item));
            else if (!isAboutCatalogue(item.text()))
                kept.append(item);
        rest.set(name, std::move(kept));
    }
    return rest;
}

} // namespace parity
