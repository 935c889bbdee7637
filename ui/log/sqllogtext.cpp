#include "ui/log/sqllogtext.h"

#include "orm/core/decimal.h"

#include <QCoreApplication>
#include <QLocale>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestValue = 200;
constexpr qsizetype longestList = 2'000;

} // namespace

QString typeText(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::QString: return QCoreApplication::translate("SqlLog", "text");
    case QMetaType::QByteArray: return QCoreApplication::translate("SqlLog", "bytes");
    case QMetaType::Bool: return QCoreApplication::translate("SqlLog", "truth");
    case QMetaType::Int:
    case QMetaType::LongLong: return QCoreApplication::translate("SqlLog", "integer");
    default: return QCoreApplication::translate("SqlLog", "number");
    }
}

QString valueText(const QVariant &value)
{
    if (!value.isValid() || value.isNull() || value.typeId() == QMetaType::Nullptr)
        return u"null"_s;
    switch (value.typeId()) {
    case QMetaType::QByteArray:
        return QCoreApplication::translate("SqlLog", "%n byte(s)", nullptr,
                                           int(value.toByteArray().size()));
    case QMetaType::QString: return u"'%1'"_s.arg(oneLine(value.toString(), longestValue));
    case QMetaType::Double:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    default: break;
    }
    if (orm::holdsDecimal(value))
        return value.value<orm::Decimal>().toString();
    return oneLine(value.toString(), longestValue);
}

QString valuesText(const QVariantList &values)
{
    QString text;
    for (qsizetype i = 0; i < values.size(); ++i) {
        text += i == 0 ? u"["_s : u", "_s;
        if (text.size() > longestList)
            return text + u"…]"_s;
        text += valueText(values.at(i));
    }
    return text.isEmpty() ? text : text + u']';
}

QString oneLine(const QString &text, qsizetype longest)
{
    QString line = text.left(longest);
    for (QChar &c : line) {
        if (c.isSpace() || c.category() == QChar::Other_Control)
            c = u' ';
    }
    if (text.size() <= longest)
        return line;
    if (line.back().isHighSurrogate())
        line.chop(1);
    return line + u'…';
}

QString millisecondsText(qint64 nanoseconds)
{
    const double milliseconds = double(nanoseconds) / 1e6;
    const int digits = milliseconds < 10 ? 3 : milliseconds < 100 ? 1 : 0;
    return QLocale().toString(milliseconds, 'f', digits);
}

} // namespace ui
