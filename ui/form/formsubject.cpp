#include "ui/form/formsubject.h"

#include "ui/form/editors.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::RecordForm", text);
}

} // namespace

bool FormSubject::hasSameKeys(const FormSubject &other) const
{
    return kind == other.kind && kind != Kind::New && keys == other.keys;
}

bool FormSubject::hasSameValues(const FormSubject &other) const
{
    return std::equal(records.begin(), records.end(), other.records.begin(), other.records.end(),
                      [](const orm::Instance &one, const orm::Instance &another) {
                          return one.values() == another.values();
                      });
}

bool FormSubject::hasField(const FieldSpec &field, const orm::Model &model) const
{
    switch (kind) {
    case Kind::Nothing: return false;
    case Kind::New: return isEntered(field);
    case Kind::One: return true;
    case Kind::Many:
        return isRelated(field.kind) ? field.kind == FieldKind::Names
                                     : !isEntered(field) || !RowKeys::isKey(model, field.attribute);
    }
    return false;
}

void FormSubject::takeSaved(const QList<orm::Instance> &rows)
{
    if (kind == Kind::New && rows.size() == 1) {
        *this = {.kind = Kind::One, .keys = {keyOf(rows.first())}, .records = rows};
        return;
    }
    hidden = {};
    if (kind == Kind::One && rows.size() == 1) { // perhaps under another key
        keys = keysOf(rows);
        records = rows;
        return;
    }
    for (orm::Instance &record : records)
        if (const std::optional<orm::Instance> saved = recordOfKey(rows, keyOf(record)))
            record = *saved;
}

QString FormSubject::heading(const PageSpec &spec) const
{
    switch (kind) {
    case Kind::Nothing: return note.isEmpty() ? tr("No %1 selected").arg(spec.record) : note;
    case Kind::New: return tr("New %1").arg(spec.record);
    case Kind::One: return {};
    case Kind::Many: return spec.countText(qint64(keys.size()));
    }
    return {};
}

QString FormSubject::unsavedText(const PageSpec &spec) const
{
    if (kind == Kind::New)
        return tr("This %1 is not saved yet.").arg(spec.record);
    if (kind == Kind::Many)
        return tr("The changes to %1 are not saved yet.").arg(heading(spec));
    const QString name = records.first().get(spec.nameAttribute).toString();
    return tr("The changes to “%1” are not saved yet.").arg(name);
}

} // namespace ui
