#include "app/import/importnumber.h"

#include <QRegularExpression>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestNumber = 40;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

bool isAllDigits(QStringView text)
{
    return std::all_of(text.begin(), text.end(), isDigit);
}

/// A number without its currency.
struct Bare
{
    bool isNegative = false;
    QString
        digits; ///< With all marks; begins with a digit or a decimal mark, and ends with a digit.
};

std::optional<Bare> bareNumber(const QString &cell)
{
    static const QRegularExpression form(
        uR"(^\s*([-+−]?)\s*(?:eur|euro|usd|gbp|chf|\p{Sc})?\s*([-+−]?)\s*)"
        uR"(([0-9.,](?:[0-9.,'’ \x{A0}\x{2009}\x{202F}]*[0-9])?))"
        uR"(\s*(?:eur|euro|usd|gbp|chf|\p{Sc})?\s*$)"_s,
        QRegularExpression::CaseInsensitiveOption);
    if (cell.size() > longestNumber)
        return std::nullopt;
    const auto match = form.match(cell);
    const QString signs = match.captured(1) + match.captured(2);
    if (!match.hasMatch() || signs.size() > 1)
        return std::nullopt;
    return Bare{.isNegative = !signs.isEmpty() && signs != u"+"_s, .digits = match.captured(3)};
}

/// The digits of `whole` without the marks between its thousands; nothing when these stand
/// elsewhere or are of two kinds.
std::optional<QString> withoutGroups(QStringView whole, QChar decimalMark)
{
    const auto mark = std::find_if_not(whole.begin(), whole.end(), isDigit);
    if (mark == whole.end())
        return whole.toString();
    const QList<QStringView> groups = whole.split(*mark);
    const QStringView first = groups.constFirst();
    const bool isThousands = std::all_of(groups.begin() + 1, groups.end(), [](QStringView group) {
        return group.size() == 3 && isAllDigits(group);
    });
    if (*mark == decimalMark || !isThousands || first.isEmpty() || first.size() > 3
        || first.front() == u'0' || !isAllDigits(first))
        return std::nullopt;
    return whole.toString().remove(*mark);
}

/// The number that `bare` is when `mark` stands between whole and fraction.
std::optional<QString> numberWith(const Bare &bare, QChar mark)
{
    const QStringView all = bare.digits;
    const qsizetype point = all.lastIndexOf(mark);
    const QStringView whole = point < 0 ? all : all.first(point);
    const QStringView fraction = point < 0 ? QStringView() : all.sliced(point + 1);
    const std::optional<QString> digits = withoutGroups(whole, mark);
    if (!digits || !isAllDigits(fraction) || (point >= 0 && fraction.isEmpty()))
        return std::nullopt;
    return (bare.isNegative ? u"-"_s : QString()) + (digits->isEmpty() ? u"0"_s : *digits)
           + (point < 0 ? QString() : u'.' + fraction.toString());
}

/// Whether it is digits, perhaps with `mark` before one or two more: such a cell has one reading,
/// and nearly all have.
bool isPlain(QStringView cell, QChar mark)
{
    const qsizetype point = cell.indexOf(mark);
    if (point < 0)
        return !cell.isEmpty() && isAllDigits(cell);
    const qsizetype places = cell.size() - point - 1;
    return point > 0 && places >= 1 && places <= 2 && isAllDigits(cell.first(point))
           && isAllDigits(cell.sliced(point + 1));
}

bool hasTooManyPlaces(QStringView number, int places)
{
    const qsizetype point = number.indexOf(u'.');
    if (point < 0 || number.size() - point - 1 <= places)
        return false;
    const QStringView beyond = number.sliced(point + 1 + places);
    return std::any_of(beyond.begin(), beyond.end(), [](QChar c) { return c != u'0'; });
}

} // namespace

MarkHint markHint(QStringView cell)
{
    const auto isMark = [](QChar c) { return c == u'.' || c == u','; };
    if (cell.size() > longestNumber || std::none_of(cell.begin(), cell.end(), isMark)
        || std::none_of(cell.begin(), cell.end(), isDigit))
        return MarkHint::None;
    if (isPlain(cell, u'.'))
        return MarkHint::Point;
    if (isPlain(cell, u','))
        return MarkHint::Comma;
    const std::optional<Bare> bare = bareNumber(cell.toString());
    const auto withPoint = bare ? numberWith(*bare, u'.') : std::nullopt;
    const auto withComma = bare ? numberWith(*bare, u',') : std::nullopt;
    if (withPoint == withComma)
        return MarkHint::None;
    if (withPoint && withComma)
        return MarkHint::Open;
    return withPoint ? MarkHint::Point : MarkHint::Comma;
}

ReadNumber readNumber(const QString &cell, const NumberStyle &style, int places)
{
    using Kind = ReadNumber::Kind;
    const QChar mark = style.decimalMark.value_or(u'.');
    if (places >= 2 && isPlain(cell, mark))
        return {Kind::Number, mark == u'.' ? cell : QString(cell).replace(mark, u'.')};
    const std::optional<Bare> bare = bareNumber(cell);
    const auto mine = bare ? numberWith(*bare, mark) : std::nullopt;
    const auto other = bare ? numberWith(*bare, mark == u'.' ? u',' : u'.') : std::nullopt;
    if (!mine && !other)
        return {Kind::NoNumber};
    const bool isTold = style.decimalMark && !style.isMixed;
    if (mine && other && mine != other && !isTold)
        return {Kind::Open, *mine, *other};
    if (!mine && style.decimalMark)
        return {Kind::OtherMark};
    const QString &number = mine ? *mine : *other;
    return {hasTooManyPlaces(number, places) ? Kind::TooManyPlaces : Kind::Number, number};
}

std::optional<qint64> keyIn(QStringView cell)
{
    const QStringView text = cell.trimmed();
    constexpr qsizetype mostDigits = 15; // what JSON and spreadsheets keep exactly
    const bool isKey =
        !text.isEmpty() && text.size() <= mostDigits && text.front() != u'0'
        && std::all_of(text.begin(), text.end(), [](QChar c) { return c >= u'0' && c <= u'9'; });
    return isKey ? std::optional(text.toLongLong()) : std::nullopt;
}

bool looksLikeNumber(const QString &cell)
{
    const std::optional<Bare> bare = bareNumber(cell);
    return bare && (numberWith(*bare, u'.') || numberWith(*bare, u','));
}
