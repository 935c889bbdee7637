// Rules about numbers and moments.
#include "orm/schema/validate/rule.h"

#include <QRegularExpression>

namespace orm::Validate {

using namespace Qt::StringLiterals;

namespace {

/// What `low` and `high` are as arguments.
template<typename T>
QVariantList limits(const std::optional<T> &low, const std::optional<T> &high)
{
    QVariantList args;
    if (low || high)
        args += low ? QVariant::fromValue(*low) : QVariant();
    if (high)
        args += QVariant::fromValue(*high);
    return args;
}

/// The moment of a text; a day is its beginning, in the time of Greenwich.
QDateTime momentOf(const QString &text)
{
    static const QRegularExpression day(u"\\A\\d{4}-\\d\\d-\\d\\d\\z"_s);
    QDateTime moment = isMatch(day, text)
                           ? QDateTime(QDate::fromString(text, Qt::ISODate), QTime(0, 0), Qt::UTC)
                           : QDateTime::fromString(text, Qt::ISODateWithMs);
    return moment.isValid() ? moment : QDateTime::fromString(text, Qt::RFC2822Date);
}

} // namespace

Validator isNumeric()
{
    return rule("isNumeric", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be a number"),
                [](const QString &text) {
                    static const QRegularExpression form(u"\\A[+-]?(?:\\d*\\.)?\\d+\\z"_s);
                    return isMatch(form, text);
                });
}

Validator isInt(std::optional<qint64> low, std::optional<qint64> high)
{
    return rule("isInt", limits(low, high),
                QT_TRANSLATE_NOOP("orm::Validate", "must be a whole number within its limits"),
                [low, high](const QString &text) {
                    static const QRegularExpression form(u"\\A[+-]?\\d+\\z"_s);
                    const double number = text.toDouble();
                    return isMatch(form, text) && !(low && number < double(*low))
                           && !(high && number > double(*high));
                });
}

Validator isFloat(std::optional<double> low, std::optional<double> high)
{
    return rule("isFloat", limits(low, high),
                QT_TRANSLATE_NOOP("orm::Validate", "must be a number within its limits"),
                [low, high](const QString &text) {
                    static const QRegularExpression form(
                        u"\\A[+-]?\\d*(?:\\.\\d*)?(?:[eE][+-]?\\d+)?\\z"_s);
                    const std::optional<double> number = leadingNumber(text);
                    const bool isIn = number
                                          ? !(low && *number < *low) && !(high && *number > *high)
                                          : !low && !high;
                    const bool isNothing =
                        text.isEmpty() || text == u"." || text == u"-" || text == u"+";
                    return !isNothing && isMatch(form, text) && isIn;
                });
}

Validator isDecimal()
{
    return rule("isDecimal", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be a decimal number"),
                [](const QString &text) {
                    static const QRegularExpression form(
                        u"\\A(?:-?\\d+)?(?:\\.\\d*)?(?:[eE][+-]?\\d+)?\\z"_s);
                    return !text.isEmpty() && isMatch(form, text);
                });
}

Validator min(double low)
{
    return rule("min", {low}, QT_TRANSLATE_NOOP("orm::Validate", "must be at least %1"),
                [low](const QString &text) { return leadingNumber(text).value_or(low) >= low; });
}

Validator max(double high)
{
    return rule("max", {high}, QT_TRANSLATE_NOOP("orm::Validate", "must be at most %1"),
                [high](const QString &text) { return leadingNumber(text).value_or(high) <= high; });
}

Validator isDate()
{
    return rule("isDate", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be a date"),
                [](const QString &text) { return momentOf(text).isValid(); });
}

Validator isAfter(const std::optional<QDateTime> &moment)
{
    return rule("isAfter", moment ? QVariantList{*moment} : QVariantList{},
                moment ? QT_TRANSLATE_NOOP("orm::Validate", "must be after %1")
                       : QT_TRANSLATE_NOOP("orm::Validate", "must lie in the future"),
                [moment](const QString &text) {
                    const QDateTime given = momentOf(text);
                    return given.isValid()
                           && given > moment.value_or(QDateTime::currentDateTimeUtc());
                });
}

Validator isBefore(const std::optional<QDateTime> &moment)
{
    return rule("isBefore", moment ? QVariantList{*moment} : QVariantList{},
                moment ? QT_TRANSLATE_NOOP("orm::Validate", "must be before %1")
                       : QT_TRANSLATE_NOOP("orm::Validate", "must lie in the past"),
                [moment](const QString &text) {
                    const QDateTime given = momentOf(text);
                    return given.isValid()
                           && given < moment.value_or(QDateTime::currentDateTimeUtc());
                });
}

} // namespace orm::Validate
