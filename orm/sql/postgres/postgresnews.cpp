#include "orm/sql/postgres/postgresnews.h"

#include "orm/sql/dialects.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

const QueryGenerator &generator()
{
    static const std::unique_ptr<QueryGenerator> postgres = makeGenerator(Dialect::Postgres);
    return *postgres;
}

QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

QString triggerName(const QString &channel)
{
    return "news_"_L1 + channel;
}

Sql statement(const QString &text, StatementKind kind)
{
    Sql sql;
    sql.text = text;
    sql.kind = kind;
    sql.dialect = Dialect::Postgres;
    return sql;
}

} // namespace

QString listenTo(const QString &channel)
{
    return "LISTEN "_L1 + generator().quoted(channel);
}

Sql findTrigger(const TableDef &table, const QString &channel)
{
    // Longer names are cut when they are stored, and here in the same way.
    return statement(
        u"SELECT 1 FROM pg_trigger WHERE tgrelid = %1::regclass AND tgname = %2::name"_s.arg(
            literal(generator().quoted(static_cast<const TableName &>(table))),
            literal(triggerName(channel))),
        StatementKind::Internal);
}

Sql makeTrigger(const TableDef &table, const QString &channel)
{
    return statement(
        u"CREATE OR REPLACE FUNCTION news() RETURNS trigger LANGUAGE plpgsql AS $news$ BEGIN "
        "PERFORM pg_notify(TG_ARGV[0], ''); RETURN NULL; END $news$; "
        "CREATE TRIGGER %1 AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %2 "
        "FOR EACH STATEMENT EXECUTE FUNCTION news(%3)"_s.arg(
            generator().quoted(triggerName(channel)),
            generator().quoted(static_cast<const TableName &>(table)), literal(channel)),
        StatementKind::Schema);
}

} // namespace orm
