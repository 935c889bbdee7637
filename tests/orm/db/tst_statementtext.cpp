#include "orm/db/statementtext.h"

#include "orm/sql/dialects.h"
#include "orm/sql/rawquery.h"
#include "support/serverdatabase.h"

#include <QRandomGenerator>

using namespace orm;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(orm::Dialect)

/// The places of values in a statement, which the portable path fills with literals, in random
/// statements full of what looks like a place and is none. Statements are put together from pieces,
/// so that the truth is known. STATEMENTS says how many.
class TestStatementText : public QObject
{
    Q_OBJECT

private slots:
    void fillsEveryPlaceAndNoOther_data();
    void fillsEveryPlaceAndNoOther();
    void readsWhatWasWrittenOnPostgres() { readsOn<PostgresDatabase>(Dialect::Postgres); }
    void readsWhatWasWrittenOnMariaDb() { readsOn<MariaDbDatabase>(Dialect::MariaDb); }
    void refusesAnotherNumberOfValues();

private:
    template<typename Database>
    void readsOn(Dialect dialect);
};

namespace {

/// One of `all`.
template<typename T>
const T &any(QRandomGenerator &random, const QList<T> &all)
{
    return all.at(random.bounded(all.size()));
}

QRandomGenerator seeded(const char *what)
{
    const quint32 given = qEnvironmentVariable("SEED").toUInt();
    const quint32 seed = given ? given : QRandomGenerator::global()->generate();
    qInfo("%s: SEED=%u", what, seed);
    return QRandomGenerator(seed);
}

int countOr(int usual)
{
    const int asked = qEnvironmentVariableIntValue("STATEMENTS");
    return asked > 0 ? asked : usual;
}

/// A text as the dialect writes it, and what it says.
struct TextLiteral
{
    QString written;
    QString meant;
};

/// Texts with what looks like places of values, of each way to write them.
QList<TextLiteral> literalsIn(Dialect dialect)
{
    QList<TextLiteral> all{{u"'? :a $1'"_s, u"? :a $1"_s},
                           {u"'it''s ?'"_s, u"it's ?"_s},
                           {u"' -- :a'"_s, u" -- :a"_s},
                           {u"'/* ?'"_s, u"/* ?"_s},
                           {u"'\"? `:b'"_s, u"\"? `:b"_s}};
    if (dialect == Dialect::Postgres)
        all += {{u"E'it\\'s ? \\\\'"_s, u"it's ? \\"_s},
                {u"$$? ' :a$$"_s, u"? ' :a"_s},
                {u"$t$? $$ :b $t$"_s, u"? $$ :b "_s},
                {u"'ends with \\'"_s, u"ends with \\"_s}};
    if (dialect == Dialect::MariaDb || dialect == Dialect::MySql)
        all += {{u"'it\\'s ? \\\\'"_s, u"it's ? \\"_s}};
    return all;
}

/// Names and comments, which hold no values either.
QList<QString> namesIn(Dialect dialect)
{
    switch (dialect) {
    case Dialect::Postgres:
    case Dialect::Sqlite: return {u"\"a ? b\""_s, u"\"say \"\" :a\""_s, u"\"it's $1\""_s};
    case Dialect::MsSql: return {u"[a ? b]"_s, u"[it's :a]"_s, u"\"c ? :b\""_s};
    default: return {u"`a ? b`"_s, u"`say `` :a`"_s, u"`it's ?`"_s};
    }
}

const QList<QString> comments{u"/* ? :a $1 */"_s, u"-- it's ? :b\n"_s, u"/* ' */"_s, u"/**/"_s};

/// A statement as its author writes it, what it is with `<0>`, `<1>` … for its values, and these.
struct Written
{
    QString sql;
    QString filled;
    QVariantMap values{{u"a"_s, u"? $1 ' :b"_s}, {u"b"_s, 7}};

    void add(const QString &text)
    {
        sql += text;
        filled += text;
    }
    void addValue(const QString &name, const QString &behind)
    {
        sql += u':' + name + behind;
        filled += u"<%1>"_s.arg(m_count++) + behind;
    }

private:
    int m_count = 0;
};

Written anyStatement(QRandomGenerator &random, Dialect dialect)
{
    Written written;
    written.add(u"SELECT "_s);
    const int pieces = random.bounded(1, 12);
    for (int i = 0; i < pieces; ++i) {
        switch (random.bounded(6)) {
        case 0: written.add(any(random, literalsIn(dialect)).written); break;
        case 1: written.add(any(random, namesIn(dialect))); break;
        case 2: written.add(any(random, comments)); break;
        case 3: written.add(any<QString>(random, {u"x::text"_s, u"NULL"_s, u"f(1) <= "_s})); break;
        default:
            written.addValue(any<QString>(random, {u"a"_s, u"b"_s}),
                             any<QString>(random, {u""_s, u"::text"_s, u")"_s}));
        }
        written.add(any<QString>(random, {u", "_s, u" ("_s, u" = "_s, u"\n"_s}));
    }
    written.add(u"end"_s);
    return written;
}

} // namespace

void TestStatementText::fillsEveryPlaceAndNoOther_data()
{
    QTest::addColumn<Dialect>("dialect");
    QTest::newRow("sqlite") << Dialect::Sqlite;
    QTest::newRow("postgres") << Dialect::Postgres;
    QTest::newRow("mysql") << Dialect::MySql;
    QTest::newRow("mariadb") << Dialect::MariaDb;
    QTest::newRow("mssql") << Dialect::MsSql;
}

void TestStatementText::fillsEveryPlaceAndNoOther()
{
    QFETCH(Dialect, dialect);
    QRandomGenerator random = seeded("places");
    const auto generator = makeGenerator(dialect);
    for (int i = 0; i < countOr(1'000); ++i) {
        // given
        const Written written = anyStatement(random, dialect);

        // when
        const Sql sql = rawStatement(
            *generator, {.sql = written.sql, .replacements = written.values}, StatementKind::Read);
        const QString filled = textWithLiterals(
            sql, sql.binds.size(), [](qsizetype index) { return u"<%1>"_s.arg(index); });

        // then
        QCOMPARE(filled, written.filled);
    }
}

/// The same by a server, on the driver's own path and on Qt's: what is written comes back, whether
/// it stands in the text or is a value.
template<typename Database>
void TestStatementText::readsOn(Dialect dialect)
{
    // given
    NEEDS_SERVER(Database);
    QRandomGenerator random = seeded("texts");
    Sequelize native(Database::serverUrl(), {.logging = nullptr, .pool = {.max = 1}});
    Sequelize portable(Database::serverUrl(),
                       {.logging = nullptr, .portable = true, .pool = {.max = 1}});
    const QList<QString> values{u"? $1 ' :b"_s, u"\\' -- \\"_s, u"$$ \" ` /*"_s, u"é 日 €"_s};
    for (int i = 0; i < countOr(100); ++i) {
        QString sql;
        QStringList meant;
        QVariantMap given;
        for (int column = 0; column < random.bounded(1, 8); ++column) {
            sql += (column == 0 ? u"SELECT "_s : u", "_s) + any(random, comments) + u' ';
            if (random.bounded(2) == 0) {
                const TextLiteral literal = any(random, literalsIn(dialect));
                sql += literal.written;
                meant += literal.meant;
            } else {
                const QString name = u"v%1"_s.arg(column);
                meant += any(random, values);
                given.insert(name, meant.last());
                sql += u"CAST( :%1 AS CHAR(40))"_s.arg(name);
            }
            sql += u" AS "_s + any(random, namesIn(dialect));
        }

        // when
        const QueryOptions options{.replacements = given};
        for (Sequelize *db : {&native, &portable}) {
            const RowSet rows = wait(db->query(Text(sql), options));

            // then
            for (int column = 0; column < meant.size(); ++column)
                QCOMPARE(rows.first(column).toString().trimmed(), meant.at(column).trimmed());
        }
    }
}

void TestStatementText::refusesAnotherNumberOfValues()
{
    const Sql sql = rawStatement(*makeGenerator(Dialect::Postgres),
                                 {.sql = u"SELECT ?, ?"_s, .replacements = QVariantList{1, 2}},
                                 StatementKind::Read);
    const auto nothing = [](qsizetype) { return QString(); };

    QVERIFY_THROWS_EXCEPTION(DatabaseError, (void)textWithLiterals(sql, 1, nothing));
    QVERIFY_THROWS_EXCEPTION(DatabaseError, (void)textWithLiterals(sql, 3, nothing));
}

QTEST_GUILESS_MAIN(TestStatementText)
#include "tst_statementtext.moc"
