#include "ui/export/textoutput.h"

#include "orm/core/decimal.h"
#include "orm/core/error.h"
#include "orm/core/timestamp.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QIODevice>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QByteArray jsonText(const QJsonValue &value)
{
    if (value.isObject())
        return QJsonDocument(value.toObject()).toJson(QJsonDocument::Compact);
    if (value.isArray())
        return QJsonDocument(value.toArray()).toJson(QJsonDocument::Compact);
    const QByteArray list = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
    return list.sliced(1, list.size() - 2);
}

/// "2023-11-14T22:13:20.000Z"
void appendMoment(QByteArray &text, const QDateTime &moment)
{
    constexpr qsizetype dayLength = 10;
    constexpr qsizetype length = 23;
    const auto stored = orm::timestampText(moment.toMSecsSinceEpoch());
    if (!stored) {
        text += moment.toUTC().toString(Qt::ISODateWithMs).toLatin1();
        return;
    }
    text.append(stored->data(), dayLength);
    text += 'T';
    text.append(stored->data() + dayLength + 1, length - dayLength - 1);
    text += 'Z';
}

} // namespace

void TextOutput::flush()
{
    if (m_device.write(m_text) != m_text.size())
        throw orm::BaseError(QCoreApplication::translate("ui::Export", "It cannot be written: %1")
                                 .arg(m_device.errorString()));
    m_text.resize(0); // keeps its room
}

bool isNumeric(const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::ULongLong:
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Double: return true;
    default: return orm::holdsDecimal(value);
    }
}

void appendPlain(QByteArray &text, const QVariant &value)
{
    switch (value.typeId()) {
    case QMetaType::UnknownType:
    case QMetaType::Nullptr: return;
    case QMetaType::QString: text += value.toString().toUtf8(); return;
    case QMetaType::LongLong: text += QByteArray::number(value.toLongLong()); return;
    case QMetaType::Double:
        text += QByteArray::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
        return;
    case QMetaType::Bool: text += value.toBool() ? "true" : "false"; return;
    case QMetaType::QDateTime: appendMoment(text, value.toDateTime()); return;
    case QMetaType::QDate: text += value.toDate().toString(Qt::ISODate).toLatin1(); return;
    case QMetaType::QByteArray: text += value.toByteArray().toBase64(); return;
    case QMetaType::QStringList: text += value.toStringList().join(u", "_s).toUtf8(); return;
    case QMetaType::QJsonValue: text += jsonText(value.toJsonValue()); return;
    default:
        text += orm::holdsDecimal(value) ? value.value<orm::Decimal>().toString().toLatin1()
                                         : value.toString().toUtf8();
    }
}

QString plainText(const QVariant &value)
{
    if (value.typeId() == QMetaType::QString)
        return value.toString();
    QByteArray text;
    appendPlain(text, value);
    return QString::fromUtf8(text);
}

} // namespace ui
