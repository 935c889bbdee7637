#include "ui/bulk/bulkchange.h"

#include "orm/core/decimal.h"
#include "orm/model/sequelize.h"
#include "ui/base/refusal.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>

#include <algorithm>

namespace ui {

using Operation = BulkChange::Operation;

namespace {

QString tr(const char *text, const char *comment = nullptr)
{
    return QCoreApplication::translate("ui::BulkChange", text, comment);
}

bool isNumber(FieldKind kind)
{
    return kind == FieldKind::Number || kind == FieldKind::Money;
}

bool isText(FieldKind kind)
{
    return kind == FieldKind::Text || kind == FieldKind::CompletingText;
}

bool isMissing(const QVariant &value)
{
    return !value.isValid() || value.isNull();
}

std::optional<QString> arithmeticProblem(const BulkChange &change)
{
    if (isMissing(change.value))
        return tr("Type a number.");
    if (!orm::holdsDecimal(change.value) && change.value.typeId() != QMetaType::LongLong)
        return tr("“%1” is not a number.").arg(change.value.toString());
    return std::nullopt;
}

} // namespace

QList<FieldSpec> bulkFields(const PageSpec &spec)
{
    QList<FieldSpec> fields;
    for (const FieldSpec &field : spec.fields)
        if ((isNumber(field.kind) || isText(field.kind))
            && !RowKeys::isKey(*spec.model, field.attribute))
            fields << field;
    return fields;
}

QList<FieldSpec> bulkSources(const PageSpec &spec, const FieldSpec &field)
{
    QList<FieldSpec> sources = bulkFields(spec);
    sources.removeIf([&field](const FieldSpec &other) {
        return other.attribute == field.attribute || isNumber(other.kind) != isNumber(field.kind);
    });
    return sources;
}

QList<Operation> bulkOperations(const PageSpec &spec, const FieldSpec &field)
{
    QList<Operation> operations =
        isNumber(field.kind)
            ? QList{Operation::ChangeByPercent, Operation::MultiplyBy, Operation::Add,
                    Operation::Set, Operation::SetWhereEmpty}
            : QList{Operation::ReplaceText, Operation::Set, Operation::SetWhereEmpty};
    if (!bulkSources(spec, field).isEmpty())
        operations << Operation::CopyFrom;
    return operations;
}

QString operationText(Operation operation)
{
    switch (operation) {
    case Operation::ChangeByPercent: return tr("change by percent");
    case Operation::MultiplyBy: return tr("multiply by");
    case Operation::Add: return tr("add");
    case Operation::Set: return tr("set to");
    case Operation::SetWhereEmpty: return tr("set where empty");
    case Operation::ReplaceText: return tr("replace text");
    case Operation::CopyFrom: return tr("take from");
    }
    return {};
}

std::optional<QString> bulkProblem(const PageSpec &spec, const BulkChange &change)
{
    switch (change.operation) {
    case Operation::ChangeByPercent:
    case Operation::MultiplyBy:
    case Operation::Add: return arithmeticProblem(change);
    case Operation::SetWhereEmpty:
        if (isMissing(change.value))
            return tr("Type what takes the place of nothing.");
        return refusal(spec, change.attribute, change.value);
    case Operation::Set: return refusal(spec, change.attribute, change.value);
    case Operation::ReplaceText:
        return change.text.isEmpty() ? std::optional(tr("Type the text to look for."))
                                     : std::nullopt;
    case Operation::CopyFrom: break;
    }
    return std::nullopt;
}

std::optional<QString> bulkProblem(const PageSpec &spec, const BulkChanges &changes)
{
    for (const BulkChange &change : changes)
        if (const std::optional<QString> problem = bulkProblem(spec, change))
            return problem;
    if (spec.model->sequelize().options().dialect == orm::Dialect::MySql
        && !inOrderOfReading(changes))
        return tr("MySQL cannot give fields the values of each other at once. Change one of them "
                  "first.");
    return std::nullopt;
}

std::optional<BulkChanges> inOrderOfReading(BulkChanges changes)
{
    BulkChanges ordered;
    while (!changes.isEmpty()) {
        const auto isRead = [&](const BulkChange &change) {
            return std::ranges::any_of(changes, [&](const BulkChange &reader) {
                return reader.operation == BulkChange::Operation::CopyFrom
                       && reader.source == change.attribute && reader.attribute != change.attribute;
            });
        };
        const auto next = std::ranges::find_if_not(changes, isRead);
        if (next == changes.end())
            return std::nullopt;
        ordered += *next;
        changes.erase(next);
    }
    return ordered;
}

QStringList changedAttributes(const BulkChanges &changes)
{
    QStringList attributes;
    for (const BulkChange &change : changes)
        attributes += change.attribute;
    return attributes;
}

QString changedFields(const PageSpec &spec, const BulkChanges &changes)
{
    QStringList names;
    for (const BulkChange &change : changes)
        names += spec.field(change.attribute)->header;
    return names.join(tr(", ", "between names of fields"));
}

} // namespace ui
