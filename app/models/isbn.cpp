#include "app/models/isbn.h"

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype oldDigits = 10;
constexpr qsizetype newDigits = 13;
/// No publisher's number begins with more zeros than this leaves.
constexpr qsizetype fewestDigits = 7;

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

/// Without what stands between the digits; empty where there is more than that.
QString plainNumber(const QString &text)
{
    QString number;
    for (const QChar c : text) {
        if (isDigit(c) || c.toUpper() == u'X')
            number += c.toUpper();
        else if (!c.isSpace() && c != u'-' && c != QChar(0x2010) && c != QChar(0x2011))
            return {};
    }
    return number;
}

/// Whether the last of ten digits, where X is ten, is the one that the others ask for.
bool isOldNumber(const QString &number)
{
    if (number.size() != oldDigits || !std::all_of(number.begin(), number.end() - 1, isDigit))
        return false;
    int sum = 0;
    for (qsizetype i = 0; i < oldDigits; ++i)
        sum += int(oldDigits - i) * (number.at(i) == u'X' ? 10 : number.at(i).digitValue());
    return sum % 11 == 0;
}

/// The last of thirteen digits, which the others ask for.
QString checkDigit(QStringView others)
{
    int sum = 0;
    for (qsizetype i = 0; i < others.size(); ++i)
        sum += others.at(i).digitValue() * (i % 2 == 0 ? 1 : 3);
    return QString::number((10 - sum % 10) % 10);
}

QString newNumber(const QString &old)
{
    const QString number = u"978"_s + old.first(oldDigits - 1);
    return number + checkDigit(number);
}

/// `fewest`: of how many digits zeros at the beginning may be missing.
QString kept(const QString &text, qsizetype fewest)
{
    const QString number = plainNumber(text);
    if (number.isEmpty())
        return text.trimmed();
    const bool mayLackZeros = number.size() >= fewest;
    const QString old = mayLackZeros ? number.rightJustified(oldDigits, u'0') : number;
    return isOldNumber(old) ? newNumber(old) : number;
}

} // namespace

QString keptIsbn(const QString &text)
{
    return kept(text, oldDigits - 1);
}

QString isbnInCell(const QString &text)
{
    return kept(text, fewestDigits);
}

bool isKeptIsbn(const QString &text)
{
    return text.size() == newDigits && std::all_of(text.begin(), text.end(), isDigit)
           && text.endsWith(checkDigit(QStringView(text).chopped(1)));
}
