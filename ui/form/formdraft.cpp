#include "ui/form/formdraft.h"

#include "ui/base/picture.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/rowkeys.h"

#include <QDateTime>
#include <QJsonArray>

namespace ui {

using namespace Qt::StringLiterals;

using Kind = FormSubject::Kind;

namespace {

QJsonValue toJson(const QVariant &value)
{
    if (!value.isValid() || value.isNull())
        return QJsonValue::Null;
    if (orm::holdsDecimal(value))
        return value.value<orm::Decimal>().toString();
    if (value.canConvert<Picture>()) {
        const Picture picture = value.value<Picture>();
        return QJsonObject{{u"bytes"_s, QString::fromLatin1(picture.bytes.toBase64())},
                           {u"mimeType"_s, picture.mimeType},
                           {u"width"_s, picture.size.width()},
                           {u"height"_s, picture.size.height()}};
    }
    if (value.typeId() == QMetaType::QStringList)
        return QJsonArray::fromStringList(value.toStringList());
    if (value.typeId() == QMetaType::QDateTime)
        return value.toDateTime().toUTC().toString(Qt::ISODateWithMs);
    return value.toString();
}

QVariant relatedFromJson(const QJsonValue &value)
{
    if (value.isArray())
        return value.toVariant().toStringList();
    if (value.isString())
        return value.toString();
    const QJsonObject object = value.toObject();
    const Picture picture{.bytes = QByteArray::fromBase64(object[u"bytes"_s].toString().toLatin1()),
                          .mimeType = object[u"mimeType"_s].toString(),
                          .size = {object[u"width"_s].toInt(), object[u"height"_s].toInt()}};
    return QVariant::fromValue(picture);
}

QJsonObject toJson(const orm::Values &values)
{
    QJsonObject object;
    for (const orm::Values::Entry &entry : values)
        object[entry.attribute] = toJson(*entry.value.data());
    return object;
}

orm::Values valuesFromJson(const orm::Model &model, const QJsonObject &object)
{
    orm::Values values;
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        const orm::AttributeDefinition *attribute = model.attribute(entry.key());
        if (!attribute)
            continue;
        const QVariant value =
            entry->isNull() ? orm::null() : attribute->options.type.fromUser(entry->toString());
        values.set(entry.key(), orm::Operand(value));
    }
    return values;
}

} // namespace

QJsonObject draftOf(const RecordForm &form)
{
    const FormSubject &subject = form.subject();
    const RowKeys about(*form.spec().model);
    QJsonArray keys;
    for (const qint64 key : subject.keys)
        if (about.areNumbers())
            keys.append(QString::number(key)); // a JSON number would not hold all of them
        else
            keys.append(toJson(about.values(key)));
    QJsonObject related;
    const RelatedValues changes = form.related().changes();
    for (auto value = changes.begin(); value != changes.end(); ++value)
        related[value.key()] = toJson(*value);
    QJsonObject draft{{u"kind"_s, int(subject.kind)},
                      {u"keys"_s, keys},
                      {u"values"_s, toJson(form.changes())},
                      {u"hidden"_s, toJson(subject.hidden)},
                      {u"related"_s, related}};
    if (subject.kind == Kind::One)
        draft[u"seen"_s] = toJson(valuesOf(subject.records.first()));
    return draft;
}

bool restoreDraft(RecordForm &form, const QJsonValue &draft)
{
    const orm::Model &model = *form.spec().model;
    const orm::Values values = valuesFromJson(model, draft[u"values"_s].toObject());
    RelatedValues related;
    const QJsonObject saved = draft[u"related"_s].toObject();
    for (auto value = saved.begin(); value != saved.end(); ++value)
        related.insert(value.key(), relatedFromJson(*value));
    if (values.isEmpty() && related.isEmpty())
        return false;
    FormSubject subject{.kind = Kind(draft[u"kind"_s].toInt()),
                        .related = related,
                        .hidden = valuesFromJson(model, draft[u"hidden"_s].toObject())};
    const QJsonArray keys = draft[u"keys"_s].toArray();
    for (const QJsonValue &key : keys)
        if (key.isObject())
            subject.keys.push_back(keyOf(model.build(valuesFromJson(model, key.toObject()),
                                                     {.isNewRecord = false, .raw = true})));
        else
            subject.keys.push_back(key.toString().toLongLong());
    if (subject.kind == Kind::One) {
        const orm::Values seen = valuesFromJson(model, draft[u"seen"_s].toObject());
        subject.records = {model.build(seen, {.isNewRecord = false, .raw = true})};
    }
    const bool isWhole = subject.kind == Kind::New || !subject.keys.empty();
    if (!isWhole || subject.kind == Kind::Nothing)
        return false;
    form.turnTo(subject, values);
    return true;
}

} // namespace ui
