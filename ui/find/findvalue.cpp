#include "ui/find/findvalue.h"

#include <QDate>
#include <QRegularExpression>

#include <array>
#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

using Kind = orm::DataType::Kind;
using Relation = FindTerm::Relation;

/// Days from `first` up to, and without, `after`.
struct Days
{
    QDate first;
    QDate after;
};

/// Reads the value of one term by the type of its field.
class FindValue
{
    Q_DECLARE_TR_FUNCTIONS(FindValue)

public:
    FindValue(const FindTerm &term, const FindLanguage &language)
        : m_term(term)
        , m_type(term.field->type)
        , m_locale(language.locale)
    {
    }

    [[nodiscard]] orm::Where condition() const;

private:
    [[nodiscard]] orm::Where textCondition() const;
    [[nodiscard]] orm::Where boolCondition() const;
    [[nodiscard]] orm::Where numberCondition() const;
    [[nodiscard]] orm::Where dayCondition() const;
    [[nodiscard]] orm::Where compared(const orm::Operand &value) const;
    [[nodiscard]] orm::Operand number(const QString &text) const;
    [[nodiscard]] Days days(const QString &text) const;
    [[nodiscard]] orm::Operand startOf(QDate day) const;
    [[nodiscard]] std::optional<std::array<QString, 2>> range() const;
    [[nodiscard]] bool isDay() const
    {
        return m_type.kind() == Kind::Date || m_type.kind() == Kind::DateOnly;
    }
    [[nodiscard]] QString name() const { return m_term.field->names.value(0); }
    [[noreturn]] void refuse(const QString &message) const;

    const FindTerm &m_term;
    const orm::DataType m_type;
    const QLocale m_locale;
};

orm::Where FindValue::condition() const
{
    if (m_type.kind() == Kind::Boolean)
        return boolCondition();
    if (!m_type.isNumber() && !isDay())
        return textCondition();
    const bool asksForNone = m_term.value.compare(u"none", Qt::CaseInsensitive) == 0;
    if (asksForNone
        && (m_term.relation == Relation::Contains || m_term.relation == Relation::Equal))
        return orm::Op::is(nullptr);
    return isDay() ? dayCondition() : numberCondition();
}

orm::Where FindValue::textCondition() const
{
    const QString text = composed(m_term.value);
    if (m_term.relation == Relation::Contains)
        return orm::Op::substring(text);
    if (m_term.relation == Relation::Equal)
        return orm::Op::eq(text);
    refuse(tr("%1 holds text and cannot be more or less; write %1:%2 or %1=%2.")
               .arg(name(), m_term.value));
}

orm::Where FindValue::boolCondition() const
{
    const QString word = m_term.value.toLower();
    const bool yes = word == u"yes" || word == u"true" || word == u"1";
    const bool no = word == u"no" || word == u"false" || word == u"0";
    if (yes == no || (m_term.relation != Relation::Contains && m_term.relation != Relation::Equal))
        refuse(tr("%1 is yes or no; write %1:yes or %1:no.").arg(name()));
    return orm::Op::eq(yes);
}

orm::Where FindValue::numberCondition() const
{
    const auto ends = range();
    if (!ends)
        return compared(number(m_term.value));
    const auto &[low, high] = *ends;
    if (high.isEmpty())
        return orm::Op::gte(number(low));
    if (low.isEmpty())
        return orm::Op::lte(number(high));
    const orm::Operand from = number(low);
    const orm::Operand to = number(high);
    const auto asDouble = [](const orm::Operand &value) {
        return orm::holdsDecimal(*value.data()) ? value.data()->value<orm::Decimal>().toDouble()
                                                : value.data()->toDouble();
    };
    if (asDouble(from) > asDouble(to))
        refuse(tr("The range “%1” begins after it ends.").arg(m_term.value));
    return orm::Op::between(from, to);
}

orm::Where FindValue::dayCondition() const
{
    const auto ends = range();
    const Days first = days(ends ? ends->front() : m_term.value);
    const Days last = ends ? days(ends->back()) : first;
    const orm::Operand start = startOf(first.first);
    const orm::Operand after = startOf(last.after);
    switch (m_term.relation) {
    case Relation::Less: return orm::Op::lt(start);
    case Relation::LessOrEqual: return orm::Op::lt(after);
    case Relation::Greater: return orm::Op::gte(after);
    case Relation::GreaterOrEqual: return orm::Op::gte(start);
    case Relation::Contains:
    case Relation::Equal: break;
    }
    if (!last.after.isValid())
        return orm::Op::gte(start);
    if (!first.first.isValid())
        return orm::Op::lt(after);
    if (first.first >= last.after)
        refuse(tr("The range “%1” begins after it ends.").arg(m_term.value));
    return {{orm::Operator::Gte, start}, {orm::Operator::Lt, after}};
}

orm::Where FindValue::compared(const orm::Operand &value) const
{
    switch (m_term.relation) {
    case Relation::Contains:
    case Relation::Equal: return orm::Op::eq(value);
    case Relation::Less: return orm::Op::lt(value);
    case Relation::LessOrEqual: return orm::Op::lte(value);
    case Relation::Greater: return orm::Op::gt(value);
    case Relation::GreaterOrEqual: return orm::Op::gte(value);
    }
    Q_UNREACHABLE();
}

/// The number in the locale's notation, or else in the plain one: where the comma is the decimal
/// sign, 1.234 is more than a thousand, and 12.50 can only mean the plain notation.
orm::Operand FindValue::number(const QString &text) const
{
    static const QRegularExpression plain(uR"(^[+-]?(\d+(\.\d*)?|\.\d+)$)"_s);
    bool inLocale = false;
    m_locale.toDouble(text, &inLocale);
    QString digits = text;
    if (inLocale) {
        digits.remove(m_locale.groupSeparator());
        digits.replace(m_locale.decimalPoint(), u"."_s);
    }
    const auto decimal =
        plain.match(digits).hasMatch() ? orm::Decimal::fromString(digits) : std::nullopt;
    if (m_type.isInteger()) {
        bool fits = false;
        const qint64 whole = digits.toLongLong(&fits);
        if (decimal && fits)
            return whole;
        refuse(tr("%1 needs a whole number, not “%2”.").arg(name(), text));
    }
    if (!decimal)
        refuse(tr("%1 needs a number, not “%2”.").arg(name(), text));
    return m_type.kind() == Kind::Decimal ? orm::Operand(*decimal)
                                          : orm::Operand(decimal->toDouble());
}

/// A year, a month or a day; no days at all for the open end of a range.
Days FindValue::days(const QString &text) const
{
    static const QRegularExpression year(uR"(^\d{4}$)"_s);
    static const QRegularExpression month(uR"(^\d{4}-\d{1,2}$)"_s);
    if (text.isEmpty())
        return {};
    QDate first;
    if (year.match(text).hasMatch()) {
        first = QDate(text.toInt(), 1, 1);
        if (first.isValid())
            return {first, first.addYears(1)};
    }
    if (month.match(text).hasMatch()) {
        first = QDate(text.left(4).toInt(), text.mid(5).toInt(), 1);
        if (first.isValid())
            return {first, first.addMonths(1)};
    }
    if (text.compare(u"today", Qt::CaseInsensitive) == 0)
        first = QDate::currentDate();
    else if (text.compare(u"yesterday", Qt::CaseInsensitive) == 0)
        first = QDate::currentDate().addDays(-1);
    else
        first = QDate::fromString(text, u"yyyy-M-d"_s);
    if (!first.isValid()) {
        QString format = m_locale.dateFormat(QLocale::ShortFormat);
        format.replace(QRegularExpression(u"y+"_s), u"yyyy"_s);
        format.replace(QRegularExpression(u"d+"_s), u"d"_s);
        format.replace(QRegularExpression(u"M+"_s), u"M"_s);
        first = m_locale.toDate(text, format);
    }
    if (!first.isValid())
        refuse(
            tr("%1 needs a date such as 2024, 2024-05 or 2024-05-17, not “%2”.").arg(name(), text));
    return {first, first.addDays(1)};
}

/// Where a day begins for the person who asks.
orm::Operand FindValue::startOf(QDate day) const
{
    if (m_type.kind() == Kind::DateOnly)
        return day;
    return day.startOfDay(Qt::LocalTime).toUTC();
}

/// Both ends of `10..20`, of which one may be empty.
std::optional<std::array<QString, 2>> FindValue::range() const
{
    const qsizetype dots = m_term.value.indexOf(u".."_s);
    if (dots < 0)
        return {};
    if (m_term.relation != Relation::Contains && m_term.relation != Relation::Equal)
        refuse(tr("A range goes with a colon: %1:%2.").arg(name(), m_term.value));
    const std::array ends{m_term.value.left(dots), m_term.value.mid(dots + 2)};
    if (ends[0].isEmpty() && ends[1].isEmpty())
        refuse(tr("The range has no ends; write %1:10..20.").arg(name()));
    return ends;
}

void FindValue::refuse(const QString &message) const
{
    throw FindError{message, m_term.valueStart, m_term.valueLength};
}

} // namespace

orm::Where findCondition(const FindTerm &term, const FindLanguage &language)
{
    return FindValue(term, language).condition();
}

QString composed(const QString &text)
{
    QString whole;
    QString run;
    const auto endRun = [&] {
        whole += std::exchange(run, {}).normalized(QString::NormalizationForm_C);
    };
    for (const char32_t letter : text.toUcs4()) {
        const QString one = QString::fromUcs4(&letter, 1);
        const bool isTakenApart = one.normalized(QString::NormalizationForm_C).size() > one.size();
        if (isTakenApart)
            endRun();
        (isTakenApart ? whole : run) += one;
    }
    endRun();
    return whole;
}

} // namespace ui
