#include "ui/rows/relatedvalues.h"

#include "orm/expr/operand.h"
#include "orm/model/related.h"
#include "ui/base/onserver.h"
#include "ui/base/picture.h"
#include "ui/rows/namereader.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <algorithm>

namespace ui::Related {

using namespace Qt::StringLiterals;

namespace {

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
    return spec.model->build(RowKeys(*spec.model).values(key), {.isNewRecord = false, .raw = true});
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
    const RowKeys keys(*spec.model);
    std::vector<orm::Selected> columns;
    std::vector<orm::Operand> group;
    for (const QString &attribute : keys.attributes()) {
        columns.emplace_back(orm::Text(attribute));
        group.emplace_back(spec.model->name() + u'.' + attribute);
    }
    std::vector<orm::Include> includes;
    orm::FindOptions options{.where = keys.where({&key, 1})};
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
        options.group = orm::Group(group);
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
QHash<qint64, QVariant> readTexts(const orm::ReadSession &session, const orm::Model &model,
                                  const FieldSpec &field, const std::vector<qint64> &keys)
{
    const QHash<qint64, QStringList> read = NameReader(field, model).read(session, keys);
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
        const QString folded = name.toCaseFolded();
        if (!known.contains(folded)) {
            known[folded] = keyOf(session.create(model, {{attribute, name}}));
            keys.made += known[folded];
        }
        if (!keys.all.contains(known[folded]))
            keys.all += known[folded];
    }
    return keys;
}

QList<qint64> writeNames(const orm::Session &session, const PageSpec &spec, const FieldSpec &field,
                         const std::vector<qint64> &keys, const QStringList &names)
{
    const NameKeys rows = keysOfNames(session, field, names);
    const RowKeys named(*field.related.model);
    QList<orm::Operand> all;
    for (const qint64 row : rows.all)
        all += named.value(row);
    for (const qint64 key : keys)
        recordOf(spec, key).related(orm::Text(field.attribute)).set(all).waitForFinished();
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
            table[field.attribute] = readTexts(session, *spec.model, field, keys);
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
        const orm::Where isIt = RowKeys(model).where({&name, 1});
        orm::IncludeOptions how = optionsOf(field);
        how.where = isIt;
        how.required = true;
        std::vector<orm::Include> includes{orm::Include(orm::Text(field.attribute), how)};
        if (!session.findOne(*spec.model, {.include = orm::Includes(std::move(includes))}))
            session.destroy(model, {.where = isIt});
    }
}

} // namespace ui::Related
