#pragma once

#include "orm/expr/layout.h"
#include "orm/model/read/includetree.h"

#include <functional>
#include <vector>

namespace orm {

/// Makes trees of instances of the rows of joined tables: each parent once, in the order in which
/// it came first, in a time that grows with the rows. The instances are views of the rows' blocks.
class RowTree
{
public:
    /// Reads associated rows by a query of their own: for each of `keys` a list.
    using Fetch = std::function<std::vector<QList<Instance>>(const IncludeNode &node,
                                                             const std::vector<QVariant> &keys)>;

    /// `select` was made of `tree`, and both outlive this.
    /// `hidden`: more attributes of the model that nobody asked for.
    RowTree(const IncludeTree &tree, const Select &select, const QStringList &hidden = {});
    ~RowTree();

    /// The head with which the rows are read.
    [[nodiscard]] std::shared_ptr<RowHead> head() const { return m_head; }
    [[nodiscard]] QList<Instance> instances(const RowSet &rows, const Fetch &fetch);

private:
    struct Part;
    struct Slot;

    int addPart(const ModelData &model, int parent, bool isToMany, const QStringList &hidden);
    void addParts(const IncludeNode &node, const std::vector<Join> &joins, int part);
    void addSlot(int part, const QString &name, bool isToMany, int child,
                 const IncludeNode *separate);
    void placeColumns(const Select &select);
    void place(const ResultColumn &column, int position, const std::vector<Join> &joins);
    void takeNames();
    void findKeys();

    void read(int block, int row);
    [[nodiscard]] int nodeOf(Part &part, int parent, int block, int row);
    [[nodiscard]] bool isSame(const Part &part, int node, int block, int row) const;
    [[nodiscard]] size_t hash(const Part &part, int parent, int block, int row) const;
    [[nodiscard]] bool isMissing(const Part &part, int block, int row) const;
    void fetchSeparate(const Fetch &fetch);
    void build(size_t index);
    static void keepLowest(const Part &part, QList<Instance> &rows);

    std::shared_ptr<ModelRowHead> m_head;
    std::vector<std::unique_ptr<Part>>
        m_parts;                ///< Parents before children; the first is the model.
    std::vector<int> m_current; ///< By part, the node of the row being read, or -1.
    RowBlocks m_blocks;
    qsizetype m_columnCount = 0;
};

} // namespace orm
