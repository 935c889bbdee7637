#include "ui/rows/relatedvalues.h"

#include "orm/expr/operand.h"
#include "orm/model/related.h"
#include "ui/base/onserver.h"
#include "ui/base/picture.h"
#include "ui/rows/namereader.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <algorithm>

namespace ui::Related {

using namespace Qt::StringLiterals;

namespace {

orm::Where among(const QString &attribute, std::span<const qint64> keys)
{
    return {{orm::Text(attribute), orm::Operand(QList<qint64>(keys.begin(), keys.end()))}};
}

orm::IncludeOptions optionsOf(const FieldSpec &field)
{
    if (field.kind != FieldKind::Names)
        return {};
    return {.attributes = {orm::Text(field.related.attribute)},
            .through = {.attributes = orm::Attributes::none()}};
}

QVariant namesIn(const FieldSpec &field, const QList<orm::Instance> &rows)
{
    QStringList names;
    for (const orm::Instance &row : rows)
        names.append(row.get(orm::Text(field.related.attribute)).toString());
    sortNames(names);
    return names;
}

QVariant textIn(const FieldSpec &field, const orm::Instance &record)
{
    const std::optional<orm::Instance> row = record.one(orm::Text(field.attribute));
    return row ? row->get(orm::Text(field.related.attribute)) : nothing(field);
}

QVariant pictureIn(const FieldSpec &field, const orm::Instance &record)
{
    const std::optional<orm::Instance> row = record.one(orm::Text(field.attribute));
    if (!row)
        return nothing(field);
    const Picture picture{.bytes = row->get(orm::Text(field.related.attribute)).toByteArray(),
                          .mimeType = row->get("mimeType").toString(),
                          .size = {row->get("width").toInt(), row->get("height").toInt()}};
    return QVariant::fromValue(picture);
}

/// The record of that key, to name its associations by; nothing of it is read.
orm::Instance recordOf(const PageSpec &spec, qint64 key)
{
    return spec.model->build({{orm::Text(spec.model->primaryKey()), key}},
                             {.isNewRecord = false, .raw = true});
}

QVariant valueIn(const FieldSpec &field, const orm::Instance &record)
{
    if (field.kind == FieldKind::Names)
        return namesIn(field, record.all(orm::Text(field.attribute)));
    return field.kind == FieldKind::RelatedText ? textIn(field, record) : pictureIn(field, record);
}

/// The names of one record, without reading the record itself.
QVariant readNames(const PageSpec &spec, const FieldSpec &field, qint64 key)
{
    const orm::IncludeOptions how = optionsOf(field);
    const orm::RelatedOptions wanted{.attributes = how.attributes, .through = how.through};
    return namesIn(field,
                   recordOf(spec, key).related(orm::Text(field.attribute)).get(wanted).result());
}

/// Image, text and sums of one record: a record has one image and one text, so the rows that are
/// summed up may be joined beside them.
RelatedValues readSingles(const orm::ReadSession &session, const PageSpec &spec,
                          const QList<FieldSpec> &fields, qint64 key)
{
    std::vector<orm::Selected> columns{orm::Selected(orm::Text(spec.model->primaryKey()))};
    std::vector<orm::Include> includes;
    orm::FindOptions options{.where = among(spec.model->primaryKey(), {&key, 1})};
    for (const FieldSpec &field : fields) {
        const RelatedSpec &about = field.related;
        if (field.kind != FieldKind::Sum) {
            includes.emplace_back(orm::Text(field.attribute));
            continue;
        }
        includes.emplace_back(orm::Text(about.association),
                              orm::IncludeOptions{.attributes = orm::Attributes::none()});
        const orm::Text path(about.association + u'.' + about.attribute);
        columns.emplace_back(orm::fn("sum", orm::col(path)), orm::Text(field.attribute));
        options.group = {orm::Operand(spec.model->name() + u'.' + spec.model->primaryKey())};
    }
    options.attributes = orm::Attributes(columns);
    options.include = orm::Includes(std::move(includes));
    RelatedValues values;
    for (const orm::Instance &record : session.findAll(*spec.model, options))
        for (const FieldSpec &field : fields)
            values[field.attribute] = field.kind == FieldKind::Sum
                                          ? QVariant(record.get(field.attribute).toLongLong())
                                          : valueIn(field, record);
    return values;
}

RelatedTable readOne(const orm::ReadSession &session, const PageSpec &spec,
                     const QList<FieldSpec> &fields, qint64 key)
{
    RelatedTable table;
    // A server shows nothing beside a sum that is in no group; a file answers in one statement.
    const bool isShared = isOnServer(spec.model->sequelize());
    QList<FieldSpec> singles;
    QList<FieldSpec> sums;
    for (const FieldSpec &field : fields) {
        if (field.kind == FieldKind::Names)
            table[field.attribute][key] = readNames(spec, field, key);
        else
            (isShared && field.kind == FieldKind::Sum ? sums : singles) += field;
    }
    for (const QList<FieldSpec> &some : {singles, sums}) {
        const RelatedValues values =
            some.isEmpty() ? RelatedValues() : readSingles(session, spec, some, key);
        for (auto value = values.begin(); value != values.end(); ++value)
            table[value.key()][key] = value.value();
    }
    return table;
}

/// The names, or the one text, of many records.
QHash<qint64, QVariant> readTexts(const orm::ReadSession &session, const FieldSpec &field,
                                  const std::vector<qint64> &keys)
{
    const QHash<qint64, QStringList> read = NameReader(field).read(session, keys);
    QHash<qint64, QVariant> texts;
    for (const qint64 key : keys) {
        const QStringList names = read.value(key);
        texts.insert(key, names.isEmpty()                        ? nothing(field)
                          : field.kind == FieldKind::RelatedText ? QVariant(names.first())
                                                                 : QVariant(names));
    }
    return texts;
}

struct NameKeys
{
    QList<qint64> all;
    QList<qint64> made;
};

/// The keys of the rows with these names; those that are missing are made.
NameKeys keysOfNames(const orm::Session &session, const FieldSpec &field, const QStringList &names)
{
    if (names.isEmpty())
        return {};
    const orm::Model &model = *field.related.model;
    const orm::Text attribute(field.related.attribute);
    QHash<QString, qint64> known;
    for (const orm::Instance &row : session.findAll(model))
        known.insert(row.get(attribute).toString().toCaseFolded(), keyOf(row));
    NameKeys keys;
    for (const QString &name : names) {
        qint64 &key = known[name.toCaseFolded()];
        if (key == 0)
            keys.made += key = keyOf(session.create(model, {{attribute, name}}));
        if (!keys.all.contains(key))
            keys.all += key;
    }
    return keys;
}

QList<qint64> writeNames(const orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                         const std::vector<qint64> &keys, const QStringList &names)
{
    const NameKeys rows = keysOfNames(session, field, names);
    for (const qint64 key : keys)
        recordOf(spec, key).related(orm::Text(field.attribute)).set(rows.all).waitForFinished();
    return rows.made;
}

/// Gives the record that one row with `values`, or takes it away where there are none.
void writeOne(const orm::Session &session, const PageSpec &spec, const FieldSpec &field, qint64 key,
              const orm::Values &values)
{
    const orm::Related related = recordOf(spec, key).related(orm::Text(field.attribute));
    std::optional<orm::Instance> old = related.one().result();
    if (values.isEmpty() && old)
        session.destroy(*old);
    else if (old)
        session.save(old->set(values));
    else if (!values.isEmpty())
        related.create(values).waitForFinished();
}

orm::Values textValues(const FieldSpec &field, const QString &text)
{
    return text.isEmpty() ? orm::Values() : orm::Values{{orm::Text(field.related.attribute), text}};
}

orm::Values pictureValues(const FieldSpec &field, const Picture &picture)
{
    if (picture.isEmpty())
        return {};
    return {{orm::Text(field.related.attribute), picture.bytes},
            {"mimeType", picture.mimeType},
            {"width", picture.size.width()},
            {"height", picture.size.height()}};
}

} // namespace

QVariant nothing(const FieldSpec &field)
{
    switch (field.kind) {
    case FieldKind::Names: return QStringList();
    case FieldKind::RelatedText: return QString(u""_s);
    case FieldKind::Image: return QVariant::fromValue(Picture());
    default: return {};
    }
}

RelatedTable read(const orm::ReadSession &session, const PageSpec &spec,
                  const QList<FieldSpec> &fields, const std::vector<qint64> &keys)
{
    if (keys.size() == 1)
        return readOne(session, spec, fields, keys.front());
    RelatedTable table;
    for (const FieldSpec &field : fields)
        if (hasTexts(field.kind))
            table[field.attribute] = readTexts(session, field, keys);
    return table;
}

QList<qint64> write(const orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                    const std::vector<qint64> &keys, const QVariant &value)
{
    if (field.kind == FieldKind::Names)
        return writeNames(session, spec, field, keys, value.toStringList());
    const orm::Values values = field.kind == FieldKind::RelatedText
                                   ? textValues(field, value.toString())
                                   : pictureValues(field, value.value<Picture>());
    for (const qint64 key : keys)
        writeOne(session, spec, field, key, values);
    return {};
}

void removeUnused(orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                  const QList<qint64> &names)
{
    const orm::Model &model = *field.related.model;
    for (const qint64 name : names) {
        const orm::Where isIt{{orm::Text(model.primaryKey()), name}};
        orm::IncludeOptions how = optionsOf(field);
        how.where = isIt;
        how.required = true;
        std::vector<orm::Include> includes{orm::Include(orm::Text(field.attribute), how)};
        if (!session.findOne(*spec.model, {.include = orm::Includes(std::move(includes))}))
            session.destroy(model, {.where = isIt});
    }
}

QList<QList<orm::Instance>> readDependents(const orm::ReadSession &session, const PageSpec &spec,
                                           const std::vector<qint64> &keys)
{
    QList<QList<orm::Instance>> all;
    for (const Dependent &dependent : spec.dependents) {
        orm::Attributes wanted;
        if (dependent.fate == Dependent::Fate::LosesReference)
            wanted =
                orm::Attributes(QStringList{dependent.model->primaryKey(), dependent.foreignKey});
        QList<orm::Instance> rows;
        inPieces(keys, [&](std::span<const qint64> some) {
            rows += session.findAll(*dependent.model, {.where = among(dependent.foreignKey, some),
                                                       .attributes = wanted});
        });
        all.append(rows);
    }
    return all;
}

void restoreDependents(orm::Session &session, const PageSpec &spec,
                       const QList<QList<orm::Instance>> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Dependent &dependent = spec.dependents.at(i);
        const orm::Text reference(dependent.foreignKey);
        if (dependent.fate == Dependent::Fate::Goes && !rows.at(i).isEmpty())
            RecordWriter::insert(session, *dependent.model, rows.at(i));
        else if (dependent.fate == Dependent::Fate::LosesReference)
            for (const orm::Instance &row : rows.at(i))
                RecordWriter::rewrite(session, row, {{reference, row.getDataValue(reference)}});
    }
}

} // namespace ui::Related
