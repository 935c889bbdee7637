#include "orm/model/read/rowtree.h"

#include "orm/model/read/rowtree_part.h"

#include <algorithm>

namespace orm {

QList<Instance> RowTree::instances(const RowSet &rows, const Fetch &fetch)
{
    m_blocks = rows.blocks;
    takeNames();
    for (int block = 0; block < int(m_blocks.size()); ++block)
        for (int row = 0; row < m_blocks.at(block)->rowCount(); ++row)
            read(block, row);
    fetchSeparate(fetch);
    for (size_t i = m_parts.size(); i-- > 0;)
        build(i);
    Part &root = *m_parts.front();
    return root.rows.empty() ? QList<Instance>() : std::move(root.rows.front());
}

/// Finds or makes the nodes that a row tells of.
void RowTree::read(int block, int row)
{
    for (size_t i = 0; i < m_parts.size(); ++i) {
        Part &part = *m_parts[i];
        const int parent = part.parent < 0 ? 0 : m_current[size_t(part.parent)];
        const bool isThere = parent >= 0 && !(part.parent >= 0 && isMissing(part, block, row));
        m_current[i] = isThere ? nodeOf(part, parent, block, row) : -1;
    }
}

bool RowTree::isMissing(const Part &part, int block, int row) const
{
    const RowBlock &rows = *m_blocks.at(block);
    return !part.keys.empty()
           && std::ranges::all_of(part.keys, [&](int column) { return rows.isNull(row, column); });
}

int RowTree::nodeOf(Part &part, int parent, int block, int row)
{
    const auto added = [&] {
        part.nodes.push_back({block, row, parent});
        return int(part.nodes.size()) - 1;
    };
    if (!part.isKeyed)
        return added();
    // Rows of one parent mostly follow each other.
    const int last = int(part.nodes.size()) - 1;
    if (last >= 0 && part.nodes[size_t(last)].parent == parent && isSame(part, last, block, row))
        return last;
    int *const found = part.index.find(hash(part, parent, block, row), [&](int node) {
        return part.nodes[size_t(node)].parent == parent
               && (!part.isRepeated || isSame(part, node, block, row));
    });
    if (*found < 0)
        *found = added();
    return *found;
}

bool RowTree::isSame(const Part &part, int node, int block, int row) const
{
    const RowPlace &place = part.nodes[size_t(node)];
    const RowBlock &left = *m_blocks.at(place.block);
    const RowBlock &right = *m_blocks.at(block);
    return std::ranges::all_of(
        part.identity, [&](int column) { return sameCell(left, place.row, right, row, column); });
}

size_t RowTree::hash(const Part &part, int parent, int block, int row) const
{
    size_t seed = size_t(parent);
    if (part.isRepeated)
        for (const int column : part.identity)
            seed = cellHash(*m_blocks.at(block), row, column, seed);
    return qHash(seed, size_t(0x9E3779B97F4A7C15));
}

void RowTree::fetchSeparate(const Fetch &fetch)
{
    for (const auto &part : m_parts) {
        for (Slot &slot : part->slotList) {
            if (!slot.separate || part->nodes.empty())
                continue;
            const int attribute =
                part->model->indexOf(slot.separate->association->sourceAttribute());
            const int column = part->head->columnOf[size_t(attribute)];
            std::vector<QVariant> keys;
            keys.reserve(part->nodes.size());
            for (const RowPlace &node : part->nodes)
                keys.push_back(column < 0 ? null()
                                          : decoded(*m_blocks.at(node.block), node.row, column,
                                                    part->model->type(attribute)));
            slot.fetched = fetch(*slot.separate, keys);
        }
    }
}

/// Makes the instances of a part, whose children are made.
void RowTree::build(size_t index)
{
    Part &part = *m_parts[index];
    const size_t parents = part.parent < 0 ? 1 : m_parts[size_t(part.parent)]->nodes.size();
    std::vector<int> counts(parents, 0);
    for (const RowPlace &node : part.nodes)
        ++counts[size_t(node.parent)];
    part.rows.resize(parents);
    for (size_t i = 0; i < parents; ++i)
        part.rows[i].reserve(counts[i]);
    for (size_t i = 0; i < part.nodes.size(); ++i) {
        const RowPlace &node = part.nodes[i];
        Instance instance(m_blocks.at(node.block), node.row, int(index));
        if (!part.slotList.empty()) {
            auto *relations = new InstanceRelations;
            instance.m_relations = relations;
            relations->names = part.names;
            relations->rows.reserve(part.slotList.size());
            for (Slot &slot : part.slotList)
                relations->rows.push_back(std::move(
                    slot.separate ? slot.fetched[i] : m_parts[size_t(slot.child)]->rows[i]));
        }
        part.rows[size_t(node.parent)].append(std::move(instance));
    }
    if (!part.isToMany && part.isRepeated)
        for (QList<Instance> &list : part.rows)
            keepLowest(part, list);
}

/// Of several rows that an association to one finds, that with the lowest key is it.
void RowTree::keepLowest(const Part &part, QList<Instance> &rows)
{
    if (rows.size() < 2)
        return;
    const auto isLower = [&part](const Instance &left, const Instance &right) {
        for (const int column : part.keys)
            if (const int order =
                    cellOrder(*left.m_block, left.m_row, *right.m_block, right.m_row, column))
                return order < 0;
        return false;
    };
    rows = {*std::ranges::min_element(rows, isLower)};
}

} // namespace orm
