#include "ui/log/sqllogexport.h"

#include "orm/core/decimal.h"
#include "ui/log/sqllogtext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longest = 1'000'000;

QJsonValue jsonOf(const QVariant &value)
{
    if (orm::holdsDecimal(value))
        return value.value<orm::Decimal>().toString();
    if (value.typeId() == QMetaType::QByteArray)
        return QString::fromLatin1(value.toByteArray().toBase64());
    return QJsonValue::fromVariant(value);
}

} // namespace

QByteArray asTextLine(const orm::QueryEvent &event)
{
    const QString values = valuesText(event.binds());
    QStringList parts{event.startedAt.toUTC().toString(Qt::ISODateWithMs),
                      QString::number(double(event.nanoseconds) / 1e6, 'f', 3) + u" ms"_s,
                      u"%1 rows"_s.arg(event.rows), oneLine(event.call(), longest),
                      oneLine(event.sql(), longest)};
    if (!values.isEmpty())
        parts << values;
    if (event.isCancelled)
        parts << u"cancelled"_s;
    if (!event.error.isEmpty())
        parts << u"failed: "_s + oneLine(event.error, longest);
    return parts.join(u'\t').toUtf8() + '\n';
}

QByteArray asJsonLine(const orm::QueryEvent &event)
{
    QJsonArray values;
    for (const QVariant &value : event.binds())
        values.append(jsonOf(value));
    QJsonObject line{{u"time"_s, event.startedAt.toUTC().toString(Qt::ISODateWithMs)},
                     {u"callId"_s, qint64(event.callId)},
                     {u"call"_s, event.call()},
                     {u"sql"_s, event.sql()},
                     {u"values"_s, values},
                     {u"rows"_s, event.rows},
                     {u"milliseconds"_s, double(event.nanoseconds) / 1e6},
                     {u"connection"_s, event.connection},
                     {u"transaction"_s, event.transaction}};
    if (event.isCancelled)
        line[u"cancelled"_s] = true;
    if (!event.error.isEmpty())
        line[u"error"_s] = event.error;
    return QJsonDocument(line).toJson(QJsonDocument::Compact) + '\n';
}

} // namespace ui
