#include "ui/rows/relatedvalues.h"

#include "orm/model/related.h"
#include "ui/base/picture.h"
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

orm::Include includeOf(const FieldSpec &field)
{
    const orm::Text attribute(field.related.attribute);
    // Merged: SQLite does the join of the table between with the names for all books there are,
    // however few are asked for.
    orm::IncludeOptions how{.strategy = orm::IncludeStrategy::Merge};
    if (field.kind == FieldKind::Names) {
        how.attributes = {attribute};
        how.through = {.attributes = orm::Attributes::none()};
    }
    return {orm::Text(field.attribute), how};
}

orm::FindOptions options(const PageSpec &spec, const QList<FieldSpec> &fields,
                         std::span<const qint64> keys)
{
    std::vector<orm::Include> includes;
    for (const FieldSpec &field : fields)
        includes.push_back(includeOf(field));
    return {.where = among(spec.model->primaryKey(), keys),
            .attributes = orm::Attributes(QStringList{spec.model->primaryKey()}),
            .include = orm::Includes(std::move(includes))};
}

QVariant namesIn(const FieldSpec &field, const orm::Instance &record)
{
    QStringList names;
    for (const orm::Instance &row : record.all(orm::Text(field.attribute)))
        names.append(row.get(orm::Text(field.related.attribute)).toString());
    std::ranges::sort(names, [](const QString &one, const QString &other) {
        return QString::localeAwareCompare(one, other) < 0;
    });
    return names;
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

/// The keys of the rows with these names; those that are missing are made.
QList<qint64> keysOfNames(const FieldSpec &field, const QStringList &names)
{
    const orm::Model &model = *field.related.model;
    const orm::Text attribute(field.related.attribute);
    QHash<QString, qint64> known;
    for (const orm::Instance &row : model.findAll().result())
        known.insert(row.get(attribute).toString().toCaseFolded(), keyOf(row));
    QList<qint64> keys;
    for (const QString &name : names) {
        qint64 &key = known[name.toCaseFolded()];
        if (key == 0)
            key = keyOf(model.create({{attribute, name}}).result());
        if (!keys.contains(key))
            keys.append(key);
    }
    return keys;
}

/// The record of that key, to name its associations by; nothing of it is read.
orm::Instance recordOf(const PageSpec &spec, qint64 key)
{
    return spec.model->build({{orm::Text(spec.model->primaryKey()), key}},
                             {.isNewRecord = false, .raw = true});
}

void writeNames(const PageSpec &spec, const FieldSpec &field, const std::vector<qint64> &keys,
                const QStringList &names)
{
    const QList<qint64> rows = keysOfNames(field, names);
    for (const qint64 key : keys)
        recordOf(spec, key).related(orm::Text(field.attribute)).set(rows).waitForFinished();
}

void writePicture(const PageSpec &spec, const FieldSpec &field, qint64 key, const Picture &picture)
{
    const orm::Related related = recordOf(spec, key).related(orm::Text(field.attribute));
    const std::optional<orm::Instance> old = related.one().result();
    if (picture.isEmpty()) {
        if (old)
            old->destroy().waitForFinished();
        return;
    }
    const orm::Values values{{orm::Text(field.related.attribute), picture.bytes},
                             {"mimeType", picture.mimeType},
                             {"width", picture.size.width()},
                             {"height", picture.size.height()}};
    if (old)
        old->update(values).waitForFinished();
    else
        related.create(values).waitForFinished();
}

} // namespace

QFuture<QList<orm::Instance>> ask(const PageSpec &spec, const QList<FieldSpec> &fields,
                                  const std::vector<qint64> &keys)
{
    return spec.model->findAll(options(spec, fields, keys));
}

QVariant nothing(const FieldSpec &field)
{
    switch (field.kind) {
    case FieldKind::Names: return QStringList();
    case FieldKind::Image: return QVariant::fromValue(Picture());
    default: return {};
    }
}

QVariant valueIn(const FieldSpec &field, const orm::Instance &record)
{
    return field.kind == FieldKind::Names ? namesIn(field, record) : pictureIn(field, record);
}

QHash<qint64, QVariant> read(const PageSpec &spec, const FieldSpec &field,
                             const std::vector<qint64> &keys)
{
    QHash<qint64, QVariant> values;
    inPieces(keys, [&](std::span<const qint64> some) {
        for (const orm::Instance &record :
             spec.model->findAll(options(spec, {field}, some)).result())
            values.insert(keyOf(record), valueIn(field, record));
    });
    return values;
}

void write(const PageSpec &spec, const FieldSpec &field, const std::vector<qint64> &keys,
           const QVariant &value)
{
    if (field.kind == FieldKind::Names)
        writeNames(spec, field, keys, value.toStringList());
    else if (field.kind == FieldKind::Image)
        for (const qint64 key : keys)
            writePicture(spec, field, key, value.value<Picture>());
}

QList<QList<orm::Values>> readDependents(const PageSpec &spec, const std::vector<qint64> &keys)
{
    QList<QList<orm::Values>> all;
    for (const Dependent &dependent : spec.dependents) {
        orm::Attributes wanted;
        if (dependent.fate == Dependent::Fate::LosesReference)
            wanted =
                orm::Attributes(QStringList{dependent.model->primaryKey(), dependent.foreignKey});
        QList<orm::Values> rows;
        inPieces(keys, [&](std::span<const qint64> some) {
            const orm::FindOptions options{.where = among(dependent.foreignKey, some),
                                           .attributes = wanted};
            for (const orm::Instance &row : dependent.model->findAll(options).result())
                rows.append(valuesOf(row));
        });
        all.append(rows);
    }
    return all;
}

void restoreDependents(const PageSpec &spec, const QList<QList<orm::Values>> &rows)
{
    for (qsizetype i = 0; i < rows.size(); ++i) {
        const Dependent &dependent = spec.dependents.at(i);
        if (dependent.fate == Dependent::Fate::Goes && !rows.at(i).isEmpty())
            RecordWriter::insert(*dependent.model, rows.at(i));
        else if (dependent.fate == Dependent::Fate::LosesReference)
            RecordWriter::rewrite(*dependent.model, rows.at(i));
    }
}

} // namespace ui::Related
