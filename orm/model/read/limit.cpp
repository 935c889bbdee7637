#include "orm/model/read/limit.h"

#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/expr/tables.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// What the includes below name in their conditions and columns.
QStringList namedBelow(const IncludeNode &node)
{
    QStringList paths;
    for (const auto &child : node.children)
        paths += tablesNamed(child->where) + tablesNamed(child->throughWhere)
                 + tablesNamed(Attributes(child->columns)) + namedBelow(*child);
    return paths;
}

/// Whether the caller has said how a limit is to treat some of the includes.
bool isToldHow(const IncludeNode &node)
{
    return std::ranges::any_of(node.children, [](const auto &child) {
        const bool isTold = child->told.subQuery || (child->told.duplicating && !child->isSeparate);
        return isTold || isToldHow(*child);
    });
}

/// Whether the tables that paths name are known where the model's rows are chosen.
bool areKnownInside(const Select &select, const QStringList &paths)
{
    return std::ranges::all_of(paths, [&](const QString &path) {
        const Join *join = joinAlong(select.joins, path);
        return join ? join->isInSubQuery : path == select.alias;
    });
}

/// The name of the model's own attribute that a term sorts by; empty: by something else.
QString ownAttribute(const Select &select, const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    const bool isOwn = column && term.isAttribute && select.table->find(column->path);
    return isOwn ? column->path : QString();
}

/// Whether the term means the same inside the sub-query and around it.
bool isSortedAlike(const Select &select, const OrderTerm &term)
{
    const QString attribute = ownAttribute(select, term);
    if (attribute.isEmpty())
        return tablesNamed(std::vector<OrderTerm>{term}).isEmpty();
    return std::ranges::none_of(select.columns, [&](const Selected &each) {
        const auto *column = std::get_if<Column>(&each.what.node());
        return each.alias == attribute && !(column && column->path == attribute);
    });
}

/// Whether a term sorts by rows that only the sub-query knows.
bool isOfInside(const Select &select, const OrderTerm &term)
{
    return std::ranges::any_of(tablesNamed(std::vector<OrderTerm>{term}), [&](const QString &path) {
        const Join *join = joinAlong(select.joins, path);
        return join && join->isInSubQuery;
    });
}

/// Whether the rows are sorted inside the sub-query as they are around it. Once the key is among
/// what sorts them, what is behind it counts for joined rows only.
bool isSortedInside(const Select &select, const ModelData &model)
{
    size_t missing = model.primaryKeys.size();
    return std::ranges::all_of(select.order, [&](const OrderTerm &term) {
        if (isOfInside(select, term))
            return false;
        if (missing == 0)
            return true;
        const int index = model.indexOf(ownAttribute(select, term));
        missing -= std::ranges::count(model.primaryKeys, index);
        return isSortedAlike(select, term);
    });
}

void addAliases(const std::vector<Join> &joins, QStringList &aliases)
{
    for (const Join &join : joins) {
        aliases += join.alias;
        if (join.junction)
            aliases += join.junction->alias;
        addAliases(join.joins, aliases);
    }
}

bool areDifferent(const QStringList &aliases, Qt::CaseSensitivity sensitivity)
{
    for (qsizetype i = 0; i < aliases.size(); ++i)
        for (qsizetype j = 0; j < i; ++j)
            if (aliases.at(i).compare(aliases.at(j), sensitivity) == 0)
                return false;
    return true;
}

/// Walks along the includes and the joins made of them.
class Check
{
public:
    Check(const Select &select, const ModelData &model, Qt::CaseSensitivity aliases)
        : m_select(select)
        , m_model(model)
        , m_aliases(aliases)
    {
    }

    /// What the walk knows of the join above.
    struct Above
    {
        bool isRequired = true; ///< It and all above it must be there.
        bool isInside = true;   ///< It stands in the sub-query.
        bool isCovered = false; ///< A filter asks for it.
    };

    [[nodiscard]] bool allowsBelow(const IncludeNode &node, const std::vector<Join> &joins,
                                   const Above &above) const
    {
        auto join = joins.begin();
        return std::ranges::all_of(node.children, [&](const auto &child) {
            return child->isSeparate || allows(*child, *join++, above);
        });
    }

private:
    [[nodiscard]] bool allows(const IncludeNode &child, const Join &join, const Above &above) const
    {
        if (child.told.or_ || child.told.right || !child.told.on.isEmpty())
            return false;
        const Above own{.isRequired = above.isRequired && child.isRequired,
                        .isInside = join.isInSubQuery,
                        .isCovered = above.isCovered || join.filter != nullptr};
        const bool isMultiplied = own.isInside && !child.findsOne();
        // Rows would be left out for the want of one whose own parent need not be there.
        const bool isTooStrict = (child.isRequired && !own.isRequired && above.isInside)
                                 || (join.filter && !own.isRequired);
        const bool isMissed = own.isRequired && !own.isInside && !own.isCovered;
        return !isMultiplied && !isTooStrict && !isMissed && (!join.filter || isRight(child, join))
               && allowsBelow(child, join.joins, own);
    }

    /// Whether the filter's names are its own, and its keys those of the association.
    [[nodiscard]] bool isRight(const IncludeNode &child, const Join &join) const
    {
        QStringList aliases{m_select.alias, join.filter->alias};
        addAliases(join.filter->joins, aliases);
        const IncludeNode *top = &child;
        while (top->parent->association)
            top = top->parent;
        const Association &association = *top->association;
        const bool isByKey =
            !association.through
            || association.sourceKey == m_model.attributes[size_t(m_model.primaryKey)].name;
        return isByKey && areDifferent(aliases, m_aliases);
    }

    const Select &m_select;
    const ModelData &m_model;
    Qt::CaseSensitivity m_aliases;
};

bool isJoined(const std::vector<Join> &joins, const QString &path)
{
    return std::ranges::any_of(joins, [&path](const Join &join) {
        return join.path == path || (join.junction && join.junction->path == path)
               || isJoined(join.joins, path);
    });
}

/// Whether SQL as it stands names a table that is joined outside of the sub-query. Quotes are
/// skipped: `xs`.`id`, "xs".id and xs.id name the same.
bool namesOutside(const QStringList &literals, const std::vector<Join> &joins)
{
    const auto names = [](QString sql, const QString &alias) {
        static const QRegularExpression quote(u"[`\"\\[\\]]"_s);
        return sql.remove(quote).contains(alias + u'.', Qt::CaseInsensitive);
    };
    return std::ranges::any_of(joins, [&](const Join &join) {
        const bool isNamed = std::ranges::any_of(literals, [&](const QString &sql) {
            return names(sql, join.alias) || (join.junction && names(sql, join.junction->alias));
        });
        return (isNamed && !join.isInSubQuery) || namesOutside(literals, join.joins);
    });
}

QString differentFrom(const QStringList &taken, QString alias, Qt::CaseSensitivity sensitivity)
{
    const QString wanted = alias;
    for (int i = 2; taken.contains(alias, sensitivity); ++i)
        alias = wanted + "->"_L1 + QString::number(i);
    return alias;
}

void tellApart(std::vector<Join> &joins, QStringList &taken, Qt::CaseSensitivity sensitivity)
{
    for (Join &join : joins) {
        join.alias = differentFrom(taken, join.alias, sensitivity);
        taken += join.alias;
        if (join.junction) {
            join.junction->alias = differentFrom(taken, join.junction->alias, sensitivity);
            taken += join.junction->alias;
        }
        tellApart(join.joins, taken, sensitivity);
    }
}

} // namespace

bool cutsTrees(const FindOptions &options)
{
    return options.limit.value_or(1) > 0 && (options.limit || options.offset)
           && options.group.empty() && options.subQuery.value_or(true);
}

bool cutsRightly(const IncludeTree &tree, const Select &select, Qt::CaseSensitivity aliases)
{
    if (isToldHow(tree.root()))
        return true;
    if (!select.hasSubQuery)
        return !tree.multiplies();
    QStringList names{select.alias};
    addAliases(select.joins, names);
    const QStringList named = tablesNamed(select.where) + tablesNamed(Attributes(select.columns));
    const ModelData &model = *tree.root().model;
    return areDifferent(names, aliases) && areKnownInside(select, named)
           && !namesOutside(literalsOf(select.where) + literalsOf(select.order), select.joins)
           && namedBelow(tree.root()).isEmpty() && isSortedInside(select, model)
           && Check(select, model, aliases).allowsBelow(tree.root(), select.joins, {});
}

void tellApart(Select &select, Qt::CaseSensitivity aliases)
{
    QStringList taken{select.alias};
    tellApart(select.joins, taken, aliases);
}

void checkOrder(const Select &select)
{
    for (const OrderTerm &term : select.order) {
        if (!term.isAttribute)
            continue;
        const QString &attribute = std::get<Column>(term.what.node()).path;
        if (select.table->find(attribute) || joinedColumn(select.joins, inDollars(attribute)))
            continue;
        const bool isDirection = attribute.compare("asc"_L1, Qt::CaseInsensitive) == 0
                                 || attribute.compare("desc"_L1, Qt::CaseInsensitive) == 0;
        if (isDirection)
            throw UsageError(
                u"\"%1\" is no attribute of %2. A direction stands in the braces of what it is "
                "about: {{\"name\", \"%1\"}}."_s.arg(attribute, select.alias));
        for (const QString &path : tablesNamed(std::vector<OrderTerm>{term}))
            if (path != select.alias && !isJoined(select.joins, path))
                throw EagerLoadingError(
                    u"%1 cannot be sorted by \"%2\", which is not included, or by a query of its own."_s
                        .arg(select.alias, path));
    }
}

} // namespace orm
