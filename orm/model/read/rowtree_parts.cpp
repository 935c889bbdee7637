// The half of RowTree that finds out which columns of the result make which rows.
#include "orm/core/error.h"
#include "orm/model/define/columns.h"
#include "orm/model/read/rowtree_part.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

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
    part->head->hide(hidden);
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
        m_parts[size_t(index)]->isJunction = child->isJunction;
        addSlot(part, association.as, association.isToMany(), index, nullptr);
        addParts(*child, own.joins, index);
        if (own.junction && !own.junction->columns.empty()) {
            const int junction = addPart(*association.through, index, false, child->hiddenThrough);
            m_parts[size_t(junction)]->join = &own;
            m_parts[size_t(junction)]->junction = &*own.junction;
            m_parts[size_t(junction)]->isRepeated = false;
            m_parts[size_t(junction)]->isJunction = true;
            addSlot(index, association.through->name, false, junction, nullptr);
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
        place(columns[i], int(i), select.joins);
    m_columnCount = m_head->columns.size();
    const bool isOpenToDatabase = std::ranges::any_of(columns, [](const ResultColumn &column) {
        return column.selected && (isOpen(*column.selected) || isExpression(*column.selected));
    });
    if (isOpenToDatabase)
        m_head->columns.clear(); // The database tells them.
}

/// Takes the names that the database gave to what has none.
void RowTree::takeNames()
{
    if (m_blocks.empty())
        return;
    if (m_head->columns.size() != m_columnCount)
        throw QueryError(
            u"An expression among the attributes of %1 makes several columns, or none. Give "
            "each column beside included rows an expression of its own."_s.arg(
                m_parts.front()->model->name));
    for (const auto &part : m_parts)
        for (ModelRowHead::Extra &extra : part->head->extras)
            if (extra.name.isEmpty())
                extra.name = m_head->columns.at(extra.column);
}

void RowTree::place(const ResultColumn &column, int position, const std::vector<Join> &joins)
{
    const auto found = std::ranges::find_if(m_parts, [&](const auto &part) {
        return part->join == column.join && part->junction == column.junction;
    });
    QString name;
    if (column.selected && found != m_parts.end()) {
        const Part &part = **found;
        name = nameOf(*column.selected, columnOf(*column.selected, part.model->table));
        const int attribute = part.model->indexOf(name);
        const bool isOther =
            attribute >= 0 && isOtherAttribute(*column.selected, *part.model, attribute);
        if (attribute < 0 || isOther || hasOwnType(*column.selected, part.model->type(attribute)))
            part.head->extras.push_back(
                {name, position, typeOf(*part.model, *column.selected, joins)});
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
        if (part->isJunction) {
            std::vector<int> &identity = m_parts[size_t(part->parent)]->identity;
            identity.insert(identity.end(), part->keys.begin(), part->keys.end());
        }
}

} // namespace orm
