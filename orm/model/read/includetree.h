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
    Where where;      ///< With scopes and without rows that are marked as deleted.
    std::vector<Selected> columns = {}; ///< Perhaps none.
    std::vector<Selected> throughColumns = {};
    QStringList hidden = {};        ///< Attributes among the columns that nobody asked for …
    QStringList hiddenThrough = {}; ///< … and among throughColumns.
    Where throughWhere = {};
    std::vector<std::unique_ptr<IncludeNode>> children = {};

    bool isRequired = false;
    bool isSeparate = false;    ///< Its rows are read by another query, …
    bool isMerged = false;      ///< … in the order of their parents' keys.
    bool isDuplicating = false; ///< It multiplies the parent's rows; …
    bool hasDuplicating = false;
    bool hasRequired = false; ///< … this one or one below it.
    bool hasToMany = false;   ///< Something below it is to many.
    bool hasToOne = false;
    bool isInSubQuery = false; ///< Of the root: whether there is a sub-query.
    bool choosesParents = false;

    /// Whether the parent's row can have more than one of these.
    [[nodiscard]] bool isToMany() const { return association && association->isToMany(); }
};

/// The condition that rows have these values.
[[nodiscard]] Where whereOf(const Values &values);

/// What the includes of a call mean: which associations, with all that follows for the statement.
/// Throws EagerLoadingError or UsageError for an include that fits no association.
class IncludeTree
{
public:
    /// Whether includes may be merged: not where only a count is made of the rows.
    enum class Merging : bool { Refused, Allowed };

    /// `options` are those of a find, with the model's scope.
    IncludeTree(const ModelData &model, const FindOptions &options,
                Merging merging = Merging::Refused);

    [[nodiscard]] const IncludeNode &root() const { return m_root; }
    /// Whether a row of the model can come more than once.
    [[nodiscard]] bool multiplies() const { return m_root.hasToMany; }
    [[nodiscard]] bool hasSubQuery() const { return m_root.isInSubQuery; }
    /// The columns of the model, with the keys that the included rows need.
    [[nodiscard]] const std::vector<Selected> &columns() const { return m_root.columns; }
    /// The joins of all but separate includes. Without columns, for a count.
    [[nodiscard]] std::vector<Join> joins(bool withColumns) const;

private:
    using Children = std::vector<Include>;

    void resolve(IncludeNode &node, const Includes &includes);
    void validate(IncludeNode &node);
    void complete(IncludeNode &node, const Included &what);
    void chooseColumns(IncludeNode &node, const Attributes &scoped);
    void addThrough(IncludeNode &node);
    void separate(IncludeNode &node);
    [[nodiscard]] bool canMerge(const IncludeNode &node) const;
    void addSharedKeys(IncludeNode &node);
    void placeInSubQuery(IncludeNode &node, IncludeNode &parent) const;
    void addRootKeys(const FindOptions &options);

    IncludeNode m_root;
    bool m_mayMerge = false;
    QStringList m_named; ///< Paths of included tables that columns, conditions or sort keys name.
    bool m_hasLimit = false;
    std::optional<bool> m_subQuery;
};

} // namespace orm
