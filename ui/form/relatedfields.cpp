#include "ui/form/relatedfields.h"

#include "orm/core/deliver.h"
#include "ui/form/fieldrow.h"
#include "ui/form/recordform.h"

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

void RelatedFields::ask()
{
    ++m_number;
    m_open = 0;
    const bool isOne = m_keys.size() == 1;
    for (FieldRow *row : m_rows) {
        const FieldKind kind = row->field().kind;
        if (m_keys.size() > mostCompared)
            row->setOpen(tr("(unchanged)"));
        else if (kind == FieldKind::Names && !m_keys.empty())
            askRows(*row);
        else if (kind == FieldKind::Image && isOne) // of many no image is shown, and no sum
            askRows(*row);
        else if (kind == FieldKind::Sum && isOne)
            askSum(*row);
    }
}

/// One call for each field: joined together, each name would bring the image again.
void RelatedFields::askRows(FieldRow &row)
{
    ++m_open;
    orm::deliver(
        Related::ask(m_spec, {row.field()}, m_keys), this,
        [this, &row, number = m_number](const QList<orm::Instance> &records) {
            if (number != m_number)
                return;
            take(row, records);
            --m_open;
            emit read();
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

void RelatedFields::take(FieldRow &row, const QList<orm::Instance> &records)
{
    if (m_keys.size() > 1)
        takeMany(row, records);
    else if (!records.isEmpty())
        takeOne(row, Related::valueIn(row.field(), records.first()));
}

void RelatedFields::takeOne(FieldRow &row, const QVariant &stored)
{
    const QVariant entered = row.value();
    if (entered == stored) // an image that is on its way to the editor stays so
        return row.keep();
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
