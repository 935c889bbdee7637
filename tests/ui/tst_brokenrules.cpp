#include "ui/form/brokenrules.h"

#include "orm/orm.h"
#include "ui/testbooks.h"

using namespace orm;
using namespace Qt::StringLiterals;
using Kind = ui::FormSubject::Kind;

class TestBrokenRules : public QObject
{
    Q_OBJECT

private slots:
    void tellsEveryRuleOfAModel();
    void tellsAllThatOneFieldBreaks();
    void judgesOfAStoredRecordOnlyWhatIsEntered();
    void judgesTheWholeOfEachOfSeveralRecords();
    void judgesNamesByTheModelThatHasThem();
    void passesOverARuleThatCannotJudgeYet();
    void tellsWhatBelongsToNoFieldOfTheRecord();

private:
    TestBooks m_shop;
};

namespace {

ui::FieldSpec fieldOf(const QString &attribute)
{
    ui::FieldSpec field;
    field.attribute = attribute;
    field.name = attribute;
    field.header = attribute;
    return field;
}

ui::PageSpec pageOf(Model &model)
{
    ui::PageSpec page;
    page.model = &model;
    page.record = u"row"_s;
    for (const AttributeDefinition &attribute : model.attributes())
        page.fields << fieldOf(attribute.name);
    return page;
}

struct Rule
{
    Validator validator;
    const char *broken = nullptr; ///< A text that breaks it.
};

std::vector<Rule> allRules()
{
    using namespace Validate;
    return {
        {isNull(), "x"},
        {notEmpty(), " "},
        {equals("a"), "b"},
        {contains("a"), "b"},
        {notContains("a"), "a"},
        {isIn(QVariantList{u"a"_s}), "b"},
        {notIn(QVariantList{u"a"_s}), "a"},
        {len(2, 3), "a"},
        {is("^a"), "b"},
        {isNot("^a"), "a"},
        {isAlpha(), "1"},
        {isAlphanumeric(), "-"},
        {isLowercase(), "A"},
        {isUppercase(), "a"},
        {isHexColor(), "x"},
        {isJSON(), "x"},
        {isArray(), "x"},
        {isStrongPassword(), "x"},
        {isNumeric(), "x"},
        {isInt(), "x"},
        {isFloat(), "x"},
        {isDecimal(), "x"},
        {Validate::min(2), "1"},
        {Validate::max(2), "3"},
        {isEmail(), "x"},
        {isUrl(), "x"},
        {isIP(), "x"},
        {isIPv4(), "x"},
        {isIPv6(), "x"},
        {isMACAddress(), "x"},
        {isISBN(), "x"},
        {isEAN(), "x"},
        {isIBAN(), "x"},
        {isCreditCard(), "x"},
        {isUUID(), "x"},
        {isPostalCode("DE"), "x"},
        {isMobilePhone(), "x"},
        {isDate(), "x"},
        {isAfter(), "2001-01-01"},
        {isBefore(), "2999-01-01"},
        {custom("own", [](const QVariant &) { return std::optional(u"is never right"_s); }), "x"}};
}

} // namespace

void TestBrokenRules::tellsEveryRuleOfAModel()
{
    Sequelize database({.logging = nullptr});
    for (const Rule &rule : allRules()) {
        Model &model =
            database.define(Text(u"Row_"_s + rule.validator.key),
                            {{"value", {.type = DataTypes::STRING, .validate = {rule.validator}}}});
        const Values entered{{"value", QString::fromLatin1(rule.broken)}};

        const ui::BrokenRules broken =
            ui::brokenRules(pageOf(model), {.kind = Kind::New}, {.values = entered});

        const QString key = rule.validator.key;
        QCOMPARE(broken.fields.value(u"value"_s).size(), 1);
        QVERIFY2(!broken.fields.value(u"value"_s).first().contains(u"Validation"_s),
                 qPrintable(key + u": "_s + broken.fields.value(u"value"_s).first()));
        QVERIFY2(broken.record.isEmpty(), qPrintable(key));
    }
}

void TestBrokenRules::tellsAllThatOneFieldBreaks()
{
    Sequelize database({.logging = nullptr});
    Model &model = database.define(
        "Row", {{"code",
                 {.type = DataTypes::STRING,
                  .validate = {Validate::isNumeric(), Validate::len(4), Validate::isInt()}}}});

    const ui::BrokenRules broken =
        ui::brokenRules(pageOf(model), {.kind = Kind::New}, {.values = {{"code", "ab"}}});

    QCOMPARE(broken.fields.value(u"code"_s).size(), 3);
}

void TestBrokenRules::judgesOfAStoredRecordOnlyWhatIsEntered()
{
    const Instance old = m_shop.book().build({{"id", 1}, {"title", " "}, {"author", "A"}},
                                             {.isNewRecord = false, .raw = true});
    const ui::FormSubject subject{.kind = Kind::One, .keys = {1}, .records = {old}};

    const ui::BrokenRules broken =
        ui::brokenRules(m_shop.spec(), subject, {.values = {{"author", null()}, {"price", "-1"}}});

    QCOMPARE(broken.fields.keys(), (QStringList{u"author"_s, u"price"_s}));
    QVERIFY(broken.record.isEmpty());
}

void TestBrokenRules::judgesTheWholeOfEachOfSeveralRecords()
{
    Sequelize database({.logging = nullptr});
    const auto refusal = [](const Instance &row) {
        return row.get<int>("most") < row.get<int>("least") ? std::optional(u"Too few."_s)
                                                            : std::nullopt;
    };
    Model &model =
        database.define("Row", {{"least", DataTypes::INTEGER}, {"most", DataTypes::INTEGER}},
                        {.validate = {{"order", refusal}}});
    QList<Instance> rows;
    for (const int least : {1, 5})
        rows << model.build({{"id", least}, {"least", least}, {"most", 9}},
                            {.isNewRecord = false, .raw = true});
    const ui::FormSubject subject{.kind = Kind::Many, .keys = {1, 5}, .records = rows};

    QCOMPARE(ui::brokenRules(pageOf(model), subject, {.values = {{"most", 3}}}).record,
             QStringList{u"Too few."_s});
    QVERIFY(ui::brokenRules(pageOf(model), subject, {.values = {{"most", 5}}}).isEmpty());
}

void TestBrokenRules::judgesNamesByTheModelThatHasThem()
{
    Sequelize database({.logging = nullptr});
    Model &genre = database.define("Genre", {{"name", DataTypes::STRING(5)}});
    ui::PageSpec page = m_shop.spec();
    ui::FieldSpec genres = fieldOf(u"genres"_s);
    genres.header = u"Genres"_s;
    genres.kind = ui::FieldKind::Names;
    genres.related = {.model = &genre, .attribute = u"name"_s};
    page.fields << genres;
    const QVariant names = QStringList{u"crime"_s, u"poetry"_s};

    const ui::BrokenRules broken =
        ui::brokenRules(page, {.kind = Kind::One}, {.related = {{u"genres"_s, names}}});

    QCOMPARE(broken.fields.value(u"genres"_s),
             QStringList{u"A name in Genres is too long: 6 characters, at most 5."_s});
}

void TestBrokenRules::passesOverARuleThatCannotJudgeYet()
{
    Sequelize database({.logging = nullptr});
    Model &model =
        database.define("Row",
                        {{"least", {.type = DataTypes::INTEGER, .validate = {Validate::min(1)}}},
                         {"most", DataTypes::INTEGER}},
                        {.validate = {{"order", [](const Instance &) -> std::optional<QString> {
                                           throw UsageError(u"There is nothing to compare."_s);
                                       }}}});

    const ui::BrokenRules broken =
        ui::brokenRules(pageOf(model), {.kind = Kind::New}, {.values = {{"least", 0}}});

    QCOMPARE(broken.fields.keys(), QStringList{u"least"_s});
}

void TestBrokenRules::tellsWhatBelongsToNoFieldOfTheRecord()
{
    ui::PageSpec page = m_shop.spec();
    page.fields.removeIf([](const ui::FieldSpec &field) { return field.attribute == u"author"_s; });

    const ui::BrokenRules broken =
        ui::brokenRules(page, {.kind = Kind::New}, {.values = {{"title", "Kindred"}}});

    QCOMPARE(broken.record.size(), 1);
    QVERIFY(broken.fields.isEmpty());
}

QTEST_GUILESS_MAIN(TestBrokenRules)
#include "tst_brokenrules.moc"
