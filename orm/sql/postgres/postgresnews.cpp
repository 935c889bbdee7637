#include "orm/sql/postgres/postgresnews.h"

#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// The one function that all triggers call, and the number of the lock of those who make one.
constexpr QLatin1StringView function("orm_news");
constexpr int lockNumber = 0x6f726d; // "orm"

// A channel is a name that somebody else may spell in quotes, and a literal in a trigger: both are
// taken to the letter, whatever the options say of the quotes of tables.

QString literal(QString text)
{
    return u'\'' + text.replace(u'\'', "''"_L1) + u'\'';
}

QString name(QString text)
{
    return u'"' + text.replace(u'"', "\"\""_L1) + u'"';
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
    return "LISTEN "_L1 + name(channel);
}

Sql findTrigger(const QueryGenerator &generator, const TableDef &table, const QString &channel)
{
    // Longer names are cut when they are stored, and here in the same way.
    return statement(
        u"SELECT 1 FROM pg_trigger WHERE tgrelid = %1::regclass AND tgname = %2::name"_s.arg(
            literal(generator.quoted(static_cast<const TableName &>(table))),
            literal(triggerName(channel))),
        StatementKind::Internal);
}

Sql makeTrigger(const QueryGenerator &generator, const TableDef &table, const QString &channel)
{
    const QString on = generator.quoted(static_cast<const TableName &>(table));
    const QString trigger = name(triggerName(channel));
    const QStringList steps{
        u"SELECT pg_advisory_xact_lock(%1)"_s.arg(lockNumber),
        u"CREATE OR REPLACE FUNCTION %1() RETURNS trigger LANGUAGE plpgsql AS $news$ BEGIN "
        "PERFORM pg_notify(TG_ARGV[0], ''); RETURN NULL; END $news$"_s.arg(function),
        u"DROP TRIGGER IF EXISTS %1 ON %2"_s.arg(trigger, on),
        u"CREATE TRIGGER %1 AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %2 "
        "FOR EACH STATEMENT EXECUTE FUNCTION %3(%4)"_s.arg(trigger, on, function,
                                                           literal(channel))};
    return statement(steps.join("; "_L1), StatementKind::Schema);
}

} // namespace orm
