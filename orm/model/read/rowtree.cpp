#include "orm/model/read/rowtree.h"

#include "orm/core/error.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/rowtree_index.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

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
    bool isBetween = false; ///< The row between, by which a row of the parent was found.
    /// Rows are told apart; else each is a new one.
    bool isKeyed = true;
    const Join *join = nullptr;
    const JoinTable *between = nullptr;
    ModelRowHead *head = nullptr;
    std::vector<int> keys; ///< Columns of the primary key.
    /// What tells rows of one parent apart: the key, and that of the row between.
    std::vector<int> identity;
    std::shared_ptr<InstanceRelations::Names> names;
    std::vector<Slot> slotList;

    std::vector<RowPlace> nodes;
    PlaceIndex index;
    std::vector<QList<Instance>> rows; ///< When built: by node of the parent.
};

RowTree::~RowTree() = default;

RowTree::RowTree(const IncludeTree &tree, const Select &select, const QStringList &hidden)
    : m_head(std::make_shared<ModelRowHead>())
{
    addPart(*tree.root().model, -1, true, tree.root().hidden + hidden);
    addParts(tree.root(), select.joins, 0);
    placeColumns(select);
    findKeys();
    Part &root = *m_parts.front();
    root.isKeyed = root.keys.size() == root.model->primaryKeys.size() && tree.multiplies()
                   && select.group.empty(); // A group is a row.
    m_current.assign(m_parts.size(), -1);
}

int RowTree::addPart(const ModelData &model, int parent, bool isToMany, const QStringList &hidden)
{
    auto part = std::make_unique<Part>();
    part->model = &model;
    part->parent = parent;
    part->isToMany = isToMany;
    part->names = std::make_shared<InstanceRelations::Names>();
    if (parent < 0) {
        part->head = m_head.get();
    } else {
        m_head->parts.push_back(std::make_unique<ModelRowHead>());
        part->head = m_head->parts.back().get();
    }
    part->head->data = model.shared();
    part->head->columnOf.assign(model.attributes.size(), -1);
    for (const QString &name : hidden) {
        part->head->hidden.resize(model.attributes.size());
        part->head->hidden[size_t(model.indexOf(name))] = true;
    }
    m_parts.push_back(std::move(part));
    return int(m_parts.size()) - 1;
}

/// The parts of all includes that are joined, with a place in their parents; includes without
/// columns have none.
void RowTree::addParts(const IncludeNode &node, const std::vector<Join> &joins, int part)
{
    auto join = joins.begin();
    for (const auto &child : node.children) {
        const Association &association = *child->association;
        if (child->isSeparate) {
            addSlot(part, association.as, association.isToMany(), -1, child.get());
            continue;
        }
        const Join &own = *join++;
        if (own.columns.empty())
            continue;
        const int index = addPart(*child->model, part, association.isToMany(), child->hidden);
        m_parts[size_t(index)]->join = &own;
        m_parts[size_t(index)]->isRepeated = !child->findsOne();
        m_parts[size_t(index)]->isBetween = child->isBetween;
        addSlot(part, association.as, association.isToMany(), index, nullptr);
        addParts(*child, own.joins, index);
        if (own.between && !own.between->columns.empty()) {
            const int between = addPart(*association.through, index, false, child->hiddenThrough);
            m_parts[size_t(between)]->join = &own;
            m_parts[size_t(between)]->between = &*own.between;
            m_parts[size_t(between)]->isRepeated = false;
            m_parts[size_t(between)]->isBetween = true;
            addSlot(index, association.through->name, false, between, nullptr);
        }
    }
}

void RowTree::addSlot(int part, const QString &name, bool isToMany, int child,
                      const IncludeNode *separate)
{
    Part &owner = *m_parts[size_t(part)];
    owner.names->aliases += name;
    owner.names->isToMany.push_back(isToMany);
    owner.slotList.push_back({child, separate});
}

void RowTree::placeColumns(const Select &select)
{
    const std::vector<ResultColumn> columns = Layout(select).all();
    for (size_t i = 0; i < columns.size(); ++i)
        place(columns[i], int(i));
    m_columnCount = m_head->columns.size();
    const bool isOpenToDatabase = std::ranges::any_of(columns, [](const ResultColumn &column) {
        return column.selected && isOpen(*column.selected);
    });
    if (isOpenToDatabase)
        m_head->columns.clear(); // The database tells them.
}

/// Takes the names that the database gave to what has none.
void RowTree::takeNames()
{
    if (m_head->columns.size() != m_columnCount)
        throw QueryError(
            u"A literal among the attributes of %1 makes several columns, or none. Give "
            "each column beside included rows a literal of its own."_s.arg(
                m_parts.front()->model->name));
    for (const auto &part : m_parts)
        for (auto &[name, column] : part->head->extras)
            if (name.isEmpty())
                name = m_head->columns.at(column);
}

void RowTree::place(const ResultColumn &column, int position)
{
    const auto found = std::ranges::find_if(m_parts, [&](const auto &part) {
        return part->join == column.join && part->between == column.between;
    });
    QString name;
    if (column.selected && found != m_parts.end()) {
        const Part &part = **found;
        name = nameOf(*column.selected, columnOf(*column.selected, part.model->table));
        const int attribute = part.model->indexOf(name);
        if (attribute < 0)
            part.head->extras.emplace_back(name, position);
        else if (part.head->columnOf[size_t(attribute)] < 0)
            part.head->columnOf[size_t(attribute)] = position;
    }
    m_head->columns += column.join ? column.path() + u'.' + name : name;
}

void RowTree::findKeys()
{
    for (const auto &part : m_parts)
        for (const int key : part->model->primaryKeys)
            if (const int column = part->head->columnOf[size_t(key)]; column >= 0)
                part->keys.push_back(column);
    for (const auto &part : m_parts)
        part->identity = part->keys;
    for (const auto &part : m_parts)
        if (part->isBetween) {
            std::vector<int> &identity = m_parts[size_t(part->parent)]->identity;
            identity.insert(identity.end(), part->keys.begin(), part->keys.end());
        }
}

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
