// Rules about numbers that somebody gives out: of books, goods, accounts, cards, posts and phones.
#include "orm/core/error.h"
#include "orm/schema/validate/rule.h"

#include <QHash>
#include <QRegularExpression>

#include <algorithm>
#include <array>

namespace orm::Validate {

using namespace Qt::StringLiterals;

namespace {

bool isDigits(const QString &text, qsizetype length)
{
    return text.size() == length
           && std::ranges::all_of(text, [](QChar c) { return c >= u'0' && c <= u'9'; });
}

/// The digits times 3 and 1 in turn, of which the last counts once: a multiple of ten (GS1).
bool isGoodsNumber(const QString &digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i)
        sum += digits.at(i).digitValue() * ((digits.size() - i) % 2 == 0 ? 3 : 1);
    return sum % 10 == 0;
}

/// ISO 2108: ten digits times 10 to 1 are a multiple of eleven; the last may be X for ten.
bool isOldBookNumber(const QString &text)
{
    if (text.size() != 10 || !isDigits(text.first(9), 9))
        return false;
    const QChar last = text.back();
    if (last != u'X' && (last < u'0' || last > u'9'))
        return false;
    int sum = last == u'X' ? 10 : last.digitValue();
    for (qsizetype i = 0; i < 9; ++i)
        sum += text.at(i).digitValue() * int(10 - i);
    return sum % 11 == 0;
}

/// Luhn's sum: from the right, every second digit twice, and the digits of that together.
bool isCardSum(const QString &digits)
{
    int sum = 0;
    for (qsizetype i = 0; i < digits.size(); ++i) {
        const int digit = digits.at(digits.size() - 1 - i).digitValue();
        const int twice = digit * 2;
        sum += i % 2 == 0 ? digit : twice > 9 ? twice - 9 : twice;
    }
    return sum % 10 == 0;
}

/// The first digits and lengths that issuers of cards use.
bool isCardForm(const QString &digits)
{
    static const QRegularExpression form(
        u"\\A(?:3[47]\\d{13}"            // American Express
        "|3(?:0[0-5]|[68]\\d)\\d{11}"    // Diners Club
        "|6(?:011|5\\d\\d)\\d{12,15}"    // Discover
        "|(?:2131|1800|35\\d{3})\\d{11}" // JCB
        "|(?:5[1-5]\\d\\d|222[1-9]|22[3-9]\\d|2[3-6]\\d\\d|27[01]\\d|2720)\\d{12}" // Mastercard
        "|6[27]\\d{14}|81\\d{14,17}"                                               // UnionPay
        "|4\\d{12}(?:\\d{3})?)\\z"_s);                                             // Visa
    return isMatch(form, digits);
}

/// How long the account numbers of a country are, by ISO 13616; 0 where it has none.
int accountLength(QStringView country)
{
    struct Length
    {
        QLatin1StringView country;
        int length;
    };
    static constexpr auto lengths = std::to_array<Length>(
        {{"AD"_L1, 24}, {"AE"_L1, 23}, {"AL"_L1, 28}, {"AT"_L1, 20}, {"AZ"_L1, 28}, {"BA"_L1, 20},
         {"BE"_L1, 16}, {"BG"_L1, 22}, {"BH"_L1, 22}, {"BR"_L1, 29}, {"BY"_L1, 28}, {"CH"_L1, 21},
         {"CR"_L1, 22}, {"CY"_L1, 28}, {"CZ"_L1, 24}, {"DE"_L1, 22}, {"DK"_L1, 18}, {"DO"_L1, 28},
         {"EE"_L1, 20}, {"EG"_L1, 29}, {"ES"_L1, 24}, {"FI"_L1, 18}, {"FO"_L1, 18}, {"FR"_L1, 27},
         {"GB"_L1, 22}, {"GE"_L1, 22}, {"GI"_L1, 23}, {"GL"_L1, 18}, {"GR"_L1, 27}, {"GT"_L1, 28},
         {"HR"_L1, 21}, {"HU"_L1, 28}, {"IE"_L1, 22}, {"IL"_L1, 23}, {"IQ"_L1, 23}, {"IS"_L1, 26},
         {"IT"_L1, 27}, {"JO"_L1, 30}, {"KW"_L1, 30}, {"KZ"_L1, 20}, {"LB"_L1, 28}, {"LC"_L1, 32},
         {"LI"_L1, 21}, {"LT"_L1, 20}, {"LU"_L1, 20}, {"LV"_L1, 21}, {"MC"_L1, 27}, {"MD"_L1, 24},
         {"ME"_L1, 22}, {"MK"_L1, 19}, {"MR"_L1, 27}, {"MT"_L1, 31}, {"MU"_L1, 30}, {"NL"_L1, 18},
         {"NO"_L1, 15}, {"PK"_L1, 24}, {"PL"_L1, 28}, {"PS"_L1, 29}, {"PT"_L1, 25}, {"QA"_L1, 29},
         {"RO"_L1, 24}, {"RS"_L1, 22}, {"SA"_L1, 24}, {"SC"_L1, 31}, {"SE"_L1, 24}, {"SI"_L1, 19},
         {"SK"_L1, 24}, {"SM"_L1, 27}, {"SV"_L1, 28}, {"TL"_L1, 23}, {"TN"_L1, 24}, {"TR"_L1, 26},
         {"UA"_L1, 29}, {"VA"_L1, 22}, {"VG"_L1, 24}, {"XK"_L1, 20}});
    const auto found = std::ranges::find_if(
        lengths, [country](const Length &each) { return each.country == country; });
    return found == lengths.end() ? 0 : found->length;
}

/// ISO 7064: with the first four signs at the end and letters as 10 to 35, the number is 1 modulo
/// 97.
bool isAccount(const QString &text)
{
    static const QRegularExpression form(u"\\A[A-Z]{2}\\d{2}[A-Z\\d]+\\z"_s);
    if (!isMatch(form, text) || text.size() != accountLength(QStringView(text).first(2)))
        return false;
    int rest = 0;
    const QString turned = text.sliced(4) + text.first(4);
    for (const QChar c : turned) {
        const int value = c.isDigit() ? c.digitValue() : c.unicode() - u'A' + 10;
        rest = (rest * (value > 9 ? 100 : 10) + value) % 97;
    }
    return rest == 1;
}

/// Post codes by country, as expressions.
const QHash<QString, QString> &postCodes()
{
    static const QString three = u"\\d{3}"_s;
    static const QString four = u"\\d{4}"_s;
    static const QString five = u"\\d{5}"_s;
    static const QString six = u"\\d{6}"_s;
    static const QHash<QString, QString> codes{
        {u"AT"_s, four},
        {u"AU"_s, four},
        {u"BE"_s, four},
        {u"BG"_s, four},
        {u"BR"_s, u"\\d{5}-?\\d{3}"_s},
        {u"CA"_s, u"[ABCEGHJKLMNPRSTVXY]\\d[A-Z][ -]?\\d[A-Z]\\d"_s},
        {u"CH"_s, four},
        {u"CN"_s, six},
        {u"CZ"_s, u"\\d{3} ?\\d{2}"_s},
        {u"DE"_s, five},
        {u"DK"_s, four},
        {u"EE"_s, five},
        {u"ES"_s, u"(?:5[0-2]|[0-4]\\d)\\d{3}"_s},
        {u"FI"_s, five},
        {u"FR"_s, u"(?:\\d{2} ?\\d{3})"_s},
        {u"GB"_s, u"(?:gir ?0aa|[a-z]{1,2}\\d[\\da-z]? ?\\d[a-z]{2})"_s},
        {u"GR"_s, u"\\d{3} ?\\d{2}"_s},
        {u"HR"_s, u"[1-5]\\d{4}"_s},
        {u"HU"_s, four},
        {u"IE"_s, u"[A-Z]\\d[\\dW] ?[A-Z\\d]{4}"_s},
        {u"IN"_s, u"[1-9]\\d{2} ?\\d{3}"_s},
        {u"IS"_s, three},
        {u"IT"_s, five},
        {u"JP"_s, u"\\d{3}-\\d{4}"_s},
        {u"KR"_s, five},
        {u"LT"_s, u"LT-\\d{5}"_s},
        {u"LU"_s, four},
        {u"LV"_s, u"LV-\\d{4}"_s},
        {u"MX"_s, five},
        {u"NL"_s, u"[1-9]\\d{3} ?[a-z]{2}"_s},
        {u"NO"_s, four},
        {u"NZ"_s, four},
        {u"PL"_s, u"\\d{2}-\\d{3}"_s},
        {u"PT"_s, u"\\d{4}-\\d{3}"_s},
        {u"RO"_s, six},
        {u"RU"_s, six},
        {u"SE"_s, u"[1-9]\\d{2} ?\\d{2}"_s},
        {u"SI"_s, four},
        {u"SK"_s, u"\\d{3} ?\\d{2}"_s},
        {u"TR"_s, five},
        {u"UA"_s, five},
        {u"US"_s, u"\\d{5}(?:-\\d{4})?"_s},
        {u"ZA"_s, four},
    };
    return codes;
}

} // namespace

Validator isISBN(int digits)
{
    return rule("isISBN", digits ? QVariantList{digits} : QVariantList{},
                QT_TRANSLATE_NOOP("orm::Validate", "must be an ISBN, with its right last digit"),
                [digits](const QString &text) {
                    static const QRegularExpression filling(u"[\\s-]+"_s);
                    const QString number = QString(text).remove(filling);
                    const bool isOld = digits != 13 && isOldBookNumber(number);
                    return isOld || (digits != 10 && isDigits(number, 13) && isGoodsNumber(number));
                });
}

Validator isEAN()
{
    return rule("isEAN", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be an EAN, with its right last digit"),
                [](const QString &text) {
                    const bool isLong =
                        isDigits(text, 8) || isDigits(text, 13) || isDigits(text, 14);
                    return isLong && isGoodsNumber(text);
                });
}

Validator isIBAN()
{
    return rule("isIBAN", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be an IBAN, with its right digits"),
                [](const QString &text) {
                    static const QRegularExpression filling(u"[\\s-]+"_s);
                    return isAccount(QString(text).remove(filling).toUpper());
                });
}

Validator isCreditCard()
{
    return rule("isCreditCard", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be the number of a credit card"),
                [](const QString &text) {
                    static const QRegularExpression filling(u"[- ]+"_s);
                    const QString digits = QString(text).remove(filling);
                    return isCardForm(digits) && isCardSum(digits);
                });
}

Validator isUUID(int version)
{
    const QString which = version == 0 ? u"[1-8]"_s : QString::number(version);
    const QString ends =
        version == 0 ? u"|0{8}(?:-0{4}){3}-0{12}|f{8}(?:-f{4}){3}-f{12}"_s : QString();
    const QRegularExpression form(
        u"\\A(?:[\\da-f]{8}-[\\da-f]{4}-%1[\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}%2)\\z"_s.arg(
            which, ends),
        QRegularExpression::CaseInsensitiveOption);
    return rule("isUUID", version ? QVariantList{version} : QVariantList{},
                QT_TRANSLATE_NOOP("orm::Validate", "must be a UUID"),
                [form](const QString &text) { return isMatch(form, text); });
}

Validator isPostalCode(const Text &country)
{
    QStringList forms =
        country == u"any" ? postCodes().values() : QStringList{postCodes().value(country)};
    if (forms.first().isEmpty())
        throw UsageError(u"The post codes of \"%1\" are not known; a country has two capital "
                         u"letters, such as DE."_s.arg(country));
    const QRegularExpression form(u"\\A(?:%1)\\z"_s.arg(forms.join(u'|')),
                                  QRegularExpression::CaseInsensitiveOption);
    return rule("isPostalCode", {QString(country)},
                QT_TRANSLATE_NOOP("orm::Validate", "must be a post code"),
                [form](const QString &text) { return isMatch(form, text); });
}

Validator isMobilePhone()
{
    return rule("isMobilePhone", {},
                QT_TRANSLATE_NOOP("orm::Validate",
                                  "must be a phone number with “+” and the country before it"),
                [](const QString &text) {
                    static const QRegularExpression form(u"\\A\\+[1-9]\\d{6,14}\\z"_s);
                    return isMatch(form, text);
                });
}

} // namespace orm::Validate
