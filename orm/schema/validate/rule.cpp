#include "orm/schema/validate/rule.h"

#include "orm/core/decimal.h"
#include "orm/core/jsontext.h"

#include <QCoreApplication>
#include <QLocale>
#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

Validator Validator::msg(const Text &violation) const
{
    Validator same = *this;
    same.message = violation;
    return same;
}

namespace Validate {

namespace {

/// A number as a sentence shows it.
QString shownNumber(double value)
{
    return QString::number(value, 'g', QLocale::FloatingPointShortest);
}

} // namespace

QString sentence(const char *source)
{
    return QCoreApplication::translate("orm::Validate", source);
}

QString textOf(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::Double:
    case QMetaType::Float: return numberText(value.toDouble());
    case QMetaType::QDateTime: return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    case QMetaType::QDate: return value.toDate().toString(Qt::ISODate);
    default: return holdsDecimal(value) ? value.value<Decimal>().toString() : value.toString();
    }
}

Validator rule(const char *key, const QVariantList &args, const char *sentence,
               std::function<bool(const QString &text)> holds)
{
    const auto refusal = [sentence, args, holds = std::move(holds)](
                             const QVariant &value) -> std::optional<QString> {
        if (holds(textOf(value)))
            return std::nullopt;
        QString said = Validate::sentence(sentence);
        for (const QVariant &arg : args)
            if (said.contains(u'%'))
                said = said.arg(arg.typeId() == QMetaType::Double ? shownNumber(arg.toDouble())
                                                                  : textOf(arg));
        return said;
    };
    return {.key = QLatin1StringView(key), .refusal = refusal, .args = args};
}

bool isMatch(const QRegularExpression &expression, const QString &text)
{
    return expression.match(text).hasMatch();
}

namespace {

/// The number of a text such as "12.50", which has few digits and a point at most: both its digits
/// and the power of ten are exact, so that the quotient is the nearest double.
std::optional<double> shortNumber(QStringView text)
{
    constexpr qsizetype mostDigits = 15;
    qint64 digits = 0;
    double power = 1;
    qsizetype point = -1;
    if (text.isEmpty() || text.size() > mostDigits)
        return std::nullopt;
    for (qsizetype at = 0; at < text.size(); ++at) {
        const QChar c = text.at(at);
        if (c == u'.' && point < 0 && at > 0) {
            point = at;
            continue;
        }
        if (c < u'0' || c > u'9')
            return std::nullopt;
        digits = digits * 10 + (c.unicode() - u'0');
        power *= point < 0 ? 1 : 10;
    }
    return double(digits) / power;
}

} // namespace

std::optional<double> leadingNumber(const QString &text)
{
    if (const auto number = shortNumber(text))
        return number;
    static const QRegularExpression form(
        u"^\\s*([+-]?(?:Infinity|(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][+-]?\\d+)?))"_s);
    const QRegularExpressionMatch match = form.match(text);
    if (!match.hasMatch())
        return std::nullopt;
    const QString number = match.captured(1);
    if (number.endsWith("Infinity"_L1))
        return number.startsWith(u'-') ? -qInf() : qInf();
    return number.toDouble();
}

Validator isImmutable()
{
    // Which value a row had before, only the row knows.
    return {.key = u"isImmutable"_s, .refusal = [](const QVariant &) { return std::nullopt; }};
}

Validator custom(const Text &key, std::function<std::optional<QString>(const QVariant &)> refusal)
{
    return {.key = key, .refusal = std::move(refusal), .isFunction = true};
}

} // namespace Validate

} // namespace orm
