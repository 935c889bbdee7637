#include "orm/model/write/brokenkey.h"

#include "orm/db/connection.h"
#include "orm/expr/select.h"
#include "orm/model/define/modelmanager.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool isSameTable(const TableName &one, const TableName &other)
{
    return one.name == other.name && one.schema == other.schema;
}

/// The table of that name, with what models know of it.
TableDef tableOf(const ModelManager &models, const References &references, const DataType &type)
{
    for (const auto &model : models.all())
        if (isSameTable(model->table, references.model))
            return model->table;
    TableDef table;
    static_cast<TableName &>(table) = references.model;
    table.columns = {{.attribute = references.key, .name = references.key, .type = type}};
    return table;
}

/// Whether the key forbids that the row goes which it refers to.
bool forbids(const ColumnDef &column)
{
    const QString rule = column.onDelete.toUpper();
    return column.references && rule != u"CASCADE" && rule != u"SET NULL" && rule != u"SET DEFAULT";
}

} // namespace

void BrokenKey::findMissing(ForeignKeyConstraintError &error, const Written &written) const
{
    for (int i = 0; i < m_model.attributeCount(); ++i) {
        const ColumnDef &column = m_model.table.columns[size_t(i)];
        const Operand value = column.references ? written(i) : Operand();
        if (!value.data() || value.isNull() || value.isUndefined())
            continue;
        const TableDef parent = tableOf(m_model.manager, *column.references, column.type);
        const ColumnDef *key = parent.findColumn(column.references->key);
        if (!key)
            continue;
        // A row may refer to itself.
        const int own = isSameTable(parent, m_model.table) ? m_model.indexOf(key->attribute) : -1;
        const Operand ownKey = own < 0 ? Operand() : written(own);
        const bool isOwn = ownKey.data() && *ownKey.data() == *value.data();
        if (!isOwn && hasRow(parent, {Text(key->attribute), value}) == false)
            return error.setForeignKey(m_model.table.name, {column.attribute}, KeySide::Child);
    }
}

void BrokenKey::findReferring(ForeignKeyConstraintError &error, const Where &where) const
{
    for (const auto &model : m_model.manager.all()) {
        for (const ColumnDef &column : model->table.columns) {
            if (!forbids(column) || !isSameTable(column.references->model, m_model.table))
                continue;
            const ColumnDef *key = m_model.table.findColumn(column.references->key);
            if (!key)
                continue;
            const auto gone = std::make_shared<Select>(Select{.table = &m_model.table,
                                                              .alias = {},
                                                              .columns = {Selected(key->attribute)},
                                                              .where = where});
            const Where refers(Text(column.attribute),
                               Op::in(Subquery{.select = gone, .text = QString()}));
            if (hasRow(model->table, refers) == true)
                return error.setForeignKey(model->table.name, {column.attribute}, KeySide::Parent);
        }
    }
}

std::optional<bool> BrokenKey::hasRow(const TableDef &table, const Where &where) const
{
    Sql sql =
        m_connection.generator().select({.table = &table,
                                         .alias = {},
                                         .columns = {Selected(table.columns.front().attribute)},
                                         .where = where,
                                         .limit = 1});
    sql.isLogged = false; // it belongs to the statement that failed
    try {
        return !m_connection.execute(sql).rows.isEmpty();
    } catch (const BaseError &) {
        return std::nullopt;
    }
}

} // namespace orm
