#include "ui/widgets/numberspin.h"

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"

#include <QLineEdit>
#include <QWheelEvent>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// A double holds this many hundredths exactly; one more below stands for "no number".
constexpr double limit = 999'999'999'999.0;
constexpr double nothing = -limit - 1;

} // namespace

NumberSpin::NumberSpin(int decimals, QWidget *parent)
    : QDoubleSpinBox(parent)
{
    setDecimals(decimals);
    setRange(nothing, limit);
    setValue(nothing);
    setAccelerated(true);
    setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    connect(lineEdit(), &QLineEdit::textEdited, this, &NumberSpin::edited);
}

bool NumberSpin::isEmpty() const
{
    return cleanText().isEmpty();
}

QVariant NumberSpin::number() const
{
    if (isEmpty())
        return orm::null();
    QString plain = cleanText();
    plain.remove(locale().groupSeparator()).replace(locale().decimalPoint(), u"."_s);
    const std::optional<orm::Decimal> exact = orm::Decimal::fromString(plain);
    if (!exact)
        return cleanText(); // half a number, such as "-", which the model refuses
    if (decimals() == 0)
        return plain.toLongLong();
    return QVariant::fromValue(exact->rounded(decimals()));
}

void NumberSpin::setNumber(const QVariant &number)
{
    if (!number.isValid() || number.isNull())
        setValue(nothing);
    else if (orm::holdsDecimal(number))
        setValue(number.value<orm::Decimal>().toDouble());
    else
        setValue(number.toDouble());
}

void NumberSpin::setZerosShown(bool shown)
{
    m_areZerosShown = shown;
}

void NumberSpin::setPlaceholderText(const QString &text)
{
    lineEdit()->setPlaceholderText(text);
}

QString NumberSpin::placeholderText() const
{
    return lineEdit()->placeholderText();
}

QValidator::State NumberSpin::validate(QString &text, int &position) const
{
    if (text.trimmed().isEmpty())
        return QValidator::Acceptable;
    const QString own = locale().decimalPoint();
    const QString other = own == u","_s ? u"."_s : u","_s;
    if (text.contains(own))
        text.remove(other); // it can only be a mark between thousands
    else
        text.replace(other, own);
    position = std::min(position, int(text.size()));
    return QDoubleSpinBox::validate(text, position);
}

double NumberSpin::valueFromText(const QString &text) const
{
    return text.trimmed().isEmpty() ? nothing : QDoubleSpinBox::valueFromText(text);
}

QString NumberSpin::textFromValue(double value) const
{
    if (value <= nothing)
        return {};
    QString text = locale().toString(value, 'f', decimals()).remove(locale().groupSeparator());
    if (m_areZerosShown || decimals() == 0)
        return text;
    while (text.endsWith(locale().zeroDigit()))
        text.chop(1);
    return text.endsWith(locale().decimalPoint()) ? text.chopped(1) : text;
}

void NumberSpin::stepBy(int steps)
{
    if (isEmpty())
        setValue(std::max(steps, 0));
    else
        setValue(std::max(value() + steps * singleStep(), value() >= 0 ? 0.0 : -limit));
    selectAll();
    emit edited();
}

QAbstractSpinBox::StepEnabled NumberSpin::stepEnabled() const
{
    if (isReadOnly())
        return StepNone;
    return isEmpty() ? StepUpEnabled : StepUpEnabled | StepDownEnabled;
}

void NumberSpin::wheelEvent(QWheelEvent *event)
{
    // Scrolling past must not change a price.
    if (hasFocus())
        QDoubleSpinBox::wheelEvent(event);
    else
        event->ignore();
}

} // namespace ui
