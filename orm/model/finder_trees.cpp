#include "orm/model/columns.h"
#include "orm/model/finder.h"
#include "orm/model/rowtree.h"

#include <QHash>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// What tells keys apart, whatever their type.
QString keyText(const QVariant &key)
{
    return key.typeId() == QMetaType::QByteArray ? QString::fromLatin1(key.toByteArray().toHex())
                                                 : key.toString();
}

/// The rows of another query, each with the key of its parent.
std::vector<QList<Instance>> grouped(const QList<Instance> &rows, const QString &foreignKey,
                                     const std::vector<QVariant> &keys)
{
    QHash<QString, QList<Instance>> byKey;
    for (const Instance &row : rows)
        byKey[keyText(row.get(Text(foreignKey)))].append(row);
    std::vector<QList<Instance>> lists;
    lists.reserve(keys.size());
    for (const QVariant &key : keys)
        lists.push_back(byKey.value(keyText(key)));
    return lists;
}

} // namespace

QList<Instance> Finder::findTrees(const FindOptions &options,
                                  const std::optional<PerParent> &perParent) const
{
    const IncludeTree tree(m_model, options);
    Select select = selectFor(options, tree.columns());
    select.joins = tree.joins(true);
    select.isPrefixed = !options.include.isEmpty();
    select.hasSubQuery = tree.hasSubQuery();
    select.perParent = perParent;
    RowTree rows(tree, select);
    const Sql sql = m_connection.generator().select(select, log());
    return rows.instances(m_connection.execute(sql, rows.head()).rows,
                          [this](const IncludeNode &node, const std::vector<QVariant> &keys) {
                              return Finder(*node.model, m_connection).findSeparate(node, keys);
                          });
}

std::vector<QList<Instance>> Finder::findSeparate(const IncludeNode &node,
                                                  const std::vector<QVariant> &keys) const
{
    const QString &foreignKey = node.association->foreignKey;
    const Operand values(Operand::List(keys.begin(), keys.end()));
    FindOptions options{.where = node.where,
                        .attributes = Attributes(node.columns),
                        .include = node.told.include,
                        .order = node.told.order,
                        .limit = node.told.limit,
                        .offset = node.told.offset,
                        .paranoid = false,
                        .subQuery = node.told.subQuery};
    if (options.limit && keys.size() > 1) {
        const ColumnDef *column = m_model.table.find(foreignKey);
        const PerParent perParent{.column = column->name, .values = *values.list()};
        return grouped(findTrees(options, perParent), foreignKey, keys);
    }
    const Where ofParents{{Text(foreignKey), Op::in(values)}};
    options.where = node.where.terms().empty() ? ofParents : Op::and_({ofParents, node.where});
    return grouped(findAll(options), foreignKey, keys);
}

Select Finder::joined(Select select, const Includes &includes) const
{
    if (includes.isEmpty())
        return select;
    FindOptions options;
    options.include = includes;
    select.joins = IncludeTree(m_model, options).joins(false);
    select.isPrefixed = true;
    return select;
}

qint64 Finder::countAll(const FindOptions &options) const
{
    // Included rows multiply their parents, which are to be counted.
    const bool isMultiplied = !options.include.isEmpty()
                              && IncludeTree(m_model, {.include = options.include}).multiplies();
    return count({.where = options.where,
                  .distinct = options.distinct || isMultiplied,
                  .paranoid = options.paranoid,
                  .include = options.include});
}

} // namespace orm
