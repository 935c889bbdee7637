#include "ui/rows/recordwriter.h"

#include "ui/base/onserver.h"
#include "ui/base/refusal.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QList<orm::Instance> rowsOf(const orm::ReadSession &session, const orm::Model &model,
                            const std::vector<qint64> &keys, orm::Lock lock)
{
    const RowKeys about(model);
    if (keys.size() == 1) {
        const std::optional<orm::Instance> row = about.find(session, keys.front(), {.lock = lock});
        return row ? QList{*row} : QList<orm::Instance>();
    }
    QList<orm::Instance> rows;
    rows.reserve(qsizetype(keys.size()));
    inPieces(
        keys,
        [&](std::span<const qint64> some) {
            rows += session.findAll(model, {.where = about.where(some), .lock = lock});
        },
        about.atOnce());
    return rows;
}

bool hasKeyIn(const orm::Model &model, const orm::Values &values)
{
    return std::ranges::any_of(values, [&model](const orm::Values::Entry &entry) {
        return RowKeys::isKey(model, entry.attribute);
    });
}

orm::Instance withValues(const orm::Instance &row, const orm::Values &values)
{
    orm::Values all = valuesOf(row);
    for (const orm::Values::Entry &entry : values)
        all.set(entry.attribute, entry.value);
    return row.model().build(all, {.isNewRecord = false, .raw = true});
}

/// Gives the row another key among other values. A save of the instance would leave the key alone,
/// as it does in Sequelize.
orm::Instance moved(orm::Session &session, const orm::Instance &row, const orm::Values &values)
{
    const orm::Model &model = row.model();
    orm::Values typed = values;
    for (const orm::Values::Entry &entry : values)
        if (const QVariant *value = entry.value.data(); value && model.attribute(entry.attribute))
            typed.set(
                entry.attribute,
                orm::Operand(model.attribute(entry.attribute)->options.type.fromUser(*value)));
    const orm::Instance wanted = withValues(row, typed);
    RecordWriter::refuseWithoutKey(wanted);
    session.update(model, values, {.where = row.where()});
    const QList<orm::Instance> rows = RecordWriter::read(session, model, {keyOf(wanted)});
    return rows.isEmpty() ? wanted : rows.first();
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
    const RowKeys about(model);
    inPieces(
        keysOf(rows),
        [&](std::span<const qint64> some) {
            count += session.destroy(model, {.where = about.where(some)});
        },
        about.atOnce());
    return count;
}

QList<orm::Instance> RecordWriter::update(orm::Session &session, const orm::Model &model,
                                          const QList<orm::Instance> &rows,
                                          const orm::Values &values)
{
    const bool isMove = hasKeyIn(model, values);
    if (rows.size() == 1) {
        orm::Instance row = rows.first();
        return {isMove ? moved(session, row, values) : session.save(row.set(values))};
    }
    if (isMove)
        throw orm::UsageError(
            QCoreApplication::translate("RecordWriter", "Several rows cannot have the same key."));
    const RowKeys about(model);
    const std::vector<qint64> keys = keysOf(rows);
    inPieces(
        keys,
        [&](std::span<const qint64> some) {
            session.update(model, values, {.where = about.where(some)});
        },
        about.atOnce());
    return read(session, model, keys);
}

/// An UPDATE of the model and not a save of the instance, which would leave out a given updatedAt.
orm::Instance RecordWriter::rewrite(orm::Session &session, const orm::Instance &row,
                                    const orm::Values &values)
{
    session.update(row.model(), values, {.where = row.where(), .validate = false, .silent = true});
    return withValues(row, values);
}

void RecordWriter::refuseWithoutKey(const orm::Instance &row)
{
    if (RowKeys::isIncomplete(row))
        throw orm::UsageError(
            QCoreApplication::translate(
                "RecordWriter", "Nothing was saved: without %1 the row could not be found again.")
                .arg(RowKeys(row.model()).attributes().join(u", "_s)));
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

bool hasMovedKey(const QList<orm::Instance> &before, const QList<orm::Instance> &after)
{
    return before.size() == 1 && after.size() == 1 && keyOf(before.first()) != keyOf(after.first());
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
