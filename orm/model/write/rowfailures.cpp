#include "orm/model/write/rowfailures.h"

#include "orm/core/error.h"
#include "orm/model/define/modelmanager.h"
#include "orm/sql/tablegenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// What the model says to people when these columns are not unique; else empty.
QString messageOf(const TableDef &table, const QStringList &columns)
{
    for (const UniqueKey &key : table.uniqueKeys)
        if (key.columns == columns && !key.message.isEmpty())
            return key.message;
    for (const Index &index : table.indexes)
        if (index.unique && index.columns() == columns && !index.message.isEmpty())
            return index.message;
    return {};
}

/// The columns of the unique rule of that name; none for another name.
QStringList columnsOf(const TableDef &table, const QString &rule)
{
    for (const UniqueKey &key : table.uniqueKeys)
        if (key.name == rule)
            return key.columns;
    for (const Index &index : table.indexes)
        if (index.unique && TableGenerator::indexName(table, index) == rule)
            return index.columns();
    return {};
}

/// MySQL names only the rule that was broken: tells the columns of it instead.
void tellColumns(ErrorFacts &facts, const TableDef &table)
{
    if (facts.errors.size() != 1 || table.findColumn(facts.errors.first().path))
        return;
    const QStringList columns = columnsOf(table, facts.errors.first().path);
    if (columns.isEmpty())
        return;
    const ValidationErrorItem rule = facts.errors.takeFirst();
    facts.fields = columns;
    for (const QString &column : columns) {
        facts.errors += rule;
        facts.errors.last().path = column;
        facts.errors.last().message = column + QStringLiteral(" must be unique");
    }
}

} // namespace

void complete(BaseError &error, const ModelData &model, const BrokenKey::Written &written)
{
    ErrorFacts facts = error.facts();
    tellColumns(facts, model.table);
    const bool isUnique = dynamic_cast<const UniqueConstraintError *>(&error);
    const QString message = isUnique ? messageOf(model.table, facts.fields) : QString();
    if (!message.isEmpty())
        facts.message = message;
    const auto attributeOf = [&](const QString &column) {
        const ColumnDef *found = model.table.findColumn(column);
        return found ? found->attribute : column;
    };
    for (QString &field : facts.fields)
        field = attributeOf(field);
    for (ValidationErrorItem &item : facts.errors) {
        item.path = attributeOf(item.path);
        if (!message.isEmpty())
            item.text = item.message = message;
        const int attribute = model.indexOf(item.path);
        const std::optional<QVariant> value =
            written && attribute >= 0 ? written(attribute).toData() : std::nullopt;
        // The database may have calculated what it shows.
        if (model.isSensitive(attribute) && !item.value.isNull())
            facts.driverText = withoutValue(facts.driverText, item.value);
        if (value && value->isValid())
            item.value = *value;
        item.value = model.shown(attribute, item.value);
    }
    error.setFacts(std::move(facts));
}

void coverDetails(BaseError &error, const ModelData &model)
{
    ErrorFacts facts = error.facts();
    const qsizetype line = facts.driverText.indexOf(u'\n');
    if (line < 0 || !std::ranges::any_of(model.attributes, [](const AttributeDefinition &each) {
            return each.options.sensitive;
        }))
        return;
    facts.driverText.truncate(line);
    error.setFacts(std::move(facts));
}

} // namespace orm
