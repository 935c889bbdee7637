// The part of Finder that finds rows which are no instances.
#include "orm/core/error.h"
#include "orm/expr/layout.h"
#include "orm/model/define/columns.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/read/finder.h"
#include "orm/model/read/limit.h"

#include <algorithm>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Throws UsageError for an include below `node` whose rows come by a query of their own.
void refuseSeparate(const IncludeNode &node)
{
    for (const auto &child : node.children) {
        if (child->isSeparate)
            throw UsageError(
                u"The rows of \"%1\" come by a query of their own, and a raw row has "
                "no place for them: find instances, or leave out `separate`."_s.arg(child->path()));
        refuseSeparate(*child);
    }
}

/// What is known of one column of a result.
ModelRowHead::Extra described(const ResultColumn &column, int position, const Select &select,
                              const ModelData &model)
{
    ModelRowHead::Extra extra{.name = {}, .column = position};
    if (!column.selected)
        return extra;
    const ColumnDef *own = columnOf(*column.selected, column.table(select));
    extra.name = nameOf(*column.selected, own);
    if (column.join) {
        extra.name.prepend(column.path() + u'.');
        extra.type = own ? &own->type : nullptr;
    } else {
        extra.type = typeOf(model, *column.selected, select.joins);
    }
    return extra;
}

} // namespace

/// The rows of `options` side by side with those that they include, as joins make them.
Select Finder::flatSelect(const FindOptions &options) const
{
    if (options.include.isEmpty()) {
        Select select = selectFor(options);
        checkOrder(select);
        return select;
    }
    const IncludeTree tree(m_model, options);
    refuseSeparate(tree.root());
    Select select = joinedSelect(tree, options);
    select.hasSubQuery = tree.hasSubQuery();
    if (cutsTrees(options) && !cutsRightly(tree, select, aliasCase()))
        select = chosenByKeys(options, IncludeTree::Merging::Refused);
    tellApart(select, aliasCase());
    return select;
}

RowSet Finder::findAllRaw(FindOptions options) const
{
    if (runsHooks(m_model, options.hooks))
        runHooksBefore(options);
    const Select select = flatSelect(options);
    const std::vector<ResultColumn> columns = Layout(select).all();
    const auto head = std::make_shared<ModelRowHead>();
    head->data = m_model.shared();
    bool isOpenToDatabase = false; // Only the database knows how many columns come.
    bool hasExpressions = false;
    for (const ResultColumn &column : columns) {
        head->extras.push_back(described(column, int(head->extras.size()), select, m_model));
        isOpenToDatabase = isOpenToDatabase || (column.selected && isOpen(*column.selected));
        hasExpressions = hasExpressions || (column.selected && isExpression(*column.selected));
        head->columns += head->extras.back().name;
    }
    Sql sql = m_connection.generator().select(select);
    const QStringList expected =
        isOpenToDatabase || hasExpressions ? std::exchange(head->columns, {}) : head->columns;
    if (isOpenToDatabase)
        sql.dateColumns.clear(); // Nobody knows where they stand.
    RowSet rows = m_connection.execute(sql, head).rows;
    const bool isAsExpected = head->columns.size() == expected.size();
    if (!isAsExpected)
        head->extras.clear();
    if (isAsExpected && !isOpenToDatabase)
        head->columns = expected;
    rows.columns = head->columns;
    if (rows.isEmpty() && options.rejectOnEmpty)
        throw EmptyResultError();
    return rows;
}

std::optional<ResultRow> Finder::findOneRaw(FindOptions options) const
{
    if (!options.limit && !isAboutOneRow(options.where))
        options.limit = 1;
    const RowSet rows = findAllRaw(std::move(options));
    return rows.isEmpty() ? std::nullopt : std::optional(*rows.begin());
}

} // namespace orm
