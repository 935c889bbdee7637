#include "orm/core/timestamp.h"

#include <QRegularExpression>

#include <cstring>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Reads numbers from left to right and remembers the first disappointment.
class Scanner
{
public:
    explicit Scanner(QByteArrayView text)
        : m_at(text.data())
        , m_end(text.data() + text.size())
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at == m_end; }
    [[nodiscard]] bool failed() const { return m_failed; }

    int number(int digits)
    {
        int value = 0;
        for (int i = 0; i < digits; ++i) {
            const unsigned digit = m_at < m_end ? unsigned(*m_at++) - unsigned('0') : 10U;
            m_failed |= digit > 9;
            value = value * 10 + int(digit);
        }
        return value;
    }

    bool take(char c)
    {
        const bool found = m_at < m_end && *m_at == c;
        m_at += found ? 1 : 0;
        return found;
    }

    void expect(char c) { m_failed |= !take(c); }

    /// Digits after the point, of which the first three count.
    int milliseconds()
    {
        int value = 0;
        int digits = 0;
        for (; m_at < m_end && *m_at >= '0' && *m_at <= '9'; ++m_at, ++digits)
            if (digits < 3)
                value = value * 10 + (*m_at - '0');
        m_failed |= digits == 0;
        for (; digits < 3; ++digits)
            value *= 10;
        return value;
    }

    /// "Z", "+00:00", "-0530", " +00", or nothing, as milliseconds east of UTC; with seconds, too,
    /// as local mean times of old have them.
    qint64 offset()
    {
        take(' ');
        if (atEnd() || take('Z'))
            return 0;
        const bool west = take('-');
        if (!west)
            expect('+');
        const int hours = number(2);
        int minutes = 0;
        if (!atEnd()) {
            take(':');
            minutes = number(2);
        }
        const int seconds = take(':') ? number(2) : 0;
        const qint64 milliseconds = ((hours * 60 + minutes) * 60 + seconds) * 1000LL;
        return west ? -milliseconds : milliseconds;
    }

private:
    const char *m_at;
    const char *m_end;
    bool m_failed = false;
};

/// Days since 1970-01-01 in the Gregorian calendar. Years begin in March here, so that the leap day
/// is the last one of its year.
qint64 daysSince1970(int year, int month, int day)
{
    const int y = month <= 2 ? year - 1 : year;
    const int era = (y >= 0 ? y : y - 399) / 400;
    const int yearOfEra = y - era * 400;
    const int dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    const int dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear;
    return qint64(era) * 146'097 + dayOfEra - 719'468;
}

constexpr qint64 millisecondsADay = 86'400'000;

qint64 floorDivided(qint64 value, qint64 by)
{
    return value >= 0 ? value / by : (value - by + 1) / by;
}

struct Day
{
    int year = 0;
    int month = 0;
    int day = 0;
};

/// The contrary of daysSince1970().
Day dayOf(qint64 days)
{
    const qint64 fromMarch0 = days + 719'468;
    const qint64 era = floorDivided(fromMarch0, 146'097);
    const int dayOfEra = int(fromMarch0 - era * 146'097);
    const int yearOfEra =
        (dayOfEra - dayOfEra / 1460 + dayOfEra / 36'524 - dayOfEra / 146'096) / 365;
    const int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    const int month = (5 * dayOfYear + 2) / 153;
    return {.year = int(era * 400) + yearOfEra + (month >= 10 ? 1 : 0),
            .month = month < 10 ? month + 3 : month - 9,
            .day = dayOfYear - (153 * month + 2) / 5 + 1};
}

bool isDay(int year, int month, int day)
{
    static constexpr int lengths[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (month < 1 || month > 12 || day < 1 || day > lengths[month - 1])
        return false;
    const bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return month != 2 || day <= 28 || leap;
}

/// Reads digits at known places and remembers whether one of them was none.
class Digits
{
public:
    explicit Digits(const char *text)
        : m_text(text)
    {
    }
    /// The number of two digits.
    Q_ALWAYS_INLINE unsigned two(int at) { return one(at) * 10 + one(at + 1); }
    Q_ALWAYS_INLINE unsigned one(int at)
    {
        const unsigned digit = unsigned(m_text[at]) - unsigned('0');
        m_failed |= digit > 9;
        return digit;
    }
    [[nodiscard]] bool failed() const { return m_failed; }

private:
    const char *m_text;
    bool m_failed = false;
};

/// What nearly every stored date looks like, by position: the form that toTimestamp() writes, and
/// those of a server whose session is in UTC.
std::optional<qint64> millisecondsOfUsualForm(QByteArrayView text)
{
    constexpr qsizetype toSeconds = 19;
    constexpr qsizetype toMilliseconds = 23;
    const char *at = text.data();
    if (text.size() < toSeconds || at[4] != '-' || at[7] != '-' || at[10] != ' ' || at[13] != ':'
        || at[16] != ':')
        return std::nullopt;
    const bool hasFraction = text.size() > toMilliseconds && at[toSeconds] == '.';
    const QByteArrayView zone = text.sliced(hasFraction ? toMilliseconds : toSeconds);
    if (zone != "+00" && zone != " +00:00")
        return std::nullopt;
    Digits digits(at);
    const int year = int(digits.two(0) * 100 + digits.two(2));
    const int month = int(digits.two(5));
    const int day = int(digits.two(8));
    const unsigned hour = digits.two(11);
    const unsigned minute = digits.two(14);
    const unsigned second = digits.two(17);
    const unsigned millisecond = hasFraction ? digits.two(20) * 10 + digits.one(22) : 0;
    if (digits.failed() || hour > 23 || minute > 59 || second > 59 || !isDay(year, month, day))
        return std::nullopt;
    return daysSince1970(year, month, day) * millisecondsADay
           + ((hour * 60 + minute) * 60 + second) * qint64(1000) + millisecond;
}

void put(char *&at, int value, int digits)
{
    for (int i = digits - 1; i >= 0; --i, value /= 10)
        at[i] = char('0' + value % 10);
    at += digits;
}

} // namespace

bool isStorableMoment(qint64 milliseconds)
{
    constexpr qint64 year0 = -62'167'219'200'000;
    constexpr qint64 year10000 = 253'402'300'800'000;
    return milliseconds >= year0 && milliseconds < year10000;
}

bool isStorableMoment(const QDateTime &moment)
{
    return moment.isValid() && isStorableMoment(moment.toMSecsSinceEpoch());
}

bool isStorableDay(QDate day)
{
    return day.isValid() && day.year() >= 1 && day.year() <= 9999;
}

std::optional<TimestampText> timestampText(qint64 milliseconds)
{
    if (!isStorableMoment(milliseconds))
        return std::nullopt;

    const qint64 days = floorDivided(milliseconds, millisecondsADay);
    const int time = int(milliseconds - days * millisecondsADay);
    const Day day = dayOf(days);
    TimestampText text;
    std::memcpy(text.data(), "0000-00-00 00:00:00.000 +00:00", text.size());
    char *at = text.data();
    put(at, day.year, 4);
    put(++at, day.month, 2);
    put(++at, day.day, 2);
    put(++at, time / 3'600'000, 2);
    put(++at, time / 60'000 % 60, 2);
    put(++at, time / 1000 % 60, 2);
    put(++at, time % 1000, 3);
    return text;
}

QString toTimestamp(const QDateTime &moment)
{
    const auto usual = moment.isValid() ? timestampText(moment.toMSecsSinceEpoch()) : std::nullopt;
    return usual ? QString::fromLatin1(usual->data(), qsizetype(usual->size()))
                 : moment.toUTC().toString(QStringLiteral("yyyy-MM-dd hh:mm:ss.zzz +00:00"));
}

std::optional<qint64> millisecondsOfTimestamp(QByteArrayView text)
{
    if (const auto usual = millisecondsOfUsualForm(text))
        return usual;
    Scanner scan(text);
    const int year = scan.number(4);
    scan.expect('-');
    const int month = scan.number(2);
    scan.expect('-');
    const int day = scan.number(2);
    if (scan.failed() || !isDay(year, month, day))
        return std::nullopt;
    const qint64 days = daysSince1970(year, month, day) * millisecondsADay;
    if (scan.atEnd())
        return days;

    if (!scan.take(' '))
        scan.expect('T');
    const int hour = scan.number(2);
    scan.expect(':');
    const int minute = scan.number(2);
    int second = 0;
    int millisecond = 0;
    if (scan.take(':')) {
        second = scan.number(2);
        if (scan.take('.'))
            millisecond = scan.milliseconds();
    }
    const qint64 east = scan.offset();
    if (scan.failed() || !scan.atEnd() || hour > 24 || minute > 59 || second > 60)
        return std::nullopt;
    return days + ((hour * 60 + minute) * 60 + second) * 1000LL + millisecond - east;
}

std::optional<QString> timeOfDayText(const QString &text)
{
    static const QRegularExpression form(
        u"^((?:[01]\\d|2[0-3]):[0-5]\\d)(:[0-5]\\d)?(\\.\\d{1,6})?\\z"_s);
    const QRegularExpressionMatch match = form.match(text);
    const bool hasSeconds = match.hasCaptured(2);
    if (!match.hasMatch() || (match.hasCaptured(3) && !hasSeconds))
        return std::nullopt;
    QString fraction = match.captured(3);
    while (fraction.endsWith(u'0') || fraction == u".")
        fraction.chop(1);
    return match.captured(1) + (hasSeconds ? match.captured(2) : u":00"_s) + fraction;
}

} // namespace orm
