#include "support/failureof.h"
#include "support/mssqlshop.h"

using namespace orm;
using namespace Qt::StringLiterals;

/// What models send to SQL Server, and what they make of its answers.
class TestMsSqlModels : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void takesWhatARowBecame();
    void findsRows();
    void countsWhatItChanged();
    void insertsManyRowsAtOnce();
    void insertsAllRowsOrNone();
    void endsTransactions();
    void rollsBackToASavepoint();
    void setsTheIsolationLevelBack();

private:
    [[nodiscard]] QStringList sent() const;

    std::unique_ptr<TdsResponder> m_responder;
    std::unique_ptr<Sequelize> m_db;
    Model *m_book = nullptr;
};

namespace {

const QList<TdsColumn> bookColumns{
    {u"id"_s, TdsType::integer()},         {u"title"_s, TdsType::text()},
    {u"price"_s, TdsType::decimal(10, 2)}, {u"isUsed"_s, TdsType::bit()},
    {u"soldAt"_s, TdsType::moment()},      {u"cover"_s, TdsType::blob()}};

QDateTime moment()
{
    return QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);
}

QVariantList book(int id, const QString &title, const QVariant &price = u"29.90"_s)
{
    return {id, title, price, true, moment(), QByteArray("\0\1", 2)};
}

} // namespace

void TestMsSqlModels::initTestCase()
{
    NEEDS_MSSQL();
}

void TestMsSqlModels::init()
{
    m_db.reset();
    m_responder = std::make_unique<TdsResponder>();
    m_db = std::make_unique<Sequelize>(addressOf(*m_responder), quietMsSql());
    m_book = &m_db->define(
        "Book",
        {{"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}},
         {"title", {.type = DataTypes::STRING}},
         {"price", {.type = DataTypes::DECIMAL(10, 2)}},
         {"isUsed", {.type = DataTypes::BOOLEAN}},
         {"soldAt", {.type = DataTypes::DATE}},
         {"cover", {.type = DataTypes::BLOB}}},
        {.tableName = "books", .timestamps = false});
    wait(m_db->authenticate());
    m_responder->forget();
}

void TestMsSqlModels::takesWhatARowBecame()
{
    // given
    m_responder->when(u"INSERT"_s, {.columns = bookColumns, .rows = {book(7, u"Emma"_s)}});

    // when
    const Instance created = m_book
                                 ->create({{"title", "Emma"},
                                           {"price", "29.9"},
                                           {"isUsed", true},
                                           {"soldAt", moment()},
                                           {"cover", nullptr}})
                                 .result();

    // then
    QCOMPARE(created.get("id").toInt(), 7);
    QCOMPARE(created.get("soldAt").toDateTime(), moment());
    QCOMPARE(
        sent().join(u'\n'),
        u"INSERT INTO [books] ([title],[price],[isUsed],[soldAt],[cover]) OUTPUT INSERTED.[id],"
        "INSERTED.[title],INSERTED.[price],INSERTED.[isUsed],INSERTED.[soldAt],INSERTED.[cover]"
        " VALUES (@P1,@P2,@P3,@P4,@P5) [nvarchar Emma, nvarchar 29.90, bit true, nvarchar "
        "2026-01-02 03:04:05.678 +00:00, varbinary NULL]"_s);
}

void TestMsSqlModels::findsRows()
{
    // given
    m_responder->when(u"SELECT"_s,
                      {.columns = bookColumns, .rows = {book(7, u"Größe"_s), book(8, u"x"_s, {})}});

    // when
    const QList<Instance> found =
        m_book->findAll({.where = {{"price", Op::lt(30)}, {"title", "Größe"}}, .limit = 2})
            .result();

    // then
    QCOMPARE(found.size(), 2);
    QCOMPARE(found[0].get("title").toString(), u"Größe"_s);
    QCOMPARE(found[0].get("price").toString(), u"29.90"_s);
    QCOMPARE(found[0].get("isUsed"), QVariant(true));
    QCOMPARE(found[0].get("soldAt").toDateTime(), moment());
    QCOMPARE(found[0].get("cover").toByteArray(), QByteArray("\0\1", 2));
    QVERIFY(found[1].get("price").isNull());
    QVERIFY2(sent().last().endsWith(u"[bigint 30, nvarchar Größe, bigint 0, bigint 2]"),
             qPrintable(sent().last()));
}

void TestMsSqlModels::countsWhatItChanged()
{
    // given
    m_responder->when(u"UPDATE"_s, {.count = 3});
    m_responder->when(u"DELETE"_s, {.count = 2,
                                    .more = {{.columns = {{u"AFFECTEDROWS"_s, TdsType::integer()}},
                                              .rows = {{2}}}}});

    // when
    const qint64 updated = m_book->update({{"isUsed", false}}, {.where = {{"id", 7}}}).result();
    const qint64 deleted = m_book->destroy({.where = {{"id", 7}}}).result();

    // then
    QCOMPARE(updated, 3);
    QCOMPARE(deleted, 2);
    QVERIFY2(sent()[0].endsWith(u"[bit false, bigint 7]"), qPrintable(sent()[0]));
    QVERIFY2(sent()[1].endsWith(u"[bigint 7]"), qPrintable(sent()[1]));
}

void TestMsSqlModels::insertsManyRowsAtOnce()
{
    // given
    m_responder->when(u"INSERT"_s,
                      {.columns = bookColumns, .rows = {book(1, u"a"_s), book(2, u"b"_s)}});

    // when
    const QList<Instance> created =
        m_book->bulkCreate({{{"title", "a"}}, {{"title", "b"}}}).result();

    // then
    QCOMPARE(created.size(), 2);
    QCOMPARE(created[1].get("id").toInt(), 2);
    QCOMPARE(sent().size(), 1);
}

void TestMsSqlModels::insertsAllRowsOrNone()
{
    // given: more rows than stand in one INSERT, of which one is refused
    m_responder->when(
        u"INSERT"_s,
        {.columns = bookColumns,
         .rows = {book(1, u"a"_s)},
         .more = {{.error = TdsError{8152, u"String or binary data would be truncated."_s}}}});
    QList<Values> rows;
    for (int i = 0; i < 300; ++i)
        rows += {{"title", "a"}};

    // when
    const auto failure = failureOf([&] { (void)m_book->bulkCreate(rows).result(); });

    // then
    QVERIFY(failure);
    QVERIFY(sent().contains(u"BEGIN TRANSACTION"_s));
    QVERIFY(!sent().filter(u"ROLLBACK TRANSACTION"_s).isEmpty());
    QVERIFY(sent().filter(u"COMMIT TRANSACTION"_s).isEmpty());
}

void TestMsSqlModels::endsTransactions()
{
    // given
    m_responder->when(u"UPDATE"_s, {.count = 1});
    const auto update = [&] {
        (void)m_book->update({{"isUsed", false}}, {.where = {{"id", 7}}}).result();
    };

    // when
    wait(m_db->transaction(update));
    const QStringList committed = sent();
    m_responder->forget();
    const auto failure = failureOf([&] {
        wait(m_db->transaction([&] {
            update();
            throw UsageError(u"no"_s);
        }));
    });

    // then
    QVERIFY(failure);
    QCOMPARE(committed.first(), u"BEGIN TRANSACTION"_s);
    QCOMPARE(committed.last(), u"COMMIT TRANSACTION"_s);
    QCOMPARE(committed.size(), 3);
    QCOMPARE(sent().last(), u"ROLLBACK TRANSACTION"_s);
}

void TestMsSqlModels::rollsBackToASavepoint()
{
    // given
    m_responder->when(u"UPDATE"_s, {.count = 1});

    // when
    wait(m_db->transaction([&](Session &session) {
        try {
            session.transaction([&](Session &) { throw UsageError(u"no"_s); });
        } catch (const UsageError &) {
        }
    }));

    // then
    const QStringList texts = sent();
    QCOMPARE(texts.size(), 4);
    static const QRegularExpression name(u"^SAVE TRANSACTION (\\[[-0-9a-z]{32}\\])$"_s);
    const QRegularExpressionMatch match = name.match(texts[1]);
    QVERIFY2(match.hasMatch(), qPrintable(texts[1]));
    QCOMPARE(texts[2], u"ROLLBACK TRANSACTION "_s + match.captured(1));
    QCOMPARE(texts[3], u"COMMIT TRANSACTION"_s);
}

void TestMsSqlModels::setsTheIsolationLevelBack()
{
    // given
    const QString level = u"SET TRANSACTION ISOLATION LEVEL "_s;

    // when
    wait(m_db->transaction({.isolationLevel = IsolationLevel::Serializable}, [] {}));

    // then
    QCOMPARE(sent(), (QStringList{level + u"SERIALIZABLE"_s, u"BEGIN TRANSACTION"_s,
                                  u"COMMIT TRANSACTION"_s, level + u"READ COMMITTED"_s}));
}

QStringList TestMsSqlModels::sent() const
{
    return m_responder->texts();
}

QTEST_GUILESS_MAIN(TestMsSqlModels)
#include "tst_mssqlmodels.moc"
