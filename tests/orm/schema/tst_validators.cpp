#include "orm/schema/validate/validator.h"

#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "parity/decodevalidator.h"

#include <QFile>
#include <QJsonArray>
#include <QJsonObject>
#include <QRandomGenerator>
#include <QtTest>

#include <cmath>

using namespace orm;
using parity::Json;
using namespace Qt::StringLiterals;

Q_DECLARE_METATYPE(parity::Json)

/// Rules judge as Sequelize's do, which were asked about random texts (validators.json;
/// `VALIDATORS=FILE` takes others), and say why in a sentence.
class TestValidators : public QObject
{
    Q_OBJECT

private slots:
    void judgeAsSequelizeDoes_data();
    void judgeAsSequelizeDoes();
    void judgesTheTextOfAValue();
    void readsShortNumbersToTheNearestDouble();
    void judgesPostCodes();
    void judgesPhoneNumbers();
    void judgesLists();
    void saysWhyInASentence();
    void refusesWhatIsNoRule();
};

void TestValidators::judgeAsSequelizeDoes_data()
{
    QTest::addColumn<Json>("given");
    QFile file(qEnvironmentVariable(
        "VALIDATORS", QStringLiteral(PROJECT_ROOT "/tests/orm/schema/validators.json")));
    QVERIFY(file.open(QIODevice::ReadOnly));
    QString error;
    const std::optional<Json> cases = Json::parse(QString::fromUtf8(file.readAll()), &error);
    QVERIFY2(cases && cases->items().size() > 40, qPrintable(error));
    for (const Json &each : cases->items())
        QTest::addRow("%s %s", qPrintable(each[u"rule"].text()), qPrintable(each[u"args"].toText()))
            << each;
}

void TestValidators::judgeAsSequelizeDoes()
{
    // given
    QFETCH(Json, given);
    const std::vector<Json> &texts = given[u"texts"].items();
    const QString holds = given[u"holds"].text();
    QVERIFY(qsizetype(texts.size()) == holds.size() && holds.contains(u'1'));

    // when
    const Validator validator = parity::decodeValidator(given[u"rule"].text(), given[u"args"]);
    QStringList wrong;
    for (size_t i = 0; i < texts.size(); ++i)
        if (!validator.refusal(texts[i].text()) != (holds.at(qsizetype(i)) == u'1'))
            wrong += u"“%1” (Sequelize: %2)"_s.arg(texts[i].text(), holds.at(qsizetype(i)));

    // then
    QCOMPARE(validator.key, given[u"rule"].text());
    QVERIFY2(wrong.isEmpty(), qPrintable(u"%1 of %2 differ: %3"_s.arg(wrong.size())
                                             .arg(texts.size())
                                             .arg(wrong.mid(0, 25).join(u", "))));
}

void TestValidators::judgesTheTextOfAValue()
{
    QVERIFY(!Validate::min(3).refusal(3));
    QVERIFY(Validate::min(3).refusal(2.5));
    QVERIFY(!Validate::isDecimal().refusal(QVariant::fromValue(Decimal(1250, 2))));
    QVERIFY(!Validate::isInt().refusal(qint64(12)));
    QVERIFY(!Validate::isIn({1, 2}).refusal(1));
    QVERIFY(!Validate::isAfter(QDateTime(QDate(2020, 1, 1), QTime(0, 0), Qt::UTC))
                 .refusal(QDate(2020, 1, 2)));
    QVERIFY(Validate::isAfter().refusal(QDateTime::currentDateTimeUtc().addDays(-1)));
    QVERIFY(!Validate::isBefore().refusal(QDateTime::currentDateTimeUtc().addDays(-1)));
}

void TestValidators::readsShortNumbersToTheNearestDouble()
{
    constexpr quint32 seed = 31;
    QRandomGenerator random(seed);
    for (int i = 0; i < 20'000; ++i) {
        // given
        QString text;
        for (int length = random.bounded(1, 18); text.size() < length;)
            text += random.bounded(6) == 0 ? QChar(u'.') : QChar(u'0' + random.bounded(10));
        bool isNumber = false;
        const double number = text.toDouble(&isNumber);
        if (!isNumber)
            continue;

        // then
        const QByteArray where = "seed 31: " + text.toUtf8();
        QVERIFY2(!Validate::min(number).refusal(text), where.constData());
        QVERIFY2(Validate::min(std::nextafter(number, qInf())).refusal(text), where.constData());
        QVERIFY2(!Validate::max(number).refusal(text), where.constData());
    }
}

void TestValidators::judgesPostCodes()
{
    const auto fits = [](const char *country, const char *code) {
        return !Validate::isPostalCode(country).refusal(QString::fromLatin1(code));
    };
    QVERIFY(fits("DE", "10115") && !fits("DE", "1011") && !fits("DE", "10115 "));
    QVERIFY(fits("US", "94103-1234") && !fits("US", "94103-12"));
    QVERIFY(fits("GB", "SW1A 1AA") && !fits("GB", "SW1A"));
    QVERIFY(fits("NL", "1012 AB") && !fits("NL", "0012 AB"));
    QVERIFY(fits("any", "1012 AB") && !fits("any", "x"));
}

void TestValidators::judgesPhoneNumbers()
{
    QVERIFY(!Validate::isMobilePhone().refusal(u"+4915112345678"_s));
    QVERIFY(Validate::isMobilePhone().refusal(u"015112345678"_s));
    QVERIFY(Validate::isMobilePhone().refusal(u"+49"_s));
}

void TestValidators::judgesLists()
{
    QVERIFY(!Validate::isArray().refusal(QVariantList{1, 2}));
    QVERIFY(!Validate::isArray().refusal(QStringList{u"a"_s}));
    QVERIFY(!Validate::isArray().refusal(QVariant::fromValue(QJsonValue(QJsonArray{1}))));
    QVERIFY(Validate::isArray().refusal(QVariant::fromValue(QJsonValue(QJsonObject{}))));
    QVERIFY(Validate::isArray().refusal(u"[]"_s));
}

void TestValidators::saysWhyInASentence()
{
    QCOMPARE(Validate::min(0.5).refusal(0), u"must be at least 0.5"_s);
    QCOMPARE(Validate::len(2, 5).refusal(u"a"_s), u"must have between 2 and 5 characters"_s);
    QCOMPARE(Validate::isIn({u"new"_s, u"used"_s}).refusal(u"old"_s),
             u"must be one of: new, used"_s);
    QCOMPARE(Validate::contains("50%").refusal(u"x"_s), u"must contain “50%”"_s);
    QCOMPARE(Validate::len(2, 5).msg("two to five").message, u"two to five"_s);
}

void TestValidators::refusesWhatIsNoRule()
{
    QVERIFY_THROWS_EXCEPTION(UsageError, Validate::is("("));
    QVERIFY_THROWS_EXCEPTION(UsageError, Validate::isPostalCode("Germany"));
}

QTEST_GUILESS_MAIN(TestValidators)
#include "tst_validators.moc"
