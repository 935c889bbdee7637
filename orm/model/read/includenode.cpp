#include "orm/model/read/includenode.h"

#include <algorithm>

namespace orm {

namespace {

/// Whether the database lets no value of that attribute stand in two rows.
bool isUnique(const ModelData &model, const QString &attribute)
{
    const ColumnDef *column = model.table.find(attribute);
    if (!column)
        return false;
    const QStringList alone{column->name};
    return column->unique || (column->primaryKey && model.primaryKeys.size() == 1)
           || std::ranges::any_of(model.table.uniqueKeys,
                                  [&](const UniqueKey &key) { return key.columns == alone; })
           || std::ranges::any_of(model.table.indexes, [&](const Index &index) {
                  return index.unique && index.where.isEmpty() && index.columns() == alone
                         && index.fields.size() == 1;
              });
}

} // namespace

Attributes IncludeNode::attributes() const
{
    std::vector<Selected> all = columns;
    for (int i = 0; model->hasGetters && i < model->attributeCount(); ++i) {
        const QString &name = model->attributes[size_t(i)].name;
        if (!model->table.columns[size_t(i)].isStored() && !hidden.contains(name))
            all.emplace_back(name);
    }
    return Attributes(std::move(all));
}

bool IncludeNode::findsOne() const
{
    if (isJunction)
        return true;
    if (!association || isToMany() || told.or_ || !told.on.isEmpty())
        return false;
    return isUnique(*model, association->targetAttribute());
}

bool IncludeNode::multiplies() const
{
    const auto isMany = [](const auto &child) {
        return !child->isSeparate && (!child->findsOne() || child->multiplies());
    };
    return std::ranges::any_of(children, isMany);
}

QString IncludeNode::path() const
{
    const QString &own = association->as;
    return parent->association ? parent->path() + u'.' + own : own;
}

} // namespace orm
