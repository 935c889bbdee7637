#include "ui/form/relatedfields.h"

#include "orm/model/sequelize.h"
#include "ui/form/fieldrow.h"
#include "ui/form/recordform.h"

#include <algorithm>
#include <chrono>

namespace ui {

using namespace std::chrono_literals;

namespace {

/// Of more records the form does not look whether their names differ.
constexpr size_t mostCompared = 1'000;
/// Longer than from one row to the next while a key is held down.
constexpr auto rest = 80ms;

} // namespace

RelatedFields::RelatedFields(const PageSpec &spec, const QList<FieldRow *> &rows, QObject *parent)
    : QObject(parent)
    , m_spec(spec)
{
    for (FieldRow *row : rows)
        if (isRelated(row->field().kind))
            m_rows.append(row);
    m_pause.setSingleShot(true);
    m_pause.setInterval(rest);
    connect(&m_pause, &QTimer::timeout, this, &RelatedFields::askNow);
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
    const bool isFresh = m_keys == keys && !isChanged();
    m_keys = keys;
    for (FieldRow *row : m_rows)
        if (row->isChanged())
            row->keep();
    if (!isFresh)
        ask();
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

RelatedValues RelatedFields::values() const
{
    RelatedValues values;
    for (const FieldRow *row : m_rows)
        if (row->isEntered())
            values.insert(row->field().attribute, row->value());
    return values;
}

RelatedTable RelatedFields::seen() const
{
    RelatedTable seen = m_seen;
    for (const FieldRow *row : m_rows)
        if (!row->isEntered())
            seen.remove(row->field().attribute);
    return seen;
}

void RelatedFields::ask()
{
    m_request.cancel();
    m_seen.clear(); // until the answer is there
    const bool isTooMany = m_keys.size() > mostCompared;
    for (FieldRow *row : m_rows)
        if (isTooMany)
            row->setOpen(tr("(unchanged)"));
    m_isAsked = !isTooMany && !wantedFields().isEmpty();
    if (m_isAsked)
        m_pause.start();
    else
        m_pause.stop();
}

/// Of many records no image is shown, and no sum.
QList<FieldSpec> RelatedFields::wantedFields() const
{
    QList<FieldSpec> fields;
    for (const FieldRow *row : m_rows)
        if (m_keys.size() == 1 || (row->field().kind == FieldKind::Names && !m_keys.empty()))
            fields += row->field();
    return fields;
}

void RelatedFields::askNow()
{
    m_request = m_spec.model->sequelize().read(
        this,
        [spec = m_spec, fields = wantedFields(), keys = m_keys](const orm::ReadSession &session) {
            return Related::read(session, spec, fields, keys);
        },
        [this](const RelatedTable &table) {
            m_isAsked = false;
            take(table);
            emit read();
        },
        [this](const orm::BaseError &error) {
            emit failed(error.message()); // what is stored stays unknown: nothing can be saved
        });
}

void RelatedFields::take(const RelatedTable &table)
{
    m_seen = table;
    for (FieldRow *row : m_rows) {
        const auto values = table.constFind(row->field().attribute);
        if (values == table.constEnd())
            continue;
        if (m_keys.size() > 1)
            takeMany(*row, *values);
        else if (values->contains(m_keys.front()))
            takeOne(*row, values->value(m_keys.front()));
    }
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

void RelatedFields::takeMany(FieldRow &row, const QHash<qint64, QVariant> &values)
{
    if (row.isChanged() || values.isEmpty())
        return;
    const QVariant first = *values.begin();
    const bool same = std::all_of(values.begin(), values.end(),
                                  [&](const QVariant &value) { return value == first; });
    if (same)
        row.setStored(first);
    else
        row.setOpen(tr("(different)"));
}

} // namespace ui
