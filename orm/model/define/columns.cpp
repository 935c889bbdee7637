#include "orm/model/define/columns.h"

#include "orm/core/error.h"
#include "orm/expr/layout.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isVirtual(const ModelData &model, int attribute)
{
    return attribute >= 0 && !model.table.columns[size_t(attribute)].isStored();
}

/// Adds the columns that a virtual attribute is made from, also those of virtual ones among them.
/// `seen`: attributes that were added before.
void addDependencies(const ModelData &model, int attribute, std::vector<Selected> &columns,
                     QStringList &seen)
{
    for (const QString &needed : model.type(attribute).dependencies()) {
        if (seen.contains(needed))
            continue;
        seen += needed;
        const int index = model.indexOf(needed);
        if (isVirtual(model, index))
            addDependencies(model, index, columns, seen);
        else if (!contains(columns, needed))
            columns.emplace_back(needed);
    }
}

/// `list` without virtual attributes, and with those that they are made from.
std::vector<Selected> withDependencies(const ModelData &model, const std::vector<Selected> &list)
{
    std::vector<Selected> columns;
    std::vector<int> made;
    for (const Selected &selected : list) {
        const int index = model.indexOf(plainName(selected));
        if (isVirtual(model, index))
            made.push_back(index);
        else
            columns.push_back(selected);
    }
    QStringList seen;
    for (const int attribute : made)
        addDependencies(model, attribute, columns, seen);
    return columns;
}

/// Refuses `{{"name", "id"}}`, which asks for the name under the name of the key: it is meant to be
/// `{"name", "id"}`.
void refuseMistakenAlias(const ModelData &model, const std::vector<Selected> &list)
{
    if (list.size() != 1 || !list.front().isAttribute || list.front().alias.isEmpty())
        return;
    const QString &name = std::get<Column>(list.front().what.node()).path;
    const QString &alias = list.front().alias;
    if (name != alias && model.indexOf(name) >= 0 && model.indexOf(alias) >= 0)
        throw UsageError(
            u"{{\"%1\", \"%2\"}} asks for %1 alone, under the name of another "
            "attribute of %3. Write {\"%1\", \"%2\"} for both."_s.arg(name, alias, model.name));
}

/// The column that `path` names by the alias of its table, by its own name or its attribute's;
/// nullptr: none.
const ColumnDef *joinedColumnAt(const std::vector<Join> &joins, const QString &path)
{
    const qsizetype dot = path.lastIndexOf(u'.');
    const Join *join = dot < 0 ? nullptr : joinAt(joins, QStringView(path).first(dot));
    if (!join)
        return nullptr;
    const QStringView name = QStringView(path).sliced(dot + 1);
    const ColumnDef *column = join->table->findColumn(name);
    return column ? column : join->table->find(name);
}

bool isNamed(const Function &function, QLatin1StringView name)
{
    return function.name.compare(name, Qt::CaseInsensitive) == 0;
}

/// Whether the result of a function has the type of what it is given.
bool keepsType(const Function &function)
{
    static constexpr QLatin1StringView names[] = {
        "min"_L1, "max"_L1, "sum"_L1, "coalesce"_L1, "ifnull"_L1, "nullif"_L1, "distinct"_L1};
    return std::ranges::any_of(names, [&](auto name) { return isNamed(function, name); });
}

const DataType *typeOfColumn(const ModelData &model, const QString &given,
                             const std::vector<Join> &joins)
{
    const bool isMarked = given.size() > 2 && given.startsWith(u'$') && given.endsWith(u'$');
    const QString path = isMarked ? given.sliced(1, given.size() - 2) : given;
    const QString prefix = model.name + u'.';
    const QString name = path.startsWith(prefix) ? path.sliced(prefix.size()) : path;
    const ColumnDef *found = model.table.find(name);
    if (!found)
        found = model.table.findColumn(name);
    if (!found)
        found = joinedColumnAt(joins, path);
    return found ? &found->type : nullptr;
}

/// The type of a sum of values of `type`: of bools it is their number, and one of unsigned numbers
/// is signed like any other.
const DataType &typeOfSum(const DataType &type)
{
    const bool isCounted = type.kind() == DataType::Kind::Boolean
                           || (type.isInteger() && type.isUnsigned() && !type.isSensitive());
    return isCounted ? DataTypes::BIGINT : type;
}

/// The type of an expression that is made of attributes, where that is known; else nullptr.
const DataType *typeOfExpression(const ModelData &model, const Operand &what,
                                 const std::vector<Join> &joins)
{
    if (const auto *column = std::get_if<Column>(&what.node()))
        return typeOfColumn(model, column->path, joins);
    const auto *function = std::get_if<Function>(&what.node());
    if (!function || !keepsType(*function))
        return nullptr;
    for (const Operand &argument : function->arguments) {
        const DataType *type = typeOfExpression(model, argument, joins);
        if (type)
            return isNamed(*function, "sum"_L1) ? &typeOfSum(*type) : type;
    }
    return nullptr;
}

} // namespace

QString plainName(const Selected &selected)
{
    const auto *column = std::get_if<Column>(&selected.what.node());
    return selected.isAttribute && selected.alias.isEmpty() && column ? column->path : QString();
}

bool hasOwnType(const Selected &selected, const DataType &attribute)
{
    if (!isExpression(selected))
        return false;
    const auto *function = std::get_if<Function>(&selected.what.node());
    if (function
        && (isNamed(*function, "avg"_L1) || isNamed(*function, "count"_L1) || keepsType(*function)))
        return true;
    return attribute.isNumber() && !attribute.isFloating();
}

bool isOtherAttribute(const Selected &selected, const ModelData &model, int attribute)
{
    const auto *column = std::get_if<Column>(&selected.what.node());
    const int own = selected.isAttribute && column ? model.indexOf(column->path) : -1;
    return own >= 0 && own != attribute;
}

const DataType *typeOf(const ModelData &model, const Selected &selected,
                       const std::vector<Join> &joins)
{
    return typeOfExpression(model, selected.what, joins);
}

bool isExpression(const Selected &selected)
{
    return !std::holds_alternative<Column>(selected.what.node());
}

bool contains(const std::vector<Selected> &list, const QString &attribute)
{
    return std::ranges::any_of(list,
                               [&](const Selected &each) { return plainName(each) == attribute; });
}

bool mentions(const std::vector<Selected> &list, const QString &attribute)
{
    return std::ranges::any_of(list, [&](const Selected &each) {
        const auto *path = std::get_if<Column>(&each.what.node());
        return each.alias == attribute || (path && path->path == attribute);
    });
}

std::vector<Selected> columnsOf(const ModelData &model, const Attributes &attributes)
{
    if (attributes.isList()) {
        refuseMistakenAlias(model, attributes.only());
        return withDependencies(model, attributes.only());
    }
    std::vector<Selected> columns;
    columns.reserve(model.attributes.size() + attributes.more().size());
    for (const ColumnDef &column : model.table.columns)
        if (column.isStored() && !attributes.less().contains(column.attribute))
            columns.emplace_back(column.attribute);
    columns.insert(columns.end(), attributes.more().begin(), attributes.more().end());
    if (attributes.less().isEmpty())
        return columns;
    QStringList seen;
    for (int i = 0; i < model.attributeCount(); ++i)
        if (isVirtual(model, i) && !attributes.less().contains(model.attributes[size_t(i)].name))
            addDependencies(model, i, columns, seen);
    return columns;
}

QStringList unasked(const ModelData &model, const Attributes &attributes)
{
    QStringList names;
    for (int i = 0; model.hasGetters && i < model.attributeCount(); ++i) {
        const QString &name = model.attributes[size_t(i)].name;
        if (!isVirtual(model, i) || !model.getterOf(i))
            continue;
        const bool isAsked = attributes.isList() ? contains(attributes.only(), name)
                                                 : !attributes.less().contains(name);
        if (!isAsked)
            names += name;
    }
    return names;
}

Where notDeleted(const ModelData &model, const Where &where)
{
    if (model.deletedAt < 0)
        return where;
    const ColumnDef &column = model.table.columns[size_t(model.deletedAt)];
    const bool hasDefault = column.defaultValue.data() && !column.defaultValue.isUndefined();
    const Where isThere{{column.name, hasDefault ? column.defaultValue : Operand(Op::eq(nullptr))}};
    return Op::and_({isThere, where});
}

} // namespace orm
