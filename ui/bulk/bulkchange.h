#pragma once

#include "ui/base/pagespec.h"

#include <optional>

namespace ui {

/// What a bulk update does to one attribute of every record it is about. Where it does several
/// things, each is to another attribute, and is worked out from the values before all of them.
struct BulkChange
{
    enum class Operation : quint8 {
        ChangeByPercent, ///< Up by `value` percent; down when it is negative.
        MultiplyBy,      ///< Times `value`.
        Add,             ///< Plus `value`; what has no value keeps none, with the two above, too.
        Set,             ///< To `value`, which may be null.
        SetWhereEmpty,   ///< To `value` where there is none, or an empty text.
        ReplaceText,     ///< Each `text` in it by `value`; capital letters are others.
        CopyFrom         ///< The value of the attribute `source` of the same record.
    };

    QString attribute;
    Operation operation = Operation::Set;
    QVariant value = {}; ///< Of the attribute's type; a Decimal for percent and factor.
    QString text = {};   ///< What is looked for.
    QString source = {};
    /// A number is rounded to the decimals of its attribute. With this it goes up from there to the
    /// next one that ends in .99.
    bool endsInNinetyNine = false;

    bool operator==(const BulkChange &) const = default;
};

using BulkChanges = QList<BulkChange>;

/// Whether the operation makes a new number of an old one.
[[nodiscard]] constexpr bool isArithmetic(BulkChange::Operation operation)
{
    using Operation = BulkChange::Operation;
    return operation == Operation::ChangeByPercent || operation == Operation::MultiplyBy
           || operation == Operation::Add;
}

/// The fields that a bulk update can change: texts and numbers of the records themselves.
[[nodiscard]] QList<FieldSpec> bulkFields(const PageSpec &spec);
/// What can be done to one of them, the likeliest first.
[[nodiscard]] QList<BulkChange::Operation> bulkOperations(const PageSpec &spec,
                                                          const FieldSpec &field);
/// "change by percent", as it stands behind the name of a field.
[[nodiscard]] QString operationText(BulkChange::Operation operation);
/// The fields whose values another one can take: of the same kind, and not the key.
[[nodiscard]] QList<FieldSpec> bulkSources(const PageSpec &spec, const FieldSpec &field);

/// Why nothing can be done yet: no number was given, or one that the attribute never takes. Nothing
/// when the change is fit to be made.
[[nodiscard]] std::optional<QString> bulkProblem(const PageSpec &spec, const BulkChange &change);
/// The same of the first of several that is not fit.
[[nodiscard]] std::optional<QString> bulkProblem(const PageSpec &spec, const BulkChanges &changes);
/// The changes, each behind those that copy from its attribute: MySQL sets one field after the
/// other, and reads what it has set. None where two copy from each other.
[[nodiscard]] std::optional<BulkChanges> inOrderOfReading(BulkChanges changes);
/// The attributes that are changed.
[[nodiscard]] QStringList changedAttributes(const BulkChanges &changes);
/// "Price", "Price, Title": the fields that are changed.
[[nodiscard]] QString changedFields(const PageSpec &spec, const BulkChanges &changes);

} // namespace ui
