#pragma once

#include "orm/model/read/rowtree.h"
#include "orm/model/read/rowtree_index.h"

namespace orm {

/// A place in an instance for associated rows.
struct RowTree::Slot
{
    int child = -1; ///< The part they are of, or
    const IncludeNode *separate = nullptr;
    std::vector<QList<Instance>> fetched = {}; ///< what another query gave, by node.
};

/// One of the models whose rows stand side by side in the result.
struct RowTree::Part
{
    const ModelData *model = nullptr;
    int parent = -1;
    bool isToMany = true;
    /// A parent may have several rows in the result, though perhaps only one counts.
    bool isRepeated = true;
    bool isJunction = false; ///< The junction row, by which a row of the parent was found.
    /// Rows are told apart; else each is a new one.
    bool isKeyed = true;
    const Join *join = nullptr;
    const JoinTable *junction = nullptr;
    ModelRowHead *head = nullptr;
    std::vector<int> keys; ///< Columns of the primary key.
    /// What tells rows of one parent apart: the key, and that of the junction row.
    std::vector<int> identity;
    std::shared_ptr<InstanceRelations::Names> names;
    std::vector<Slot> slotList;

    std::vector<RowPlace> nodes;
    PlaceIndex index;
    std::vector<QList<Instance>> rows; ///< When built: by node of the parent.
};

} // namespace orm
