#include "support/freshdatabase.h"
#include "support/randomvalues.h"

#include <QDebug>
#include <QTemporaryDir>
#include <QtTest>

using namespace Qt::StringLiterals;
using namespace orm;

/// A value comes back as it was given, or is refused before anything is sent: whichever call writes
/// it, however it is read, whether or not somebody listens to the log, on both ways to SQLite, and
/// on servers (see freshDatabase()). VALUES=20000 tries so many.
class TestValues : public QObject
{
    Q_OBJECT

private slots:
    void comeBackOrAreRefused_data();
    void comeBackOrAreRefused();
    void addUpOrAreRefused();
};

namespace {

const std::vector<std::pair<const char *, DataType>> types{{"name", DataTypes::STRING(20)},
                                                           {"note", DataTypes::TEXT},
                                                           {"count", DataTypes::INTEGER},
                                                           {"large", DataTypes::BIGINT},
                                                           {"ratio", DataTypes::DOUBLE},
                                                           {"weight", DataTypes::FLOAT},
                                                           {"price", DataTypes::DECIMAL(10, 2)},
                                                           {"share", DataTypes::DECIMAL},
                                                           {"sold", DataTypes::BOOLEAN},
                                                           {"at", DataTypes::DATE},
                                                           {"day", DataTypes::DATEONLY},
                                                           {"opens", DataTypes::TIME},
                                                           {"code", DataTypes::UUID},
                                                           {"cover", DataTypes::BLOB},
                                                           {"meta", DataTypes::JSON},
                                                           {"kind", DataTypes::ENUM("x", "y")}};

/// PostgreSQL holds only JSONB against JSON. On MariaDB, as in Sequelize, a moment has whole
/// seconds and a DECIMAL whole numbers unless they are given more, and a FLOAT has seven digits.
DataType onServer(const DataType &type)
{
    if (isOnPostgres())
        return type.kind() == DataType::Kind::Json ? DataTypes::JSONB : type;
    if (!isOnMariaDb())
        return type;
    switch (type.kind()) {
    case DataType::Kind::Date: return DataTypes::DATE(3);
    case DataType::Kind::Decimal: return type.length() > 0 ? type : DataTypes::DECIMAL(60, 20);
    case DataType::Kind::Float: return DataTypes::DOUBLE;
    default: return type;
    }
}

/// A time as servers write it, with seconds and without zeros at the end; on MariaDB, as in
/// Sequelize, without parts of seconds.
QString timeOnServer(QString time)
{
    if (time.count(u':') == 1)
        time += u":00"_s;
    if (isOnMariaDb())
        return time.section(u'.', 0, 0);
    while (time.contains(u'.') && time.endsWith(u'0'))
        time.chop(1);
    return time;
}

bool isNoNumber(const QVariant &value)
{
    return value.typeId() == QMetaType::Double && std::isnan(value.toDouble());
}

/// What becomes of a value on servers, whose INTEGER has 32 bits. PostgreSQL knows NaN and no year
/// 0, MariaDB no infinity.
RandomValue onServer(RandomValue value, const DataType &type)
{
    if (isOnPostgres() && type.isFloating() && isNoNumber(value.given))
        value.stored = value.given;
    if (!value.stored || value.stored->isNull())
        return value;
    if (isOnMariaDb() && value.stored->typeId() == QMetaType::Double
        && std::isinf(value.stored->toDouble())) {
        value.stored.reset();
        return value;
    }
    const auto whole = value.stored->toLongLong();
    const bool isTooLong = type.kind() == DataType::Kind::Integer && whole != qint32(whole);
    const bool isYear0 = isOnPostgres() && type.kind() == DataType::Kind::Date
                         && value.stored->toDateTime().date().year() < 1;
    if (isTooLong || isYear0)
        value.stored.reset();
    else if (type.kind() == DataType::Kind::Time)
        value.stored = timeOnServer(value.stored->toString());
    return value;
}

QString shown(const QVariant &value)
{
    QString text;
    QDebug(&text).nospace() << value.typeName() << ' '
                            << (holdsDecimal(value) ? value.value<Decimal>().toString() : QString())
                            << value;
    if (value.typeId() == QMetaType::Double)
        text += QString::number(value.toDouble(), 'g', 17);
    return text;
}

/// What was given is stored so: of the type that a row has in memory.
bool isSame(const QVariant &one, const QVariant &other)
{
    if (one.isNull() || other.isNull())
        return one.isNull() == other.isNull();
    if (holdsDecimal(one) && holdsDecimal(other))
        return one.value<Decimal>() == other.value<Decimal>();
    if (isNoNumber(one))
        return isNoNumber(other);
    return one.metaType() == other.metaType() && one == other;
}

/// One shop: things of an owner, with an attribute of each type.
class Shop
{
public:
    Shop(const Text &url, const Options &options)
        : m_db(url, options)
        , m_owner(m_db.define("Owner", {{"title", DataTypes::STRING}}, {.timestamps = false}))
        , m_thing(m_db.define("Thing", attributes(), {.timestamps = false}))
    {
        m_owner.hasMany(m_thing, {.as = "things", .foreignKey = "ownerId"});
        m_db.sync({.force = true}).waitForFinished();
        m_owner.create({{"title", "all"}}).waitForFinished();
    }

    static constexpr int ways = 7;

    /// Writes the value by one of the ways, and reads it by each. What went wrong; empty: nothing.
    /// `sent` tells how many statements the log has seen.
    template<typename Sent>
    QString trial(int way, const char *attribute, const RandomValue &value, const Sent &sent)
    {
        const Instance row = m_thing.create({{"ownerId", 1}}).result();
        const int before = sent();
        qint64 id = 0;
        try {
            id = write(way, row, attribute, value.given);
        } catch (const BaseError &error) {
            if (value.stored)
                return u"refused: "_s + error.message();
            const bool mayBeSent = isOnServer(); // which knows its ranges itself
            return mayBeSent || sent() == before ? QString()
                                                 : u"sent, then refused: "_s + error.message();
        }
        if (!value.stored)
            return u"not refused, but read as "_s + shown(read(id, attribute));
        return difference(id, attribute, *value.stored);
    }

    template<typename Work>
    void run(const Work &work)
    {
        m_db.run(work).waitForFinished();
    }
    Model &thing() { return m_thing; }

private:
    static std::vector<AttributeDefinition> attributes()
    {
        std::vector<AttributeDefinition> all;
        for (const auto &[name, type] : types)
            all.emplace_back(name, AttributeOptions{.type = onServer(type),
                                                    .field = type.isNumber()
                                                                 ? u"f_"_s + QLatin1StringView(name)
                                                                 : u""_s});
        return all;
    }

    qint64 write(int way, const Instance &row, const char *attribute, const QVariant &value)
    {
        const Values values{{attribute, value}, {"ownerId", 1}};
        const Operand key = row.get("id");
        switch (way) {
        case 0: return idOf(m_thing.create(values).result());
        case 1: return idOf(m_thing.bulkCreate({{{"ownerId", 1}}, values}).result().last());
        case 2: return idOf(m_thing.build(values).save().result());
        case 3: return idOf(row.update({{attribute, value}}).result());
        case 4:
            m_thing.update({{attribute, value}}, {.where = {{"id", key}}}).result();
            return idOf(row);
        case 5:
            m_thing.upsert({{"id", key}, {attribute, value}, {"ownerId", 1}}).result();
            return idOf(row);
        default: {
            Instance changed = row;
            changed.set(attribute, value);
            return idOf(changed.save().result());
        }
        }
    }

    static qint64 idOf(const Instance &row) { return row.get("id").toLongLong(); }

    QVariant read(qint64 id, const char *attribute)
    {
        return m_thing.findByPk(id).result().value().get(attribute);
    }

    /// Whole, by attributes, by include, and by a condition.
    QString difference(qint64 id, const char *attribute, const QVariant &stored)
    {
        const QVariant whole = read(id, attribute);
        if (!isSame(whole, stored))
            return u"read as "_s + shown(whole);
        const QVariant alone = m_thing.findOne({.where = {{"id", id}}, .attributes = {attribute}})
                                   .result()
                                   ->get(attribute);
        if (!isSame(alone, stored))
            return u"read alone as "_s + shown(alone);
        const Instance owner =
            *m_owner.findByPk(1, {.include = {{"things", {.where = {{"id", id}}}}}}).result();
        const QVariant included = owner.all("things").first().get(attribute);
        if (!isSame(included, stored))
            return u"read by include as "_s + shown(included);
        const Where where{{"id", id}, {attribute, whole}};
        return m_thing.count({.where = where}).result() == 1 ? QString() : u"not found again"_s;
    }

    Sequelize m_db;
    Model &m_owner;
    Model &m_thing;
};

int trials()
{
    const int asked = qEnvironmentVariableIntValue("VALUES");
    return asked > 0 ? asked : 2000;
}

} // namespace

void TestValues::comeBackOrAreRefused_data()
{
    QTest::addColumn<bool>("listens");
    QTest::addColumn<bool>("portable");
    if (isOnServer()) {
        QTest::newRow("server") << true << isPortable();
        return;
    }
    QTest::newRow("log off") << false << false;
    QTest::newRow("log on") << true << false;
    QTest::newRow("portable, log on") << true << true;
}

void TestValues::comeBackOrAreRefused()
{
    // given
    QFETCH(bool, listens);
    QFETCH(bool, portable);
    constexpr quint32 seed = 11;
    QTemporaryDir folder;
    int sent = 0;
    const Text url =
        isOnServer() ? freshDatabase() : Text("sqlite:"_L1 + folder.filePath(u"shop.sqlite"_s));
    Shop shop(url, {.logging = listens ? Logging([&sent](const QString &) { ++sent; }) : nullptr,
                    .synchronous = Synchronous::Normal,
                    .portable = portable});

    // when
    QStringList wrong;
    shop.run([&] {
        RandomValues random(seed);
        for (int i = 0; i < trials() && wrong.size() < 20; ++i) {
            const auto &[attribute, type] = types[size_t(random.below(int(types.size())))];
            const RandomValue any = random.of(type);
            const RandomValue value = isOnServer() ? onServer(any, type) : any;
            const int way = random.below(Shop::ways);
            const QString fault = shop.trial(way, attribute, value, [&sent] { return sent; });
            if (!fault.isEmpty())
                wrong +=
                    u"seed %1, trial %2, way %3, %4 given %5: %6"_s.arg(seed).arg(i).arg(way).arg(
                        QLatin1StringView(attribute), shown(value.given), fault);
        }
    });

    // then
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

void TestValues::addUpOrAreRefused()
{
    // given
    constexpr quint32 seed = 12;
    Shop shop(freshDatabase(), {.logging = nullptr, .portable = isPortable()});

    // when
    QStringList wrong;
    shop.run([&] {
        RandomValues random(seed);
        for (int i = 0; i < trials() / 4 && wrong.size() < 20; ++i) {
            const qint64 cents = random.below(1'000'000) - 500'000;
            const qint64 more = random.below(100'000) - 50'000;
            const Decimal sum = Decimal(cents, 2) + Decimal(more, 2);
            const Instance row =
                shop.thing()
                    .create({{"price", QVariant::fromValue(Decimal(cents, 2))}, {"count", cents}})
                    .result();

            const Values amounts{{"price", Decimal(more, 2).toDouble()}, {"count", more}};
            const Instance answered = row.increment(amounts).result();

            const Where where{{"id", row.get("id")},
                              {"price", QVariant::fromValue(sum)},
                              {"count", cents + more}};
            const std::optional<Instance> found = shop.thing().findOne({.where = where}).result();
            if (!found || found->get<Decimal>("price") != sum
                || answered.get<Decimal>("price") != sum)
                wrong += u"seed %1, trial %2: %3 and %4"_s.arg(seed).arg(i).arg(cents).arg(more);
        }
    });

    // then
    QVERIFY2(wrong.isEmpty(), qPrintable(wrong.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestValues)
#include "tst_values.moc"
