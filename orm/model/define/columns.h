#pragma once

#include "orm/expr/select.h"
#include "orm/expr/selection.h"
#include "orm/model/define/modeldata.h"

namespace orm {

/// The attribute that `selected` names, without one of its own name for it; else empty.
[[nodiscard]] QString plainName(const Selected &selected);
[[nodiscard]] bool contains(const std::vector<Selected> &list, const QString &attribute);
/// Whether one of them gives the attribute, perhaps under another name.
[[nodiscard]] bool mentions(const std::vector<Selected> &list, const QString &attribute);

/// What a SELECT of these attributes of a model has: all but virtual ones, or those listed, with
/// the ones that virtual attributes among them are made from. Perhaps nothing.
[[nodiscard]] std::vector<Selected> columnsOf(const ModelData &model, const Attributes &attributes);

/// The virtual attributes with getters that these leave out.
[[nodiscard]] QStringList unasked(const ModelData &model, const Attributes &attributes);

/// `where`, and that the row is not marked as deleted in a paranoid model.
[[nodiscard]] Where notDeleted(const ModelData &model, const Where &where);

/// Whether that is calculated and has another type than `attribute`, whose name it has, or more
/// places: a count, a mean, what has the type of its argument, or any expression in place of a
/// number.
[[nodiscard]] bool hasOwnType(const Selected &selected, const DataType &attribute);
/// Whether that is another attribute than `attribute`, whose name it has: `{"title", "price"}`.
[[nodiscard]] bool isOtherAttribute(const Selected &selected, const ModelData &model,
                                    int attribute);
/// The type of what is selected, where it is an attribute under another name, also of one of the
/// joined tables ("books.price"), or a function that keeps the type of what it is given: the least,
/// the greatest or the sum, the first that is not null. nullptr for all else.
[[nodiscard]] const DataType *typeOf(const ModelData &model, const Selected &selected,
                                     const std::vector<Join> &joins);
/// Whether that is an expression, whose text can make several columns where one is expected.
[[nodiscard]] bool isExpression(const Selected &selected);

} // namespace orm
