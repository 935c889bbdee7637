#pragma once

#include "orm/expr/find.h"
#include "orm/model/define/association.h"
#include "orm/model/define/modeldata.h"

#include <memory>
#include <vector>

namespace orm {

/// One included association with what is asked of it, or (without an association) the model that
/// is asked for.
struct IncludeNode
{
    const ModelData *model = nullptr;
    const Association *association = nullptr;
    IncludeNode *parent = nullptr;
    IncludeOptions told;
    Where scope = {}; ///< The condition that the model begins with.
    /// With scopes, without rows that are marked as deleted, and with what separate includes ask;
    /// of the root: only the last.
    Where where;
    std::vector<Selected> columns = {}; ///< Perhaps none.
    std::vector<Selected> throughColumns = {};
    QStringList hidden = {};        ///< Attributes among the columns that nobody asked for …
    QStringList hiddenThrough = {}; ///< … and among throughColumns.
    Where throughWhere = {};
    std::vector<std::unique_ptr<IncludeNode>> children = {};

    bool isRequired = false;    ///< A join leaves out parents without a row; never a separate one.
    bool isSeparate = false;    ///< Its rows are read by another query, …
    bool isMerged = false;      ///< … in the order of their parents' keys.
    bool isDuplicating = false; ///< It multiplies the parent's rows; …
    bool hasDuplicating = false;
    bool hasRequired = false; ///< … this one or one below it.
    bool hasToMany = false;   ///< Something below it is to many.
    bool hasToOne = false;
    bool isInSubQuery = false; ///< Of the root: whether there is a sub-query.
    bool choosesParents = false;
    bool isJunction = false; ///< The one junction row, of a row that was found through it.

    /// The same as what a call asks for: the columns, and virtual attributes.
    [[nodiscard]] Attributes attributes() const;
    /// Whether the parent's row can have more than one of these.
    [[nodiscard]] bool isToMany() const { return association && association->isToMany(); }
    /// Whether nothing but one row can be found for a parent: an association to one says so, but
    /// only a key or a unique column makes sure of it.
    [[nodiscard]] bool findsOne() const;
    /// Whether rows that are joined, this one's or below it, multiply those of the parent.
    [[nodiscard]] bool multiplies() const;
    /// "Titles.Reviews"; not of the root.
    [[nodiscard]] QString path() const;
};

} // namespace orm
