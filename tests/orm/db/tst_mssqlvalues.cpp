#include "support/mssqlshop.h"

#include <limits>

using namespace orm;
using namespace Qt::StringLiterals;

/// The values of SQL Server on their way there and back, with their types.
class TestMsSqlValues : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void sendsValuesInTheirTypes();
    void readsEveryType();
    void readsTextsOfAnyLength();
    void sendsTextsAndBytesOfAnyLength();
    void sendsValuesBesideTheText();

private:
    std::unique_ptr<TdsResponder> m_responder;
    std::unique_ptr<Sequelize> m_db;
};

namespace {

QDateTime moment()
{
    return QDateTime::fromString(u"2026-01-02T03:04:05.678Z"_s, Qt::ISODateWithMs);
}

} // namespace

void TestMsSqlValues::initTestCase()
{
    NEEDS_MSSQL();
}

void TestMsSqlValues::init()
{
    m_db.reset();
    m_responder = std::make_unique<TdsResponder>();
    m_db = std::make_unique<Sequelize>(addressOf(*m_responder), quietMsSql());
    wait(m_db->authenticate());
    m_responder->forget();
}

void TestMsSqlValues::sendsValuesInTheirTypes()
{
    // given
    const QString text = u"Größe 😀 'x' "_s;

    // when
    wait(
        m_db->query("SELECT $1, $2, $3, $4, $5, $6, $7",
                    {.bind = QVariantList{qint64(1) << 40, 0.1, true, text, QByteArray("\0\xff", 2),
                                          QVariant::fromValue(nullptr), QString(9'000, u'é')}}));

    // then
    const TdsRequest request = m_responder->requests().last();
    QStringList types;
    for (const TdsRequest::Value &value : request.values)
        types += value.type.name();
    QCOMPARE(types.join(u' '), u"bigint float bit nvarchar varbinary nvarchar nvarchar"_s);
    QCOMPARE(request.values[0].value, QVariant(qint64(1) << 40));
    QCOMPARE(request.values[1].value, QVariant(0.1));
    QCOMPARE(request.values[2].value, QVariant(true));
    QCOMPARE(request.values[3].value, QVariant(text));
    QCOMPARE(request.values[4].value, QVariant(QByteArray("\0\xff", 2)));
    QVERIFY(request.values[5].value.isNull());
    QCOMPARE(request.values[6].value, QVariant(QString(9'000, u'é')));
}

void TestMsSqlValues::readsEveryType()
{
    // given
    const QString decimal = u"-1234567890123456.7800"_s;
    const QDateTime rome = moment().toOffsetFromUtc(7'200);
    m_responder->when(u"SELECT all"_s, {.columns = {{u"i"_s, TdsType::integer()},
                                                    {u"b"_s, TdsType::integer(8)},
                                                    {u"f"_s, TdsType::real()},
                                                    {u"yes"_s, TdsType::bit()},
                                                    {u"d"_s, TdsType::decimal(20, 4)},
                                                    {u"t"_s, TdsType::text()},
                                                    {u"m"_s, TdsType::moment()},
                                                    {u"w"_s, TdsType::wallTime(3)},
                                                    {u"day"_s, TdsType::day()},
                                                    {u"bin"_s, TdsType::blob()}},
                                        .rows = {{1, std::numeric_limits<qint64>::min(), 0.1, true,
                                                  decimal, u"Größe 😀"_s, rome, moment(),
                                                  QDate(2026, 5, 6), QByteArray("\0\xff", 2)},
                                                 QVariantList(10)}});

    // when
    const RowSet rows = m_db->query("SELECT all").result();

    // then
    QCOMPARE(rows.size(), 2);
    QCOMPARE(rows.columns.join(u' '), u"i b f yes d t m w day bin"_s);
    const RowBlock &block = *rows.blocks.first();
    QCOMPARE(block.value(0, 0), QVariant(qint64(1)));
    QCOMPARE(block.value(0, 1), QVariant(std::numeric_limits<qint64>::min()));
    QCOMPARE(block.value(0, 2), QVariant(0.1));
    QCOMPARE(block.value(0, 3), QVariant(true));
    QCOMPARE(block.value(0, 4), QVariant(decimal));
    QCOMPARE(block.value(0, 5), QVariant(u"Größe 😀"_s));
    QCOMPARE(block.value(0, 6).toDateTime(), moment());
    QCOMPARE(block.value(0, 7).toDateTime(), moment());
    QCOMPARE(block.value(0, 8), QVariant(u"2026-05-06"_s));
    QCOMPARE(block.value(0, 9), QVariant(QByteArray("\0\xff", 2)));
    for (int column = 0; column < 10; ++column)
        QVERIFY(block.isNull(1, column));
}

void TestMsSqlValues::readsTextsOfAnyLength()
{
    // given: the parts in which they are read end within and between letters
    QList<QVariantList> rows;
    for (const int length : {0, 1, 2'000, 4'094, 4'095, 4'096, 20'000})
        rows += {QString(length, u'x') + u"😀"_s, QByteArray(2 * length, 'y')};
    m_responder->when(
        u"SELECT long"_s,
        {.columns = {{u"t"_s, TdsType::longText()}, {u"b"_s, TdsType::blob()}}, .rows = rows});

    // when
    const RowSet found = m_db->query("SELECT long").result();

    // then
    QCOMPARE(found.size(), rows.size());
    for (int i = 0; i < rows.size(); ++i) {
        QCOMPARE(found.blocks.first()->value(i, 0), rows[i][0]);
        QCOMPARE(found.blocks.first()->value(i, 1), rows[i][1]);
    }
}

void TestMsSqlValues::sendsTextsAndBytesOfAnyLength()
{
    for (const int length : {0, 1, 3'999, 4'000, 4'001, 8'000, 8'001, 100'000}) {
        // given
        const QString text(length, u'é');
        const QByteArray bytes(length, 'y');

        // when
        wait(m_db->query("SELECT $1, $2", {.bind = QVariantList{text, bytes}}));

        // then
        const TdsRequest request = m_responder->requests().last();
        QVERIFY(request.values[0].value == QVariant(text) && !request.values[0].value.isNull());
        QVERIFY(request.values[1].value == QVariant(bytes) && !request.values[1].value.isNull());
    }
}

void TestMsSqlValues::sendsValuesBesideTheText()
{
    // when
    wait(m_db->query("SELECT $1", {.bind = QVariantList{u"Emma'; DROP TABLE books --"_s}}));
    wait(m_db->query("SELECT 1"));

    // then
    const QList<TdsRequest> requests = m_responder->requests();
    QCOMPARE(requests.size(), 2);
    QCOMPARE(requests[0].procedure, u"sp_executesql"_s);
    QCOMPARE(requests[0].text, u"SELECT @P1"_s);
    QVERIFY2(requests[0].declaration.startsWith(u"@P1 NVARCHAR("_s, Qt::CaseInsensitive),
             qPrintable(requests[0].declaration));
    QCOMPARE(requests[1].kind, TdsRequest::Kind::Batch);
}

QTEST_GUILESS_MAIN(TestMsSqlValues)
#include "tst_mssqlvalues.moc"
