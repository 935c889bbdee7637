#include "orm/db/statementrunner.h"
#include "support/failureof.h"
#include "support/randomvalues.h"

#include <QtTest>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

struct Sent
{
    QString text;
    QVariantList binds;
};

/// A server that takes everything, and notes it.
class NotingServer final : public StatementRunner
{
public:
    explicit NotingServer(QList<Sent> &sent)
        : m_sent(sent)
    {
    }
    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &) override
    {
        if (statement.kind == StatementKind::Transaction)
            m_isInTransaction = !statement.text.startsWith(u"COMMIT"_s)
                                && !statement.text.startsWith(u"ROLLBACK"_s);
        if (statement.kind != StatementKind::Write)
            return {};
        m_sent += {statement.text, binds};
        return {.rows = {}, .affected = 1};
    }
    qint64 runKeys(const Statement &, const QVariantList &, const TakeKey &) override { return 0; }
    void setCancelCheck(std::function<bool()>) override {}
    void interrupt() override {}
    bool isInTransaction() override { return m_isInTransaction; }
    bool isAlive() override { return true; }
    void reset() override {}

private:
    QList<Sent> &m_sent;
    bool m_isInTransaction = false;
};

const std::vector<std::pair<const char *, DataType>> types{
    {"name", DataTypes::STRING(20)},      {"note", DataTypes::TEXT},
    {"count", DataTypes::INTEGER},        {"large", DataTypes::BIGINT},
    {"ratio", DataTypes::DOUBLE},         {"weight", DataTypes::FLOAT},
    {"price", DataTypes::DECIMAL(10, 2)}, {"share", DataTypes::DECIMAL},
    {"sold", DataTypes::BOOLEAN},         {"at", DataTypes::DATE},
    {"exactly", DataTypes::DATE(3)},      {"day", DataTypes::DATEONLY},
    {"opens", DataTypes::TIME},           {"code", DataTypes::UUID},
    {"cover", DataTypes::BLOB},           {"meta", DataTypes::JSON},
    {"kind", DataTypes::ENUM("x", "y")}};

enum class Way : quint8 { BulkCreate, Create, Update };

/// A model with an attribute of every type, and one at the end that can be an expression: then
/// all values of a row are spelled.
struct Shop
{
    explicit Shop(Dialect dialect)
        : db({.dialect = dialect,
              .logging = nullptr,
              .pool = {.max = 1},
              .runner = [this] { return std::make_unique<NotingServer>(sent); }})
        , book(define(db))
        , listening(db.log().listen([this](const QueryEvent &event) {
            if (event.kind() == StatementKind::Write)
                events += event;
        }))
    {
    }

    static Model &define(Sequelize &db)
    {
        std::vector<AttributeDefinition> attributes;
        for (const auto &[name, type] : types)
            attributes.emplace_back(name, type);
        attributes.emplace_back("last", DataTypes::INTEGER);
        return db.define("Book", attributes, {.timestamps = false});
    }

    QList<Sent> sent;
    QList<QueryEvent> events;
    Sequelize db;
    Model &book;
    QueryLog::Subscription listening;
};

/// All that a write has shown of itself.
struct Shown
{
    QString failure;
    QString log;
    QVariantList binds;
    QVariantList shown;
    QVariantList told; ///< The binds that the event tells.
    QString row;
};

QString words(const QVariantList &values)
{
    QString text;
    QDebug debug(&text);
    for (const QVariant &value : values)
        debug << value.typeName() << value;
    return text;
}

/// Where they differ, in words.
QString difference(const Shown &one, const Shown &other)
{
    QString text;
    const auto compare = [&](const char *what, const QString &mine, const QString &theirs) {
        if (mine != theirs)
            text += u"%1:\n  %2\n  %3\n"_s.arg(QLatin1StringView(what), mine, theirs);
    };
    const auto compareLists = [&](const char *what, const QVariantList &mine,
                                  const QVariantList &theirs) {
        for (qsizetype i = 0; i < std::max(mine.size(), theirs.size()); ++i)
            if (mine.value(i) != theirs.value(i)
                || mine.value(i).metaType() != theirs.value(i).metaType())
                compare(what, words({mine.value(i)}), words({theirs.value(i)}));
    };
    compare("failure", one.failure, other.failure);
    compare("log", one.log.section(u" VALUES "_s, 1), other.log.section(u" VALUES "_s, 1));
    compareLists("bound", one.binds, other.binds);
    compareLists("shown", one.shown, other.shown);
    compareLists("told", one.told, other.told);
    compare("row", one.row, other.row);
    return text;
}

template<typename Write>
Shown shownBy(Shop &shop, bool isBulk, const Write &write)
{
    shop.sent.clear();
    shop.events.clear();
    Shown shown;
    if (const auto failure = failureOf([&] { shown.row = write(); }))
        shown.failure = failure->message();
    if (shop.sent.isEmpty() || shop.events.isEmpty())
        return shown;
    shown.binds = shop.sent.first().binds;
    shown.shown = shop.events.first().shown();
    shown.told = shop.events.first().binds();
    if (isBulk) // else numbers stand in it
        shown.log = shop.events.first().sql();
    return shown;
}

} // namespace

/// On servers, too, a write is spelled once, and its values are bound as they stand in the block of
/// its rows. The judge is the same write with an expression beside the values, whose values are
/// spelled.
class TestBoundRows : public QObject
{
    Q_OBJECT

private slots:
    void bindsWhatItWouldSpell_data() { addDialects(); }
    void bindsWhatItWouldSpell();
    void spellsAWriteOnce_data() { addDialects(); }
    void spellsAWriteOnce();

private:
    static void addDialects()
    {
        QTest::addColumn<Dialect>("dialect");
        QTest::newRow("postgres") << Dialect::Postgres;
        QTest::newRow("mariadb") << Dialect::MariaDb;
        QTest::newRow("mysql") << Dialect::MySql;
        QTest::newRow("mssql") << Dialect::MsSql;
    }
};

void TestBoundRows::bindsWhatItWouldSpell()
{
    // given
    QFETCH(Dialect, dialect);
    constexpr int trials = 300;
    constexpr int last = 5;
    const quint32 seed = QRandomGenerator::global()->generate();
    RandomValues random(seed);
    Shop shop(dialect);
    Values empty{{"id", 7}, {"last", nullptr}};
    for (const auto &[name, type] : types)
        empty.set(QString::fromLatin1(name), Operand(nullptr));
    const Instance stored = wait(shop.book.create(empty));

    for (int trial = 0; trial < trials; ++trial) {
        Values bound;
        for (const auto &[name, type] : types)
            if (!random.isLucky(6))
                bound.set(QString::fromLatin1(name), Operand(random.of(type).given));
        Values spelled = bound;
        bound.set(u"last"_s, Operand(last));
        spelled.set(u"last"_s, Operand(literal("5")));
        const auto way = Way(random.below(3));
        const bool isBulk = way == Way::BulkCreate;
        const auto write = [&](const Values &values) {
            const Instance row = way == Way::BulkCreate
                                     ? wait(shop.book.bulkCreate({values})).first()
                                 : way == Way::Create ? wait(shop.book.create(values))
                                                      : wait(stored.update(values));
            QJsonObject json = row.toJson();
            json.remove(u"last"_s);
            return QString::fromUtf8(QJsonDocument(json).toJson(QJsonDocument::Compact));
        };

        // when
        Shown one = shownBy(shop, isBulk, [&] { return write(bound); });
        Shown other = shownBy(shop, isBulk, [&] { return write(spelled); });

        // then
        const int behind = way == Way::Update ? 1 : 0; // the key
        for (QVariantList *values : {&one.binds, &one.told, &one.shown})
            if (const qsizetype at = values->size() - 1 - behind; at >= 0 && values->at(at) == last)
                values->removeAt(at);
        // In a batch, NULL is spelled where values are.
        for (QVariantList *values : {&one.binds, &one.told, &other.binds, &other.told})
            if (isBulk)
                values->removeIf([](const QVariant &value) { return value.isNull(); });
        const QString wrong = difference(one, other);
        QVERIFY2(
            wrong.isEmpty(),
            qPrintable(u"seed %1, trial %2, bound and then spelled:\n%3"_s.arg(seed).arg(trial).arg(
                wrong)));
    }
}

void TestBoundRows::spellsAWriteOnce()
{
    // given
    QFETCH(Dialect, dialect);
    Shop shop(dialect);
    const Values row{{"name", "Emma"}, {"price", 9.5}, {"at", QDateTime::currentDateTimeUtc()}};

    // when
    for (int i = 0; i < 3; ++i)
        wait(shop.book.create(row));
    for (int i = 0; i < 3; ++i)
        wait(shop.book.bulkCreate({row, row}));
    const Instance stored = wait(shop.book.create({{"id", 7}, {"name", "Emma"}}));
    for (int i = 0; i < 3; ++i)
        wait(stored.update({{"name", u"Emma %1"_s.arg(i)}}));

    // then
    QCOMPARE(shop.sent.size(), 10);
    for (const int first : {0, 3, 7})
        for (int i = first + 1; i < first + 3; ++i)
            QCOMPARE(shop.sent.at(i).text.constData(), shop.sent.at(first).text.constData());
}

QTEST_GUILESS_MAIN(TestBoundRows)
#include "tst_boundrows.moc"
