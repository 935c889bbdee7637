#pragma once

#include "orm/orm.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QUuid>

#include <bit>
#include <cmath>
#include <limits>
#include <random>

/// A value as somebody may give it for a type, and what must come back for it.
struct RandomValue
{
    QVariant given;
    /// As the type has it in memory; nothing when the value must be refused.
    std::optional<QVariant> stored;
};

/// Random values of every type that SQLite has, sound ones and others; the same for the same seed.
class RandomValues
{
public:
    using Kind = orm::DataType::Kind;

    explicit RandomValues(quint32 seed)
        : m_random(seed)
    {
    }

    int below(int limit) { return int(m_random() % quint32(limit)); }
    /// Once in `often` times.
    bool isLucky(int often) { return below(often) == 0; }

    RandomValue of(const orm::DataType &type)
    {
        using namespace Qt::StringLiterals;
        if (isLucky(15))
            return {orm::null(), orm::null()};
        switch (type.kind()) {
        case Kind::String:
        case Kind::Text: return text(type.length());
        case Kind::Integer:
        case Kind::BigInt: return whole();
        case Kind::Double:
        case Kind::Float: return real();
        case Kind::Decimal: return decimal(type);
        case Kind::Boolean: return same(isLucky(2));
        case Kind::Date: return moment();
        case Kind::DateOnly: return day();
        case Kind::Time: return time();
        case Kind::Uuid: return isLucky(10) ? refused(u"none"_s) : uuid();
        case Kind::Blob: return blob();
        case Kind::Enum: return isLucky(10) ? refused(u"z"_s) : same(isLucky(2) ? u"x"_s : u"y"_s);
        case Kind::Json: return document();
        default: Q_UNREACHABLE();
        }
    }

private:
    static RandomValue same(const QVariant &value) { return {value, value}; }
    static RandomValue refused(const QVariant &value) { return {value, std::nullopt}; }

    quint64 bits() { return quint64(m_random()) << 32 | m_random(); }
    QByteArray bytes(int size)
    {
        QByteArray all(""); // an empty one is not null
        for (int i = 0; i < size; ++i)
            all += char(below(256));
        return all;
    }

    QString letters(int count)
    {
        using namespace Qt::StringLiterals;
        static const QStringList all{u"a"_s, u"Z"_s,  u"0"_s,  u"é"_s, u"日"_s, u"😀"_s,
                                     u"'"_s, u"\""_s, u"\\"_s, u"%"_s, u"\n"_s, u"$1"_s,
                                     u" "_s, u"`"_s,  u"?"_s,  u":a"_s};
        QString text(u""_s);
        for (int i = 0; i < count; ++i)
            text += all.at(below(int(all.size())));
        return text;
    }

    RandomValue text(int length)
    {
        if (isLucky(20))
            return {QString(), orm::null()};
        QString text = letters(below(12));
        if (isLucky(20))
            return refused(text + QChar(isLucky(2) ? 0 : 0xd800 + below(0x800)));
        if (length >= 0 && isLucky(20))
            return refused(QString(length + 1, u'x'));
        return same(text);
    }

    RandomValue whole()
    {
        constexpr qint64 most = std::numeric_limits<qint64>::max();
        switch (below(10)) {
        case 0: return refused(QVariant::fromValue(quint64(most) + 1 + bits() / 2));
        case 1: return refused(below(1000) + 0.5);
        case 2: return refused(1e19);
        case 3: {
            const qint64 number = below(1000);
            return {isLucky(2) ? QVariant(double(number)) : QVariant(QString::number(number)),
                    number};
        }
        default: break;
        }
        return same(qint64(bits()) >> below(64));
    }

    RandomValue real()
    {
        switch (below(10)) {
        case 0: return same(isLucky(2) ? qInf() : -qInf());
        case 1: return refused(qQNaN());
        case 2: return same(double(below(2000) - 1000));
        case 3: {
            const qint64 whole = qint64(bits()) >> below(64);
            return qint64(double(whole) / 2) * 2 == whole || std::abs(double(whole)) < 9e15
                       ? RandomValue{whole, double(whole)}
                       : refused(whole);
        }
        case 4: {
            const orm::Decimal number(qint64(bits()) >> below(64), below(10));
            const double nearest = number.toDouble();
            return orm::Decimal::fromDouble(nearest) == number
                       ? RandomValue{QVariant::fromValue(number), nearest}
                       : refused(QVariant::fromValue(number));
        }
        default: break;
        }
        const auto value = std::bit_cast<double>(bits());
        return std::isnan(value) ? refused(value) : same(value);
    }

    RandomValue decimal(const orm::DataType &type)
    {
        const bool isScaled = type.scale() >= 0;
        const qint64 limit = isScaled ? 100'000'000'000 : 1'000'000'000'000;
        const int scale = isScaled ? below(5) : below(12);
        const orm::Decimal number(qint64(bits() % quint64(limit * 2)) - limit, scale);
        QVariant given = QVariant::fromValue(number);
        orm::Decimal meant = number;
        switch (below(6)) {
        case 0: given = number.toString(); break;
        case 1:
            given = number.toDouble();
            meant = *orm::Decimal::fromDouble(number.toDouble());
            break;
        case 2: return refused(isLucky(2) ? qInf() : qQNaN());
        default: break;
        }
        const orm::Decimal stored = isScaled ? meant.rounded(type.scale()) : meant;
        const orm::Decimal room(100'000'000, 0);
        if (isScaled && (stored >= room || stored <= orm::Decimal(-100'000'000, 0)))
            return refused(given);
        return {given, QVariant::fromValue(stored)};
    }

    RandomValue moment()
    {
        constexpr qint64 year0 = -62'167'219'200'000;
        constexpr qint64 year10000 = 253'402'300'800'000;
        if (isLucky(15))
            return refused(QDateTime());
        if (isLucky(15))
            return refused(QDateTime::fromMSecsSinceEpoch(
                isLucky(2) ? year0 - 1 - below(1000) : year10000 + below(1000), Qt::UTC));
        const auto milliseconds = qint64(bits() % quint64(year10000 - year0)) + year0;
        const QDateTime utc = QDateTime::fromMSecsSinceEpoch(milliseconds, Qt::UTC);
        return {isLucky(3) ? utc.toOffsetFromUtc(60 * (below(1400) - 700)) : utc, utc};
    }

    RandomValue day()
    {
        if (isLucky(15))
            return refused(QDate());
        if (isLucky(15))
            return refused(QDate(isLucky(2) ? -5 : 10'000 + below(100), 3, 4));
        return same(QDate(1, 1, 1).addDays(below(3'652'000)));
    }

    RandomValue time()
    {
        using namespace Qt::StringLiterals;
        if (isLucky(10))
            return isLucky(2) ? shortTime(u"%1:30"_s.arg(below(24), 2, 10, QChar(u'0')))
                              : refused(u"%1:30"_s.arg(24 + below(70)));
        if (isLucky(15))
            return refused(QTime());
        const QTime time =
            QTime::fromMSecsSinceStartOfDay(isLucky(2) ? below(86'400) * 1000 : below(86'400'000));
        QString text = time.toString(time.msec() ? u"HH:mm:ss.zzz" : u"HH:mm:ss");
        while (time.msec() && text.endsWith(u'0'))
            text.chop(1);
        return {isLucky(3) ? QVariant(time.toString(u"HH:mm:ss.zzz")) : QVariant(time), text};
    }
    /// A time without seconds, which are zero then.
    static RandomValue shortTime(const QString &text)
    {
        return {text, text + QStringLiteral(":00")};
    }

    RandomValue uuid()
    {
        const QUuid value = QUuid::fromRfc4122(bytes(16));
        const QString text = value.toString(QUuid::WithoutBraces);
        return {isLucky(2) ? QVariant(value) : QVariant(text), text};
    }

    RandomValue blob()
    {
        if (isLucky(15))
            return {QByteArray(), orm::null()};
        return same(QVariant(isLucky(10) ? QByteArray("") : bytes(below(30))));
    }

    QJsonValue sound(int depth)
    {
        using namespace Qt::StringLiterals;
        switch (below(depth > 0 ? 8 : 6)) {
        case 0: return QJsonValue::Null;
        case 1: return isLucky(2);
        case 2: return qint64(bits()) >> below(64);
        case 3: return (below(4000) - 2000) / 16.0;
        case 4: return QString::number(below(3));
        case 5: return letters(below(6));
        case 6: {
            QJsonArray items;
            for (int i = below(4); i > 0; --i)
                items += sound(depth - 1);
            return items;
        }
        default: {
            static const QStringList keys{u"a"_s, u"b"_s, u"a.b"_s, u"[x]"_s, u"ü"_s, u"x y"_s};
            QJsonObject members;
            for (int i = below(4); i > 0; --i)
                members.insert(keys.at(below(int(keys.size()))), sound(depth - 1));
            return members;
        }
        }
    }

    RandomValue document()
    {
        using namespace Qt::StringLiterals;
        if (isLucky(15))
            return refused(QVariant::fromValue(QJsonValue(
                QJsonArray{isLucky(2) ? QJsonValue(qInf()) : QJsonValue(QString(QChar(0xdc00)))})));
        if (isLucky(15))
            return refused(
                QVariant::fromValue(QJsonValue(QJsonObject{{u"a"_s + QChar(0), below(9)}})));
        const QJsonValue value = sound(3);
        const QVariant given = QVariant::fromValue(value);
        return value.isNull() ? RandomValue{given, orm::null()} : same(given);
    }

    std::mt19937 m_random;
};
