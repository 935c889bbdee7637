#include "encode.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QRegularExpression>

namespace parity {

using namespace Qt::StringLiterals;

namespace {

Json fromQt(const QJsonValue &value)
{
    Json result;
    switch (value.type()) {
    case QJsonValue::Bool: return Json(value.toBool());
    case QJsonValue::Double: return Json(value.toDouble());
    case QJsonValue::String: return Json(value.toString());
    case QJsonValue::Array:
        result = Json::array();
        for (const QJsonValue &item : value.toArray())
            result.append(fromQt(item));
        return result;
    case QJsonValue::Object: {
        result = Json::object();
        const QJsonObject object = value.toObject();
        for (auto member = object.begin(); member != object.end(); ++member)
            result.set(member.key(), fromQt(member.value()));
        return result;
    }
    case QJsonValue::Null:
    case QJsonValue::Undefined: break;
    }
    return result;
}

Json textOrNull(const QString &text)
{
    return text.isEmpty() ? Json() : Json(text);
}

} // namespace

Json Encoder::nothing()
{
    return Json::object({{u"$undefined"_s, Json(true)}});
}

bool Encoder::isNow(const QDateTime &moment) const
{
    return std::abs(m_startedAt.msecsTo(moment)) < 60'000;
}

Json Encoder::value(const QVariant &value) const
{
    if (!value.isValid())
        return nothing();
    if (orm::holdsDecimal(value))
        return Json::number(value.value<orm::Decimal>().toString());
    switch (value.typeId()) {
    case QMetaType::Nullptr: return {};
    case QMetaType::Bool: return Json(value.toBool());
    case QMetaType::Int:
    case QMetaType::LongLong: return Json(value.toLongLong());
    case QMetaType::Double: return Json(value.toDouble());
    case QMetaType::QDate: return Json(value.toDate().toString(Qt::ISODate));
    case QMetaType::QByteArray:
        return Json::object({{u"$blob"_s, Json(QString::fromLatin1(value.toByteArray().toHex()))}});
    case QMetaType::QDateTime: {
        const QDateTime moment = value.toDateTime().toUTC();
        return isNow(moment)
                   ? Json(u"<now>"_s)
                   : Json::object({{u"$date"_s, Json(moment.toString(Qt::ISODateWithMs))}});
    }
    case QMetaType::QJsonValue: return fromQt(value.toJsonValue());
    default: return Json(value.toString());
    }
}

Json Encoder::plain(const orm::Instance &instance) const
{
    Json values = Json::object();
    for (const auto &[name, content] : instance.values())
        values.set(name, value(content));
    for (const QString &alias : instance.related()) {
        Json rows = Json::array();
        for (const orm::Instance &row : instance.all(alias))
            rows.append(plain(row));
        const bool isEmpty = rows.items().empty();
        values.set(alias, instance.isToMany(alias) ? rows : isEmpty ? Json() : rows.items()[0]);
    }
    return values;
}

Json Encoder::instance(const orm::Instance &instance) const
{
    Json values = Json::object();
    for (const auto &[name, content] : instance.values())
        values.set(name, value(content));
    for (const QString &alias : instance.related())
        values.set(alias, instance.isToMany(alias) ? instances(instance.all(alias))
                                                   : oneOrNull(instance.one(alias)));
    return Json::object(
        {{u"$instance"_s, Json(instance.model().name())}, {u"values"_s, std::move(values)}});
}

Json Encoder::oneOrNull(const std::optional<orm::Instance> &one) const
{
    return one ? instance(*one) : Json();
}

Json Encoder::instances(const QList<orm::Instance> &instances) const
{
    Json list = Json::array();
    for (const orm::Instance &one : instances)
        list.append(instance(one));
    return list;
}

Json Encoder::rows(const orm::RowSet &rows) const
{
    Json list = Json::array();
    for (const orm::ResultRow &row : rows)
        list.append(this->row(row));
    return list;
}

Json Encoder::row(const orm::ResultRow &row) const
{
    Json object = Json::object();
    for (const QString &column : row.columns())
        object.set(column, value(row.get(column)));
    return object;
}

Json Encoder::error(const orm::BaseError &error) const
{
    // A wrong call is a bare Error in JavaScript; C++ has a class for it. One message comes from an
    // assertion of Node's.
    const bool isUsage = dynamic_cast<const orm::UsageError *>(&error);
    const bool isAssertion =
        error.message() == "Missing where attribute in the options parameter"_L1;
    const QString name = isAssertion ? u"AssertionError"_s : isUsage ? u"Error"_s : error.name();
    Json result = Json::object({{u"name"_s, Json(name)}});
    Json items = Json::array();
    // Sequelize's batch tells of each row by a message only.
    const bool isBatch = dynamic_cast<const orm::AggregateError *>(&error);
    for (const orm::ValidationErrorItem &item : error.errors()) {
        if (isBatch) {
            items.append(
                Json::object({{u"message"_s, Json(item.message)}, {u"validatorKey"_s, Json()}}));
            continue;
        }
        items.append(Json::object({{u"message"_s, Json(item.message)},
                                   {u"type"_s, textOrNull(item.type)},
                                   {u"path"_s, textOrNull(item.path)},
                                   {u"validatorKey"_s, textOrNull(item.validatorKey)}}));
    }
    // What a database says of a column that may not be null, Sequelize tells by a message only.
    const bool hasItems = dynamic_cast<const orm::ValidationError *>(&error);
    if (hasItems && !items.items().empty())
        result.set(u"errors"_s, std::move(items));
    result.set(u"message"_s, Json(logLine(error.message())));
    return result;
}

QString Encoder::logLine(const QString &line) const
{
    static const QRegularExpression transaction(u"(Execut(?:ing|ed)) \\([0-9a-f-]{36}\\)"_s);
    static const QRegularExpression uuid(
        u"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"_s);
    static const QRegularExpression moment(
        u"'(\\d{4}-\\d\\d-\\d\\d) (\\d\\d:\\d\\d:\\d\\d(?:\\.\\d+)?)(?: \\+00:00)?'"_s);

    QString result = line;
    result.replace(transaction, u"\\1 (<tx>)"_s);
    result.replace(uuid, u"<uuid>"_s);
    qsizetype from = 0;
    for (auto match = moment.match(result); match.hasMatch(); match = moment.match(result, from)) {
        const QString iso = match.captured(1) + u'T' + match.captured(2) + u'Z';
        from = match.capturedEnd();
        if (isNow(QDateTime::fromString(iso, Qt::ISODateWithMs))) {
            result.replace(match.capturedStart(), match.capturedLength(), u"'<now>'"_s);
            from = match.capturedStart() + 7;
        }
    }
    return result;
}

} // namespace parity
