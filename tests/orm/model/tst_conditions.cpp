#include "orm/orm.h"
#include "support/freshdatabase.h"

#include <QtTest>

#include <random>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

/// What SQL knows of a condition on one row.
enum class Truth { False, Unknown, True };

Truth truth(bool holds)
{
    return holds ? Truth::True : Truth::False;
}

Truth contrary(Truth one)
{
    return Truth(int(Truth::True) - int(one));
}

struct Row
{
    qint64 id = 0;
    QHash<QString, QVariant> values; ///< By attribute.
};

/// Whether letters are alike that differ in case: SQLite's LIKE does not mind it.
Qt::CaseSensitivity likeCase()
{
    return isOnServer() ? Qt::CaseSensitive : Qt::CaseInsensitive;
}

/// LIKE: `%` is any text, `_` any character.
bool isLike(QStringView text, QStringView pattern)
{
    if (pattern.isEmpty())
        return text.isEmpty();
    if (pattern.front() == u'%') {
        for (qsizetype i = 0; i <= text.size(); ++i)
            if (isLike(text.sliced(i), pattern.sliced(1)))
                return true;
        return false;
    }
    return !text.isEmpty()
           && (pattern.front() == u'_' || text.first(1).compare(pattern.first(1), likeCase()) == 0)
           && isLike(text.sliced(1), pattern.sliced(1));
}

/// Less than, equal or greater: numbers by value, texts by their bytes.
std::optional<int> compared(const QVariant &one, const QVariant &other)
{
    if (one.isNull() || other.isNull())
        return std::nullopt;
    if (one.typeId() == QMetaType::QString) {
        const int order = one.toString().toUtf8().compare(other.toString().toUtf8());
        return order < 0 ? -1 : order > 0;
    }
    return one.toDouble() < other.toDouble() ? -1 : one.toDouble() > other.toDouble();
}

/// A condition's truth, by what its parts mean and without any SQL.
class Judge
{
public:
    explicit Judge(const Row &row)
        : m_row(row)
    {
    }

    [[nodiscard]] Truth all(const Where &where) const
    {
        Truth least = Truth::True;
        for (const Where::Term &term : where.terms())
            least = std::min(least, holds(term));
        return least;
    }

private:
    [[nodiscard]] Truth holds(const Where::Term &term) const
    {
        if (const auto *attribute = std::get_if<QString>(&term.key))
            return held(m_row.values[*attribute], term.value);
        if (const auto *op = std::get_if<Operator>(&term.key)) {
            const auto each = [this](const Operand &item) { return all(*item.condition()); };
            return *op == Operator::Not ? contrary(group(Operator::And, term.value, each))
                                        : group(*op, term.value, each);
        }
        return all(*term.value.condition());
    }

    /// Of a list, or of a condition's terms one by one.
    template<typename Each>
    [[nodiscard]] static Truth group(Operator op, const Operand &value, const Each &each)
    {
        const bool isOr = op == Operator::Or;
        Truth result = isOr ? Truth::False : Truth::True;
        const auto take = [&](Truth one) {
            result = isOr ? std::max(result, one) : std::min(result, one);
        };
        if (const Operand::List *list = value.list())
            std::ranges::for_each(*list, [&](const Operand &item) { take(each(item)); });
        else
            for (const Where::Term &term : value.condition()->terms())
                take(each(Operand(Where{term})));
        return result;
    }

    [[nodiscard]] Truth held(const QVariant &left, const Operand &value) const
    {
        if (const Where *condition = value.condition()) {
            Truth least = Truth::True;
            for (const Where::Term &term : condition->terms())
                least = std::min(least, operate(left, std::get<Operator>(term.key), term.value));
            return least;
        }
        return operate(left, value.list() ? Operator::In : Operator::Eq, value);
    }

    [[nodiscard]] Truth operate(const QVariant &left, Operator op, const Operand &value) const
    {
        const auto each = [&](const Operand &item) { return held(left, item); };
        switch (op) {
        case Operator::And:
        case Operator::Or: return group(op, value, each);
        case Operator::Not:
            if (value.list())
                return contrary(among(left, *value.list()));
            return value.condition() ? contrary(held(left, value)) : unlike(left, value);
        case Operator::In: return among(left, *value.list());
        case Operator::NotIn: return contrary(among(left, *value.list()));
        case Operator::Between: return between(left, *value.list());
        case Operator::NotBetween: return contrary(between(left, *value.list()));
        default: return valued(left, op, value);
        }
    }

    [[nodiscard]] Truth unlike(const QVariant &left, const Operand &value) const
    {
        if (value.isNull())
            return truth(!left.isNull());
        if (value.data()->typeId() == QMetaType::Bool)
            return truth(left.isNull() || compared(left, *value.data()) != 0);
        return contrary(valued(left, Operator::Eq, value));
    }

    [[nodiscard]] Truth among(const QVariant &left, const Operand::List &list) const
    {
        Truth most = Truth::False;
        for (const Operand &item : list) {
            const std::optional<int> order = compared(left, *item.data());
            most = std::max(most, order ? truth(*order == 0) : Truth::Unknown);
        }
        return most;
    }

    [[nodiscard]] Truth between(const QVariant &left, const Operand::List &ends) const
    {
        return std::min(valued(left, Operator::Gte, ends[0]), valued(left, Operator::Lte, ends[1]));
    }

    [[nodiscard]] Truth valued(const QVariant &left, Operator op, const Operand &value) const
    {
        QVariant right;
        if (const Where *column = value.condition())
            right = m_row.values[column->terms().front().value.data()->toString()];
        else
            right = *value.data();
        const bool isConstant = !value.condition();
        if (isConstant && right.isNull() && (op == Operator::Eq || op == Operator::Is))
            return truth(left.isNull());
        if (isConstant && right.isNull() && op == Operator::Ne)
            return truth(!left.isNull());
        if (op == Operator::Is)
            return truth(compared(left, right) == 0);
        const std::optional<int> order = compared(left, right);
        if (!order)
            return Truth::Unknown;
        const QString text = right.toString();
        switch (op) {
        case Operator::Eq: return truth(*order == 0);
        case Operator::Ne: return truth(*order != 0);
        case Operator::Gt: return truth(*order > 0);
        case Operator::Gte: return truth(*order >= 0);
        case Operator::Lt: return truth(*order < 0);
        case Operator::Lte: return truth(*order <= 0);
        case Operator::Like: return truth(isLike(left.toString(), text));
        case Operator::NotLike: return truth(!isLike(left.toString(), text));
        case Operator::StartsWith: return truth(left.toString().startsWith(text, likeCase()));
        case Operator::EndsWith: return truth(left.toString().endsWith(text, likeCase()));
        case Operator::Substring: return truth(left.toString().contains(text, likeCase()));
        default: qFatal("The judge does not know this operator.");
        }
    }

    const Row &m_row;
};

/// Conditions and values that nobody would think of.
class Random
{
public:
    explicit Random(quint32 seed)
        : m_engine(seed)
    {
    }

    int below(int end) { return int(m_engine() % quint32(end)); }

    template<typename T>
    const T &of(const std::vector<T> &list)
    {
        return list[size_t(below(int(list.size())))];
    }

    QVariant value(const QString &attribute)
    {
        static const std::vector<QString> texts{u""_s,   u"a"_s,  u"A"_s,   u"ab"_s,     u"b"_s,
                                                u"a%"_s, u"_b"_s, u"a\\"_s, u"O'Hara"_s, u"10"_s};
        if (below(6) == 0)
            return QVariant::fromValue(nullptr);
        if (attribute == "text"_L1 || attribute == "renamed"_L1)
            return of(texts);
        if (attribute == "number"_L1)
            return qint64(below(9) - 4);
        if (attribute == "truth"_L1)
            return below(2) == 0;
        return (below(17) - 8) / 2.0;
    }

    Where where(int depth)
    {
        std::vector<Where::Term> terms;
        for (int i = below(3) + (depth == 0 ? 1 : 0); i > 0; --i)
            terms.push_back(term(depth));
        return Where(std::move(terms));
    }

private:
    static Operand operand(const QVariant &value)
    {
        return value.isNull() ? Operand(nullptr) : Operand(value);
    }

    Where::Term term(int depth)
    {
        static const std::vector<Operator> groups{Operator::And, Operator::Or, Operator::Not};
        if (depth < 4 && below(3) == 0)
            return {of(groups), conditions(depth)};
        static const std::vector<QString> attributes{u"text"_s, u"renamed"_s, u"number"_s,
                                                     u"truth"_s, u"real"_s};
        const QString attribute = of(attributes);
        return {Text(attribute), against(attribute, depth)};
    }

    Operand conditions(int depth)
    {
        if (below(4) == 0)
            return where(depth + 1);
        QList<Where> list;
        for (int i = below(4); i > 0; --i)
            list += where(depth + 1);
        return list;
    }

    Operand list(const QString &attribute)
    {
        Operand::List values;
        for (int i = below(4); i > 0; --i)
            values.push_back(operand(value(attribute)));
        return Operand(std::move(values));
    }

    /// What stands on the right of an attribute.
    Operand against(const QString &attribute, int depth)
    {
        const int kind = below(8);
        if (kind == 0)
            return list(attribute);
        if (kind == 1)
            return operand(value(attribute));
        if (kind == 2 && depth < 4) {
            std::vector<Where::Term> terms;
            for (int i = below(4); i > 0; --i)
                terms.push_back(operatorTerm(attribute, depth + 1));
            return Where(std::move(terms));
        }
        return Where{operatorTerm(attribute, depth + 1)};
    }

    Where::Term operatorTerm(const QString &attribute, int depth)
    {
        static const std::vector<Operator> orders{Operator::Eq,  Operator::Ne, Operator::Gt,
                                                  Operator::Gte, Operator::Lt, Operator::Lte};
        static const std::vector<Operator> patterns{Operator::Like, Operator::NotLike,
                                                    Operator::StartsWith, Operator::EndsWith,
                                                    Operator::Substring};
        const bool isText = attribute == "text"_L1 || attribute == "renamed"_L1;
        switch (below(9)) {
        case 0: return {Operator::In, list(attribute)};
        case 1: return {Operator::NotIn, list(attribute)};
        case 2:
            return {below(2) == 0 ? Operator::Between : Operator::NotBetween,
                    Operand{operand(value(attribute)), operand(value(attribute))}};
        case 3:
            if (depth < 5)
                return {below(2) == 0 ? Operator::Or : Operator::And, parts(attribute, depth)};
            return {Operator::Is, nullptr};
        case 4: return {Operator::Not, against(attribute, depth)};
        case 5:
            if (isText)
                return pattern(of(patterns), u""_s + value(attribute).toString()); // never null
            // Truth and numbers are two things to PostgreSQL.
            if (attribute == "truth"_L1 && isOnPostgres())
                return {of(orders), Op::col("truth")};
            return {of(orders), Op::col(attribute == "number"_L1 ? "real" : "number")};
        default: return {of(orders), operand(value(attribute))};
        }
    }

    /// A backslash in a pattern of the caller's own takes the next sign's meaning on servers.
    static Where::Term pattern(Operator op, QString text)
    {
        const bool isOwn = op == Operator::Like || op == Operator::NotLike;
        return {op, isOwn && isOnServer() ? text.remove(u'\\') : text};
    }

    Operand parts(const QString &attribute, int depth)
    {
        Operand::List list;
        for (int i = below(4); i > 0; --i)
            list.push_back(against(attribute, depth));
        return Operand(std::move(list));
    }

    std::mt19937 m_engine;
};

} // namespace

/// Conditions choose the rows that they describe, judged in memory.
class TestConditions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void chooseTheRowsTheyDescribe();
    void sayWhatIsAlwaysTrueOrFalse_data();
    void sayWhatIsAlwaysTrueOrFalse();
    void neverDeleteAllByAConditionThatVanished();
    void takeThousandsOfTerms();

private:
    [[nodiscard]] QList<qint64> found(const Where &where) const
    {
        return m_item->findKeys({.where = where, .order = {"id"}}).result();
    }

    std::unique_ptr<Sequelize> m_db;
    Model *m_item = nullptr;
    std::vector<Row> m_rows;
};

void TestConditions::initTestCase()
{
    m_db = std::make_unique<Sequelize>(freshDatabase(), Options{.logging = nullptr});
    m_item = &m_db->define("Item",
                           {{"text", {.type = DataTypes::STRING}},
                            {"renamed", {.type = DataTypes::STRING, .field = "other"}},
                            {"number", {.type = DataTypes::INTEGER}},
                            {"truth", {.type = DataTypes::BOOLEAN}},
                            {"real", {.type = DataTypes::DOUBLE}}},
                           {.timestamps = false});
    m_db->sync().waitForFinished();
    Random random(1);
    QList<Values> rows;
    for (int i = 1; i <= 200; ++i) {
        Row row{.id = i, .values = {}};
        Values values;
        for (const QString &attribute :
             {u"text"_s, u"renamed"_s, u"number"_s, u"truth"_s, u"real"_s}) {
            const QVariant value = random.value(attribute);
            row.values.insert(attribute, value);
            values.set(Text(attribute), value.isNull() ? Operand(nullptr) : Operand(value));
        }
        rows += values;
        m_rows.push_back(row);
    }
    QCOMPARE(m_item->bulkCreate(rows).result().size(), rows.size());
}

void TestConditions::chooseTheRowsTheyDescribe()
{
    const int cases = qEnvironmentVariableIntValue("CONDITIONS") > 0
                          ? qEnvironmentVariableIntValue("CONDITIONS")
                          : 20'000;
    for (int seed = 1; seed <= cases; ++seed) {
        // given
        const Where where = Random(quint32(seed)).where(0);
        QList<qint64> expected;
        for (const Row &row : m_rows)
            if (Judge(row).all(where) == Truth::True)
                expected += row.id;

        // when
        const QList<qint64> keys = found(where);

        // then
        if (keys != expected) {
            QString sql;
            const auto listening =
                m_db->log().listen([&sql](const QueryEvent &event) { sql = event.sql(); });
            (void)found(where);
            QFAIL(qPrintable(u"Seed %1: %2 rows instead of %3 by %4"_s.arg(seed)
                                 .arg(keys.size())
                                 .arg(expected.size())
                                 .arg(sql)));
        }
    }
}

void TestConditions::sayWhatIsAlwaysTrueOrFalse_data()
{
    QTest::addColumn<Where>("where");
    QTest::addColumn<int>("rows");
    const Operand nothing{Operand::List()};
    const Where everyRow = {{"id", Op::notIn(nothing)}};
    const Where noRow = {{"id", Op::in(nothing)}};
    const Where one = {{"id", 1}};

    QTest::newRow("notIn []") << everyRow << 200;
    QTest::newRow("in []") << noRow << 0;
    QTest::newRow("not notIn []") << Where{{"id", Op::not_(Op::notIn(nothing))}} << 0;
    QTest::newRow("not in []") << Where{{"id", Op::not_(Op::in(nothing))}} << 200;
    QTest::newRow("not not in []") << Where{Op::not_(Op::not_(noRow))} << 0;
    QTest::newRow("not and []") << Where{Op::not_(Op::and_(QList<Where>()))} << 0;
    QTest::newRow("not or []") << Where{Op::not_(Op::or_(QList<Where>()))} << 200;
    QTest::newRow("or []") << Where{Op::or_(QList<Where>())} << 0;
    QTest::newRow("or of every row and one") << Where{Op::or_({everyRow, one})} << 200;
    QTest::newRow("or of one and no condition") << Where{Op::or_({one, Where()})} << 200;
    QTest::newRow("and of every row and one") << Where{Op::and_({everyRow, one})} << 1;
    QTest::newRow("or [] of an attribute") << Where{{"id", Op::or_(QList<Where>())}} << 0;
    QTest::newRow("and [] of an attribute") << Where{{"id", Op::and_(QList<Where>())}} << 200;
    QTest::newRow("expression notIn []")
        << Where{where(fn("abs", col("id")), Op::notIn(nothing))} << 200;
    QTest::newRow("not expression notIn []")
        << Where{Op::not_(Where{where(fn("abs", col("id")), Op::notIn(nothing))})} << 0;
}

void TestConditions::sayWhatIsAlwaysTrueOrFalse()
{
    QFETCH(Where, where);
    QFETCH(int, rows);

    QCOMPARE(found(where).size(), rows);
}

void TestConditions::neverDeleteAllByAConditionThatVanished()
{
    const Operand nothing{Operand::List()};
    const Where vanished = {{"id", Op::not_(Op::notIn(nothing))}};
    const Where everyRow = {Op::or_({Where{{"id", Op::notIn(nothing)}}, Where{{"id", 1}}})};

    // What holds for no row deletes none, and what holds for every row is asked back.
    QCOMPARE(m_item->destroy({.where = vanished}).result(), 0);
    const DestroyOptions options{.where = everyRow};
    QVERIFY_THROWS_EXCEPTION(QueryError, m_item->destroy(options).result());
    QCOMPARE(m_item->count().result(), 200);
}

void TestConditions::takeThousandsOfTerms()
{
    for (const bool isOr : {true, false}) {
        // given
        QList<Where> terms;
        for (int i = 1; i <= 20'000; ++i)
            terms += isOr ? Where{{"id", i * 2}} : Where{{"id", Op::ne(i * 2)}};

        // when
        const qsizetype rows = found(Where{isOr ? Op::or_(terms) : Op::and_(terms)}).size();

        // then
        QCOMPARE(rows, 100);
    }
}

QTEST_GUILESS_MAIN(TestConditions)
#include "tst_conditions.moc"
