#include "schemacalls.h"

#include "options.h"
#include "unsupported.h"

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

using SchemaCall = Answer (*)(Call &call, const QueryInterface &schema);

/// What a statement without rows gives in Sequelize.
Answer rawNothing()
{
    return {Json::array({Json::array(), Json::object()})};
}

TableName table(const Call &call)
{
    return decodeTable(call.argument(0));
}

Text text(const Call &call, size_t index)
{
    return call.argument(index).text();
}

QStringList texts(const Json &list)
{
    QStringList result;
    for (const Json &item : list.items())
        result << item.text();
    return result;
}

CreateTableOptions createTableOptions(const Json &json)
{
    CreateTableOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "uniqueKeys"_L1)
            for (const auto &[key, value] : content.members())
                options.uniqueKeys.push_back(
                    {.name = key, .columns = texts(value[u"fields"]), .message = {}});
        else if (name == "schema"_L1)
            options.schema = content.text();
        else if (name == "comment"_L1)
            options.comment = content.text();
        else if (name == "engine"_L1)
            options.engine = content.text();
        else if (name == "charset"_L1)
            options.charset = content.text();
        else if (name == "collate"_L1)
            options.collate = content.text();
        else
            throw Unsupported{u"option %1 of createTable"_s.arg(name)};
    }
    return options;
}

Constraint::Type constraintType(const QString &name)
{
    static const std::map<QString, Constraint::Type> types{
        {u"UNIQUE"_s, Constraint::Type::Unique},
        {u"CHECK"_s, Constraint::Type::Check},
        {u"DEFAULT"_s, Constraint::Type::Default},
        {u"PRIMARY KEY"_s, Constraint::Type::PrimaryKey},
        {u"FOREIGN KEY"_s, Constraint::Type::ForeignKey}};
    const auto type = types.find(name.toUpper());
    if (type == types.end())
        throw Unsupported{u"constraint "_s + name};
    return type->second;
}

Constraint constraint(const Json &json, const Decoder &decoder)
{
    Constraint rule;
    for (const auto &[name, content] : json.members()) {
        if (name == "fields"_L1)
            rule.fields = texts(content);
        else if (name == "type"_L1)
            rule.type = constraintType(content.text());
        else if (name == "name"_L1)
            rule.name = content.text();
        else if (name == "where"_L1)
            rule.where = decoder.where(content);
        else if (name == "defaultValue"_L1)
            rule.defaultValue = decoder.value(content);
        else if (name == "references"_L1)
            rule.references =
                Constraint::Target{decodeTable(content[u"table"]),
                                   content.find(u"fields") ? texts(content[u"fields"])
                                                           : QStringList{content[u"field"].text()}};
        else if (name == "onDelete"_L1)
            rule.onDelete = content.text();
        else if (name == "onUpdate"_L1)
            rule.onUpdate = content.text();
        else
            throw Unsupported{u"option %1 of addConstraint"_s.arg(name)};
    }
    return rule;
}

/// addIndex(table, fields, options) or addIndex(table, {fields, …}).
Index index(const Call &call)
{
    const Json &first = call.argument(1);
    Index result = decodeIndex(first.isArray() ? call.argument(2) : first, call.decoder());
    if (first.isArray())
        result.fields = decodeIndex(Json::object({{u"fields"_s, first}}), call.decoder()).fields;
    return result;
}

RowValues rowValues(const Json &json, const Decoder &decoder)
{
    RowValues values;
    for (const auto &[name, content] : json.members())
        values.emplace_back(name, decoder.value(content));
    return values;
}

Json undefined()
{
    return Encoder::nothing();
}

Json described(const ColumnDescription &column, const Encoder &encoder)
{
    Json json = Json::object({{u"type"_s, Json(column.type)},
                              {u"allowNull"_s, Json(column.allowNull)},
                              {u"defaultValue"_s, encoder.value(column.defaultValue)},
                              {u"primaryKey"_s, Json(column.primaryKey)},
                              {u"unique"_s, Json(column.unique)}});
    if (column.references)
        json.set(u"references"_s,
                 Json::object({{u"model"_s, Json(column.references->model.name)},
                               {u"key"_s, Json(QString(column.references->key))}}));
    return json;
}

Json described(const IndexDescription &index, qint64 position)
{
    Json fields = Json::array();
    for (const QString &field : index.fields)
        fields.append(Json::object({{u"attribute"_s, Json(field)},
                                    {u"length"_s, undefined()},
                                    {u"order"_s, undefined()}}));
    return Json::object({{u"seq"_s, Json(position)},
                         {u"name"_s, Json(index.name)},
                         {u"unique"_s, Json(index.unique)},
                         {u"origin"_s, Json(index.origin)},
                         {u"partial"_s, Json(qint64(index.partial))},
                         {u"fields"_s, std::move(fields)},
                         {u"primary"_s, Json(false)},
                         {u"constraintName"_s, Json(index.name)}});
}

Json described(const ForeignKeyDescription &key, const TableName &table)
{
    return Json::object({{u"tableName"_s, Json(table.name)},
                         {u"columnName"_s, Json(key.column)},
                         {u"referencedTableName"_s, Json(key.referencedTable.name)},
                         {u"referencedColumnName"_s, Json(key.referencedColumn)},
                         {u"tableCatalog"_s, undefined()},
                         {u"referencedTableCatalog"_s, undefined()}});
}

Answer describeTable(Call &call, const QueryInterface &schema)
{
    Json json = Json::object();
    for (const ColumnDescription &column : wait(schema.describeTable(table(call))).columns)
        json.set(column.name, described(column, call.encoder));
    return {json};
}

Answer showIndex(Call &call, const QueryInterface &schema)
{
    const QList<IndexDescription> indexes = wait(schema.showIndex(table(call)));
    Json json = Json::array();
    for (qsizetype i = 0; i < indexes.size(); ++i)
        json.append(described(indexes.at(i), indexes.size() - 1 - i));
    return {json};
}

Answer showAllTables(Call &, const QueryInterface &schema)
{
    Json json = Json::array();
    for (const TableName &name : wait(schema.showAllTables()))
        json.append(Json(name.name));
    return {json};
}

Answer bulkInsert(Call &call, const QueryInterface &schema)
{
    QList<RowValues> rows;
    for (const Json &row : call.argument(1).items())
        rows << rowValues(row, call.decoder());
    return {Json(wait(schema.bulkInsert(table(call), rows)))};
}

Answer removeIndex(Call &call, const QueryInterface &schema)
{
    const bool concurrently = call.argument(2)[u"concurrently"].toBool();
    if (call.argument(1).isArray())
        wait(schema.removeIndex(table(call), texts(call.argument(1)), concurrently));
    else
        wait(schema.removeIndex(table(call), text(call, 1), concurrently));
    return rawNothing();
}

const std::map<QString, SchemaCall> schemaCalls{
    {u"createTable"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.createTable(table(call), decodeAttributes(call.argument(1), call.decoder()),
                                 createTableOptions(call.argument(2))));
         return rawNothing();
     }},
    {u"dropTable"_s,
     [](Call &call, const QueryInterface &schema) {
         const Json &options = call.argument(1);
         wait(schema.dropTable(table(call),
                               options[u"cascade"].toBool() || options[u"force"].toBool()));
         return Answer();
     }},
    {u"dropAllTables"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.dropAllTables(texts(call.argument(0)[u"skip"])));
         return Answer();
     }},
    {u"renameTable"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.renameTable(table(call), decodeTable(call.argument(1))));
         return rawNothing();
     }},
    {u"showAllTables"_s, showAllTables},
    {u"tableExists"_s,
     [](Call &call, const QueryInterface &schema) {
         return Answer{Json(wait(schema.tableExists(table(call))))};
     }},
    {u"describeTable"_s, describeTable},
    {u"addColumn"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.addColumn(table(call), text(call, 1),
                               decodeAttribute(call.argument(2), call.decoder())));
         return rawNothing();
     }},
    {u"removeColumn"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.removeColumn(table(call), text(call, 1)));
         return rawNothing();
     }},
    {u"changeColumn"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.changeColumn(table(call), text(call, 1),
                                  decodeAttribute(call.argument(2), call.decoder())));
         return rawNothing();
     }},
    {u"renameColumn"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.renameColumn(table(call), text(call, 1), text(call, 2)));
         return rawNothing();
     }},
    {u"addIndex"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.addIndex(table(call), index(call)));
         return rawNothing();
     }},
    {u"removeIndex"_s, removeIndex},
    {u"showIndex"_s, showIndex},
    {u"addConstraint"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.addConstraint(table(call), constraint(call.argument(1), call.decoder())));
         return rawNothing();
     }},
    {u"removeConstraint"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.removeConstraint(table(call), text(call, 1)));
         return rawNothing();
     }},
    {u"showConstraint"_s,
     [](Call &call, const QueryInterface &schema) {
         return Answer{call.encoder.rows(wait(schema.showConstraint(table(call), text(call, 1))))};
     }},
    {u"getForeignKeyReferencesForTable"_s,
     [](Call &call, const QueryInterface &schema) {
         Json json = Json::array();
         for (const ForeignKeyDescription &key :
              wait(schema.getForeignKeyReferencesForTable(table(call))))
             json.append(described(key, table(call)));
         return Answer{json};
     }},
    {u"createSchema"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.createSchema(text(call, 0)));
         return rawNothing();
     }},
    {u"dropSchema"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.dropSchema(text(call, 0)));
         return rawNothing();
     }},
    {u"showAllSchemas"_s,
     [](Call &, const QueryInterface &schema) {
         Json names = Json::array();
         for (const QString &name : wait(schema.showAllSchemas()))
             names.append(Json(name));
         return Answer{names};
     }},
    {u"createDatabase"_s,
     [](Call &call, const QueryInterface &schema) {
         const Json &given = call.argument(1);
         wait(schema.createDatabase(text(call, 0), {.charset = given[u"charset"].text(),
                                                    .collate = given[u"collate"].text(),
                                                    .encoding = given[u"encoding"].text(),
                                                    .ctype = given[u"ctype"].text(),
                                                    .template_ = given[u"template"].text()}));
         return rawNothing();
     }},
    {u"dropDatabase"_s,
     [](Call &call, const QueryInterface &schema) {
         wait(schema.dropDatabase(text(call, 0)));
         return rawNothing();
     }},
    {u"databaseVersion"_s,
     [](Call &, const QueryInterface &schema) {
         return Answer{Json(wait(schema.databaseVersion()))};
     }},
    {u"bulkInsert"_s, bulkInsert},
    {u"bulkUpdate"_s,
     [](Call &call, const QueryInterface &schema) {
         const Decoder decoder = call.decoder();
         return Answer{Json(wait(schema.bulkUpdate(
             table(call), rowValues(call.argument(1), decoder), decoder.where(call.argument(2)))))};
     }},
    {u"bulkDelete"_s,
     [](Call &call, const QueryInterface &schema) {
         return Answer{
             Json(wait(schema.bulkDelete(table(call), call.decoder().where(call.argument(1)))))};
     }},
    {u"select"_s,
     [](Call &call, const QueryInterface &schema) {
         const FindOptions options = findOptions(call, 2);
         return Answer{
             call.encoder.rows(wait(schema.select(decodeTable(call.argument(1)), options)))};
     }},
};

} // namespace

Answer performOnSchema(Call &call)
{
    const auto found = schemaCalls.find(call.name);
    if (found == schemaCalls.end())
        throw Unsupported{u"call %1.%2"_s.arg(call.on, call.name)};
    return found->second(call, call.db.queryInterface());
}

} // namespace parity
