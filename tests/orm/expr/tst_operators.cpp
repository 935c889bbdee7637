#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"

#include <QtTest>

#include <algorithm>

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

struct Case
{
    Operator op;
    Where condition; ///< On the attribute `a`.
    const char *text;
};

/// Every operator once, in PostgreSQL, which has them all. A new one is a row here.
const std::vector<Case> cases{
    {Operator::And, Op::and_({Op::gt("b"), Op::lt("d")}), R"(("T"."a" > 'b' AND "T"."a" < 'd'))"},
    {Operator::Or, Op::or_({Op::lt("b"), Op::gt("d")}), R"(("T"."a" < 'b' OR "T"."a" > 'd'))"},
    {Operator::Not, Op::not_("b"), R"("T"."a" != 'b')"},
    {Operator::Eq, Op::eq("b"), R"("T"."a" = 'b')"},
    {Operator::Ne, Op::ne("b"), R"("T"."a" != 'b')"},
    {Operator::Is, Op::is(nullptr), R"("T"."a" IS NULL)"},
    {Operator::Gt, Op::gt("b"), R"("T"."a" > 'b')"},
    {Operator::Gte, Op::gte("b"), R"("T"."a" >= 'b')"},
    {Operator::Lt, Op::lt("b"), R"("T"."a" < 'b')"},
    {Operator::Lte, Op::lte("b"), R"("T"."a" <= 'b')"},
    {Operator::Between, Op::between("b", "d"), R"("T"."a" BETWEEN 'b' AND 'd')"},
    {Operator::NotBetween, Op::notBetween("b", "d"), R"("T"."a" NOT BETWEEN 'b' AND 'd')"},
    {Operator::In, Op::in({"b", "d"}), R"("T"."a" IN ('b', 'd'))"},
    {Operator::NotIn, Op::notIn({"b", "d"}), R"("T"."a" NOT IN ('b', 'd'))"},
    {Operator::Like, Op::like("b%"), R"("T"."a" LIKE 'b%')"},
    {Operator::NotLike, Op::notLike("b%"), R"("T"."a" NOT LIKE 'b%')"},
    {Operator::ILike, Op::iLike("b%"), R"("T"."a" ILIKE 'b%')"},
    {Operator::NotILike, Op::notILike("b%"), R"("T"."a" NOT ILIKE 'b%')"},
    {Operator::StartsWith, Op::startsWith("b"), R"("T"."a" LIKE 'b%')"},
    {Operator::EndsWith, Op::endsWith("b"), R"("T"."a" LIKE '%b')"},
    {Operator::Substring, Op::substring("b"), R"("T"."a" LIKE '%b%')"},
    {Operator::Regexp, Op::regexp("^b"), R"("T"."a" ~ '^b')"},
    {Operator::NotRegexp, Op::notRegexp("^b"), R"("T"."a" !~ '^b')"},
    {Operator::IRegexp, Op::iRegexp("^b"), R"("T"."a" ~* '^b')"},
    {Operator::NotIRegexp, Op::notIRegexp("^b"), R"("T"."a" !~* '^b')"},
    {Operator::Contains, Op::contains("b"), R"("T"."a" @> 'b')"},
    {Operator::Contained, Op::contained("b"), R"("T"."a" <@ 'b')"},
    {Operator::Overlap, Op::overlap("b"), R"("T"."a" && 'b')"},
    {Operator::Adjacent, Op::adjacent("b"), R"("T"."a" -|- 'b')"},
    {Operator::StrictLeft, Op::strictLeft("b"), R"("T"."a" << 'b')"},
    {Operator::StrictRight, Op::strictRight("b"), R"("T"."a" >> 'b')"},
    {Operator::NoExtendLeft, Op::noExtendLeft("b"), R"("T"."a" &> 'b')"},
    {Operator::NoExtendRight, Op::noExtendRight("b"), R"("T"."a" &< 'b')"},
    {Operator::Match, Op::match(fn("to_tsquery", "b")), R"("T"."a" @@ to_tsquery('b'))"},
    {Operator::Any, Op::like(Op::any({"b", "d"})), R"("T"."a" LIKE ANY (ARRAY['b','d']))"},
    {Operator::All, Op::like(Op::all({"b", "d"})), R"("T"."a" LIKE ALL (ARRAY['b','d']))"},
    {Operator::Values, Op::like(Op::any(Op::values({"b", "d"}))),
     R"("T"."a" LIKE ANY (VALUES ('b'), ('d')))"},
    {Operator::Col, Op::gt(Op::col("b")), R"("T"."a" > "b")"},
};

} // namespace

Q_DECLARE_METATYPE(const Case *)

class TestOperators : public QObject
{
    Q_OBJECT

private slots:
    void haveTheirRowInOrder();
    void areSpelled_data();
    void areSpelled();
    void areAllTested();
};

void TestOperators::haveTheirRowInOrder()
{
    for (size_t i = 0; i < std::size(operators); ++i)
        QCOMPARE(size_t(operators[i].op), i);
}

void TestOperators::areSpelled_data()
{
    QTest::addColumn<const Case *>("operation");
    for (const Case &each : cases)
        QTest::newRow(infoOf(each.op).name) << &each;
}

void TestOperators::areSpelled()
{
    QFETCH(const Case *, operation);
    TableDef table;
    table.name = u"t"_s;
    table.columns.resize(1);
    table.columns.front().attribute = u"a"_s;
    table.columns.front().name = u"a"_s;
    table.columns.front().type = DataTypes::STRING;
    Select select;
    select.table = &table;
    select.alias = u"T"_s;
    select.columns = {"a"};
    select.where = {{"a", operation->condition}};

    const Sql sql = makeGenerator(Dialect::Postgres)->select(select);

    QCOMPARE(logText(sql), u"SELECT \"a\" FROM \"t\" AS \"T\" WHERE "_s
                               + QString::fromUtf8(operation->text) + u';');
}

void TestOperators::areAllTested()
{
    for (const OperatorInfo &info : operators)
        QVERIFY2(std::ranges::count(cases, info.op, &Case::op) == 1, info.name);
}

QTEST_APPLESS_MAIN(TestOperators)
#include "tst_operators.moc"
