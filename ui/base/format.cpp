#include "ui/base/format.h"

#include <QCoreApplication>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qint64 minute = 60;
constexpr qint64 hour = 60 * minute;
constexpr qint64 day = 24 * hour;

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::Format", text);
}

std::optional<orm::Decimal> toDecimal(const QVariant &value, int decimals)
{
    if (orm::holdsDecimal(value))
        return value.value<orm::Decimal>().rounded(decimals);
    if (value.typeId() == QMetaType::Double)
        return orm::Decimal::fromDouble(value.toDouble(), decimals);
    bool isWhole = false;
    const qint64 whole = value.toLongLong(&isWhole);
    return isWhole ? std::optional(orm::Decimal(whole, 0).rounded(decimals)) : std::nullopt;
}

/// "1234567" as "1.234.567" in German: QLocale groups only what fits in its own integers.
QString grouped(const QString &digits, const QLocale &locale)
{
    bool fits = false;
    const qulonglong number = digits.toULongLong(&fits);
    return fits ? locale.toString(number) : digits;
}

} // namespace

QString formatNumber(const QVariant &value, int decimals, const QLocale &locale)
{
    if (!value.isValid() || value.isNull())
        return {};
    const std::optional<orm::Decimal> number = toDecimal(value, decimals);
    if (!number)
        return value.toString();

    const QString plain = number->toString();
    const bool negative = plain.startsWith(u'-');
    const qsizetype point = plain.indexOf(u'.');
    const qsizetype start = negative ? 1 : 0;
    const QString whole = plain.mid(start, point < 0 ? -1 : point - start);
    QString text = negative ? locale.negativeSign() : QString();
    text += grouped(whole, locale);
    if (point >= 0)
        text += locale.decimalPoint() + plain.mid(point + 1);
    return text;
}

QString formatMoment(const QDateTime &moment, const QDateTime &now, const QLocale &locale)
{
    if (!moment.isValid())
        return {};
    const qint64 age = moment.secsTo(now);
    if (age >= 0 && age < minute)
        return tr("just now");
    if (age >= 0 && age < hour)
        return tr("%1 min ago").arg(locale.toString(age / minute));
    if (age >= 0 && age < day)
        return tr("%1 h ago").arg(locale.toString(age / hour));
    return locale.toString(moment.toLocalTime().date(), QLocale::ShortFormat);
}

QString formatMoment(const QDateTime &moment)
{
    return formatMoment(moment, QDateTime::currentDateTimeUtc());
}

QString formatExactMoment(const QDateTime &moment, const QLocale &locale)
{
    if (!moment.isValid())
        return {};
    const QDateTime local = moment.toLocalTime();
    return tr("%1, %2").arg(locale.toString(local.date(), QLocale::LongFormat),
                            locale.toString(local.time(), u"HH:mm:ss"_s));
}

int decimalsOf(const FieldSpec &field, const orm::Model &model)
{
    const orm::AttributeDefinition *attribute = model.attribute(field.attribute);
    if (attribute && attribute->options.type.scale() >= 0)
        return attribute->options.type.scale();
    if (attribute && attribute->options.type.isInteger())
        return 0;
    return 2;
}

QString formatField(const FieldSpec &field, const orm::Model &model, const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return {};
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::CompletingText:
    case FieldKind::RelatedText: return value.toString();
    case FieldKind::Number:
    case FieldKind::Money: return formatNumber(value, decimalsOf(field, model));
    case FieldKind::Moment: return formatMoment(value.toDateTime());
    case FieldKind::Key: return value.toString();
    case FieldKind::Note: return field.shownAs ? field.shownAs(value.toString()) : value.toString();
    case FieldKind::Names: return value.toStringList().join(u", "_s);
    case FieldKind::Sum: return formatNumber(value, decimalsOf(field, model));
    case FieldKind::Image: break;
    }
    return {};
}

} // namespace ui
