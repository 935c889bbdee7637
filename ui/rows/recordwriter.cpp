#include "ui/rows/recordwriter.h"

#include "ui/base/onserver.h"
#include "ui/base/refusal.h"
#include "ui/rows/recordquery.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

orm::Where among(const orm::Model &model, std::span<const qint64> keys)
{
    return {{orm::Text(model.primaryKey()), orm::Operand(QList<qint64>(keys.begin(), keys.end()))}};
}

QList<orm::Instance> rowsOf(const orm::ReadSession &session, const orm::Model &model,
                            const std::vector<qint64> &keys, orm::Lock lock)
{
    if (keys.size() == 1) {
        const std::optional<orm::Instance> row =
            session.findByPk(model, orm::Operand(keys.front()), {.lock = lock});
        return row ? QList{*row} : QList<orm::Instance>();
    }
    QList<orm::Instance> rows;
    rows.reserve(qsizetype(keys.size()));
    inPieces(keys, [&](std::span<const qint64> some) {
        rows += session.findAll(model, {.where = among(model, some), .lock = lock});
    });
    return rows;
}

} // namespace

QList<orm::Instance> RecordWriter::read(const orm::ReadSession &session, const orm::Model &model,
                                        const std::vector<qint64> &keys)
{
    return rowsOf(session, model, keys, orm::Lock::None);
}

QList<orm::Instance> RecordWriter::readLocked(const orm::ReadSession &session,
                                              const orm::Model &model,
                                              const std::vector<qint64> &keys)
{
    return rowsOf(session, model, keys, writeLock(model));
}

void RecordWriter::insert(orm::Session &session, const orm::Model &model,
                          const QList<orm::Instance> &rows)
{
    if (rows.size() == 1) {
        session.create(model, valuesOf(rows.first()), {.silent = true});
        return;
    }
    QList<orm::Values> values;
    for (const orm::Instance &row : rows)
        values += valuesOf(row);
    session.bulkCreate(model, values);
}

qint64 RecordWriter::remove(orm::Session &session, const orm::Model &model,
                            const QList<orm::Instance> &rows)
{
    if (rows.size() == 1) {
        session.destroy(rows.first());
        return 1;
    }
    qint64 count = 0;
    inPieces(keysOf(rows), [&](std::span<const qint64> some) {
        count += session.destroy(model, {.where = among(model, some)});
    });
    return count;
}

QList<orm::Instance> RecordWriter::update(orm::Session &session, const orm::Model &model,
                                          const QList<orm::Instance> &rows,
                                          const orm::Values &values)
{
    if (rows.size() == 1) {
        orm::Instance row = rows.first();
        return {session.save(row.set(values))};
    }
    const std::vector<qint64> keys = keysOf(rows);
    inPieces(keys, [&](std::span<const qint64> some) {
        session.update(model, values, {.where = among(model, some)});
    });
    return read(session, model, keys);
}

/// An UPDATE of the model and not a save of the instance, which would leave out a given updatedAt.
orm::Instance RecordWriter::rewrite(orm::Session &session, const orm::Instance &row,
                                    const orm::Values &values)
{
    const orm::Model &model = row.model();
    const orm::Text key(model.primaryKey());
    session.update(model, values,
                   {.where = {{key, row.getDataValue(key)}}, .validate = false, .silent = true});
    orm::Values all = valuesOf(row);
    for (const orm::Values::Entry &entry : values)
        all.set(entry.attribute, entry.value);
    return model.build(all, {.isNewRecord = false, .raw = true});
}

orm::Values valuesOf(const orm::Instance &record)
{
    orm::Values values;
    for (const auto &[attribute, value] : record.dataValues())
        values.set(attribute, orm::Operand(value));
    return values;
}

std::vector<qint64> keysOf(const QList<orm::Instance> &records)
{
    std::vector<qint64> keys;
    for (const orm::Instance &record : records)
        keys.push_back(keyOf(record));
    return keys;
}

std::optional<orm::Instance> recordOfKey(const QList<orm::Instance> &records, qint64 key)
{
    const auto found = std::ranges::find(records, key, keyOf);
    return found == records.end() ? std::nullopt : std::optional(*found);
}

QStringList differences(const PageSpec &spec, const orm::Instance &one, const orm::Instance &other)
{
    QStringList attributes;
    for (const orm::AttributeDefinition &attribute : spec.model->attributes()) {
        const QVariant left = one.getDataValue(attribute.name);
        const QVariant right = other.getDataValue(attribute.name);
        const bool areKnown = left.isValid() && right.isValid();
        if (areKnown && attribute.name != spec.versionAttribute
            && !sameValue(spec, attribute.name, left, right))
            attributes += attribute.name;
    }
    return attributes;
}

QString updatedAttribute(const orm::Model &model)
{
    const QString name = u"updatedAt"_s;
    const orm::AttributeDefinition *attribute = model.attribute(name);
    const bool isMoment = attribute && attribute->options.type.kind() == orm::DataType::Kind::Date;
    return isMoment ? name : QString();
}

} // namespace ui
