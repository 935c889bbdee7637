#pragma once

#include "orm/model/read/includenode.h"

namespace orm {

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
    [[nodiscard]] bool multiplies() const { return m_root.multiplies(); }
    [[nodiscard]] bool hasSubQuery() const { return m_root.isInSubQuery; }
    /// The columns of the model, with the keys that the included rows need.
    [[nodiscard]] const std::vector<Selected> &columns() const { return m_root.columns; }
    /// What separate includes that must have a row ask of the model's rows; perhaps nothing.
    [[nodiscard]] const Where &chosenBy() const { return m_root.where; }
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
    static void chooseParents(const IncludeNode &node);
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
