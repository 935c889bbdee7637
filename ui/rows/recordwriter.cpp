#include "ui/rows/recordwriter.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

orm::Where among(const orm::Model &model, std::span<const qint64> keys)
{
    return {{orm::Text(model.primaryKey()), orm::Operand(QList<qint64>(keys.begin(), keys.end()))}};
}

} // namespace

orm::Values valuesOf(const orm::Instance &record)
{
    orm::Values values;
    for (const auto &[attribute, value] : record.values())
        values.set(attribute, orm::Operand(value));
    return values;
}

QList<orm::Values> RecordWriter::read(const orm::Model &model, const std::vector<qint64> &keys,
                                      const QStringList &attributes)
{
    const QStringList columns = QStringList{model.primaryKey()} + attributes;
    const orm::Attributes wanted =
        attributes.isEmpty() ? orm::Attributes() : orm::Attributes(columns);
    QList<orm::Values> rows;
    rows.reserve(qsizetype(keys.size()));
    inPieces(keys, [&](std::span<const qint64> some) {
        const QList<orm::Instance> found =
            model.findAll({.where = among(model, some), .attributes = wanted}).result();
        for (const orm::Instance &record : found)
            rows.append(valuesOf(record));
    });
    return rows;
}

void RecordWriter::insert(const orm::Model &model, const QList<orm::Values> &rows)
{
    model.bulkCreate(rows).waitForFinished();
}

qint64 RecordWriter::remove(const orm::Model &model, const std::vector<qint64> &keys)
{
    qint64 count = 0;
    inPieces(keys, [&](std::span<const qint64> some) {
        count += model.destroy({.where = among(model, some)}).result();
    });
    return count;
}

qint64 RecordWriter::update(const orm::Model &model, const std::vector<qint64> &keys,
                            const orm::Values &values)
{
    qint64 count = 0;
    inPieces(keys, [&](std::span<const qint64> some) {
        count += model.update(values, {.where = among(model, some)}).result();
    });
    return count;
}

void RecordWriter::rewrite(const orm::Model &model, const QList<orm::Values> &rows)
{
    const QString key = model.primaryKey();
    for (const orm::Values &row : rows) {
        orm::Values values;
        for (const orm::Values::Entry &entry : row)
            if (entry.attribute != key)
                values.set(entry.attribute, entry.value);
        const orm::Where one{{orm::Text(key), *row.find(key)}};
        model.update(values, {.where = one, .validate = false, .silent = true}).waitForFinished();
    }
}

QString updatedAttribute(const orm::Model &model)
{
    const QString name = u"updatedAt"_s;
    const orm::AttributeDefinition *attribute = model.attribute(name);
    const bool isMoment = attribute && attribute->options.type.kind() == orm::DataType::Kind::Date;
    return isMoment ? name : QString();
}

} // namespace ui
