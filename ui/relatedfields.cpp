#include "ui/relatedfields.h"

#include "orm/core/deliver.h"
#include "ui/fieldrow.h"
#include "ui/recordform.h"

#include <algorithm>

namespace ui {

namespace {

/// Of more records the form does not look whether their names differ.
constexpr size_t mostCompared = 1'000;

} // namespace

RelatedFields::RelatedFields(const PageSpec &spec, const QList<FieldRow *> &rows, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
{
    for (FieldRow *row : rows)
        if (isRelated(row->field().kind))
            m_rows.append(row);
}

void RelatedFields::show(const FormSubject &subject)
{
    const bool isSame = subject.keys == m_keys && !m_keys.empty();
    m_keys = subject.keys;
    for (FieldRow *row : m_rows) {
        if (!isSame)
            row->setStored(Related::nothing(row->field()));
        else
            row->revert();
        if (subject.related.contains(row->field().attribute))
            row->enter(subject.related.value(row->field().attribute));
    }
    ask();
}

void RelatedFields::keep(const std::vector<qint64> &keys)
{
    m_keys = keys;
    for (FieldRow *row : m_rows)
        if (row->isChanged())
            row->keep();
}

void RelatedFields::refresh()
{
    if (!isChanged())
        ask();
}

bool RelatedFields::isChanged() const
{
    return std::any_of(m_rows.begin(), m_rows.end(),
                       [](const FieldRow *row) { return row->isChanged(); });
}

RelatedValues RelatedFields::changes() const
{
    RelatedValues values;
    for (const FieldRow *row : m_rows)
        if (row->isChanged())
            values.insert(row->field().attribute, row->value());
    return values;
}

RelatedValues RelatedFields::names() const
{
    RelatedValues values;
    for (const FieldRow *row : m_rows)
        if (row->field().kind == FieldKind::Names)
            values.insert(row->field().attribute, row->value());
    return values;
}

/// Images and sums are shown of one record only.
QList<FieldSpec> RelatedFields::askedFields() const
{
    QList<FieldSpec> fields;
    for (const FieldRow *row : m_rows) {
        const FieldKind kind = row->field().kind;
        if (kind == FieldKind::Names || (kind == FieldKind::Image && m_keys.size() == 1))
            fields.append(row->field());
    }
    return fields;
}

void RelatedFields::ask()
{
    ++m_number;
    m_open = 0;
    if (m_keys.empty() || m_rows.isEmpty())
        return;
    if (m_keys.size() > mostCompared) {
        for (FieldRow *row : m_rows)
            row->setOpen(tr("(unchanged)"));
        return;
    }
    if (m_keys.size() == 1)
        for (FieldRow *row : m_rows)
            if (row->field().kind == FieldKind::Sum)
                askSum(*row);
    const QList<FieldSpec> fields = askedFields();
    if (fields.isEmpty())
        return;
    ++m_open;
    orm::deliver(
        Related::ask(m_spec, fields, m_keys), this,
        [this, number = m_number](const QList<orm::Instance> &records) {
            if (number == m_number)
                take(records);
        },
        [this, number = m_number](const orm::BaseError &error) {
            if (number == m_number) // what is stored stays unknown, so nothing can be saved
                emit failed(error.message());
        });
}

void RelatedFields::askSum(FieldRow &row)
{
    const RelatedSpec &about = row.field().related;
    const orm::AggregateOptions ofRecord{.where = {{orm::Text(about.foreignKey), m_keys.front()}}};
    orm::deliver(
        about.model->sum(orm::Text(about.attribute), ofRecord), this,
        [this, &row, number = m_number](const QVariant &sum) {
            if (number == m_number)
                row.setStored(sum.isNull() ? QVariant(0) : sum);
        },
        [this](const orm::BaseError &error) { emit failed(error.message()); });
}

void RelatedFields::take(const QList<orm::Instance> &records)
{
    for (FieldRow *row : m_rows) {
        if (m_keys.size() > 1 && row->field().kind == FieldKind::Names)
            takeMany(*row, records);
        else if (m_keys.size() == 1 && row->field().kind != FieldKind::Sum && !records.isEmpty())
            takeOne(*row, Related::valueIn(row->field(), records.first()));
    }
    --m_open;
    emit read();
}

void RelatedFields::takeOne(FieldRow &row, const QVariant &stored)
{
    const QVariant entered = row.value();
    const bool wasChanged = row.isChanged();
    row.setStored(stored);
    if (!wasChanged)
        return;
    // Somebody was quicker than the database: what they added comes to what is there.
    if (row.field().kind != FieldKind::Names)
        return row.enter(entered);
    QStringList names = stored.toStringList();
    for (const QString &name : entered.toStringList())
        if (!names.contains(name, Qt::CaseInsensitive))
            names.append(name);
    row.enter(names);
}

void RelatedFields::takeMany(FieldRow &row, const QList<orm::Instance> &records)
{
    if (row.isChanged() || records.isEmpty())
        return;
    const QVariant first = Related::valueIn(row.field(), records.first());
    const bool same = std::all_of(records.begin(), records.end(), [&](const orm::Instance &record) {
        return Related::valueIn(row.field(), record) == first;
    });
    if (same)
        row.setStored(first);
    else
        row.setOpen(tr("(different)"));
}

} // namespace ui
