#include "orm/model/read/includetree.h"

#include "orm/core/error.h"
#include "orm/expr/tables.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/scope.h"
#include "orm/model/read/includenames.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

FindOptions findOptionsOf(const IncludeOptions &told)
{
    return {.where = told.where,
            .attributes = told.attributes,
            .include = told.include,
            .order = told.order,
            .limit = told.limit,
            .offset = told.offset,
            .paranoid = told.paranoid};
}

/// What the included model begins with.
FindOptions scopeOf(const Association &association, const Included &what)
{
    if (what.kind == Included::Kind::Model && what.scope)
        return *what.scope;
    return association.targetScope ? *association.targetScope
                                   : association.target->options.defaultScope;
}

/// The listed attributes, with the keys that tell rows apart before them; `added` learns these.
std::vector<Selected> withKeys(const ModelData &model, std::vector<Selected> columns,
                               QStringList &added)
{
    if (columns.empty())
        return columns;
    for (const int key : model.primaryKeys) {
        const QString &name = model.attributes[size_t(key)].name;
        if (contains(columns, name))
            continue;
        columns.insert(columns.begin(), Selected(name));
        added += name;
    }
    return columns;
}

/// Whether the rows of each group have the key of the model in common, which the group names.
bool isGroupOfKey(const ModelData &model, const Group &group)
{
    const QString &attribute = model.attributes[size_t(model.primaryKey)].name;
    const QString &column = model.table.columns[size_t(model.primaryKey)].name;
    return std::ranges::any_of(group, [&](const Operand &term) {
        const QVariant *text = term.data();
        const auto *path = std::get_if<Column>(&term.node());
        const QString name = text ? text->toString() : path ? path->path : QString();
        const QString own =
            name.startsWith(model.name + u'.') ? name.sliced(model.name.size() + 1) : name;
        return own == attribute || own == column;
    });
}

std::vector<Selected> united(std::vector<Selected> columns, const std::vector<Selected> &more)
{
    for (const Selected &each : more)
        if (plainName(each).isEmpty() || !contains(columns, plainName(each)))
            columns.push_back(each);
    return columns;
}

/// The tables that includes name in what they ask for.
QStringList tablesNamed(const Includes &includes)
{
    QStringList tables;
    for (const Include &include : includes.items())
        tables += orm::tablesNamed(include.options.where) + orm::tablesNamed(include.options.on)
                  + orm::tablesNamed(include.options.attributes)
                  + tablesNamed(include.options.include);
    return tables;
}

} // namespace

Where whereOf(const Values &values)
{
    std::vector<Where::Term> terms;
    for (const Values::Entry &entry : values)
        terms.emplace_back(Text(entry.attribute), entry.value);
    return Where(std::move(terms));
}

IncludeTree::IncludeTree(const ModelData &model, const FindOptions &options, Merging merging)
    : m_root{.model = &model, .told = {}, .where = {}}
    , m_mayMerge(merging == Merging::Allowed && options.group.empty())
    , m_named(orm::tablesNamed(options.where) + orm::tablesNamed(options.order.terms())
              + orm::tablesNamed(options.attributes) + tablesNamed(options.include))
    , m_hasLimit(options.limit.value_or(0) > 0)
    , m_subQuery(options.subQuery)
{
    m_root.told.attributes = options.attributes;
    m_root.columns = columnsOf(model, options.attributes);
    resolve(m_root, options.include);
    validate(m_root);
    m_root.isInSubQuery = m_subQuery.value_or(false) && options.group.empty();
    addRootKeys(options);
}

void IncludeTree::resolve(IncludeNode &node, const Includes &includes)
{
    for (ResolvedInclude &each : resolved(*node.model, includes)) {
        auto child = std::make_unique<IncludeNode>();
        child->model = each.association->target;
        child->association = each.association;
        child->parent = &node;
        child->told = std::move(each.options);
        child->isJunction = each.what.kind == Included::Kind::Junction;
        node.children.push_back(std::move(child));
        complete(*node.children.back(), each.what);
    }
}

/// What is asked of an included model: the call's options on top of its scope.
void IncludeTree::complete(IncludeNode &node, const Included &what)
{
    const ModelData &model = *node.model;
    const FindOptions scope = scopeOf(*node.association, what);
    const FindOptions all =
        merged(scope, findOptionsOf(node.told), model.options.whereMergeStrategy);
    chooseColumns(node, scope.attributes);
    node.scope = scope.where;
    node.where = all.where;
    node.told.include = all.include;
    node.told.order = all.order;
    node.told.limit = all.limit;
    node.told.offset = all.offset;
    node.told.paranoid = all.paranoid;
    if (node.association->through)
        addThrough(node);
    node.isSeparate = node.told.separate.value_or(node.told.limit.value_or(0) > 0);
    node.isRequired = !node.isSeparate && node.told.required.value_or(!node.where.terms().empty());
    if (!node.association->scope.isEmpty()) {
        const Where scoped = whereOf(node.association->scope);
        node.where = node.where.terms().empty() ? scoped : Op::and_({node.where, scoped});
    }
    if (node.isSeparate)
        separate(node);
    resolve(node, node.told.include);
    node.isMerged = canMerge(node);
    if (node.isMerged) {
        node.isSeparate = true;
        addSharedKeys(node);
    }
    if (node.told.paranoid)
        node.where = notDeleted(model, node.where);
    if (node.isSeparate && node.told.required.value_or(false))
        chooseParents(node);
}

void IncludeTree::chooseColumns(IncludeNode &node, const Attributes &scoped)
{
    const ModelData &model = *node.model;
    if (node.told.attributes.isAll()) {
        node.hidden += unasked(model, scoped);
        node.columns = columnsOf(model, scoped);
        return;
    }
    node.hidden += unasked(model, node.told.attributes);
    if (scoped.isList()) // The scope may ask for more.
        node.hidden.removeIf(
            [left = unasked(model, scoped)](const QString &name) { return !left.contains(name); });
    node.columns = withKeys(model, columnsOf(model, node.told.attributes), node.hidden);
    if (scoped.isList())
        node.columns = united(columnsOf(model, scoped), node.columns);
}

void IncludeTree::addThrough(IncludeNode &node)
{
    const ModelData &through = *node.association->through;
    const ThroughOptions &told = node.told.through;
    node.throughColumns = columnsOf(through, told.attributes);
    node.hiddenThrough += unasked(through, told.attributes);
    if (!told.attributes.isAll())
        node.throughColumns = withKeys(through, std::move(node.throughColumns), node.hiddenThrough);
    node.throughWhere = told.where;
    if (!node.association->throughScope.isEmpty()) {
        const Where scoped = whereOf(node.association->throughScope);
        node.throughWhere = told.where.terms().empty() ? scoped : Op::and_({told.where, scoped});
    }
    if (told.paranoid)
        node.throughWhere = notDeleted(through, node.throughWhere);
}

/// Finds out what follows from the includes for each other and for a limit. The children's children
/// come first.
void IncludeTree::validate(IncludeNode &node)
{
    for (const auto &each : node.children) {
        IncludeNode &child = *each;
        validate(child);
        if (child.isMerged)
            continue; // Nothing follows from it for the others.
        child.isDuplicating = child.told.duplicating.value_or(child.isToMany());
        child.hasDuplicating = child.hasDuplicating || child.isDuplicating;
        child.hasRequired = child.hasRequired || child.isRequired;
        node.hasDuplicating = node.hasDuplicating || child.hasDuplicating;
        node.hasRequired = node.hasRequired || child.isRequired;
    }
    for (const auto &child : node.children) {
        if (child->isMerged)
            continue;
        placeInSubQuery(*child, node);
        const bool isRoot = !node.association;
        if (isRoot && !m_subQuery && m_hasLimit && (child->isInSubQuery || child->hasDuplicating))
            m_subQuery = true;
        node.hasToMany = node.hasToMany || child->isToMany() || child->hasToMany;
        node.hasToOne = node.hasToOne || !child->isToMany() || child->hasToOne;
    }
}

void IncludeTree::placeInSubQuery(IncludeNode &node, IncludeNode &parent) const
{
    const std::optional<bool> told = node.told.subQuery;
    if (told.value_or(true) && parent.hasDuplicating && m_hasLimit) {
        node.isInSubQuery = node.isDuplicating ? told.value_or(false) : node.hasRequired;
        node.choosesParents = node.isDuplicating && node.hasRequired;
        return;
    }
    node.isInSubQuery = told.value_or(false);
    node.choosesParents = node.isDuplicating && node.isInSubQuery;
    if (!node.isDuplicating)
        node.isInSubQuery =
            node.isInSubQuery || (parent.isRequired && node.hasRequired && !node.isSeparate);
}

/// Rows of the model are told apart by their key, so that it is always there.
void IncludeTree::addRootKeys(const FindOptions &options)
{
    const ModelData &model = *m_root.model;
    m_root.hidden += unasked(model, options.attributes);
    const QString &key = model.attributes[size_t(model.primaryKey)].name;
    // The rows of a group have a key in common only where that makes the group.
    const bool isGrouped =
        !options.group.empty()
        && (!isGroupOfKey(model, options.group) || (m_root.hasToOne && !m_root.hasToMany));
    if (!options.attributes.isAll() && !isGrouped && !contains(m_root.columns, key)) {
        m_root.columns.insert(m_root.columns.begin(), Selected(key));
        m_root.hidden += key;
    }
    // A row that comes more than once is known by its whole key.
    if (!isGrouped && m_root.multiplies() && !options.attributes.isAll())
        for (const int index : model.primaryKeys)
            if (const QString &name = model.attributes[size_t(index)].name;
                !contains(m_root.columns, name)) {
                m_root.columns.emplace_back(name);
                m_root.hidden += name;
            }
    if (!m_root.isInSubQuery)
        return;
    for (const int index : model.primaryKeys) {
        const ColumnDef &column = model.table.columns[size_t(index)];
        if (!mentions(m_root.columns, column.attribute))
            m_root.columns.emplace_back(Text(column.attribute), Text(column.name));
    }
}

} // namespace orm
