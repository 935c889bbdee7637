#include "decode.h"
#include "decodevalidator.h"
#include "options.h"
#include "unsupported.h"

#include <QRegularExpression>

#include <functional>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

const std::map<QString, DataType> types{
    {u"STRING"_s, DataTypes::STRING},     {u"CHAR"_s, DataTypes::CHAR},
    {u"TEXT"_s, DataTypes::TEXT},         {u"CITEXT"_s, DataTypes::CITEXT},
    {u"BOOLEAN"_s, DataTypes::BOOLEAN},   {u"TINYINT"_s, DataTypes::TINYINT},
    {u"SMALLINT"_s, DataTypes::SMALLINT}, {u"MEDIUMINT"_s, DataTypes::MEDIUMINT},
    {u"INTEGER"_s, DataTypes::INTEGER},   {u"BIGINT"_s, DataTypes::BIGINT},
    {u"FLOAT"_s, DataTypes::FLOAT},       {u"REAL"_s, DataTypes::REAL},
    {u"DOUBLE"_s, DataTypes::DOUBLE},     {u"DECIMAL"_s, DataTypes::DECIMAL},
    {u"NUMERIC"_s, DataTypes::DECIMAL},   {u"DATE"_s, DataTypes::DATE},
    {u"DATEONLY"_s, DataTypes::DATEONLY}, {u"TIME"_s, DataTypes::TIME},
    {u"UUID"_s, DataTypes::UUID},         {u"BLOB"_s, DataTypes::BLOB},
    {u"JSON"_s, DataTypes::JSON},         {u"JSONB"_s, DataTypes::JSONB},
    {u"ENUM"_s, DataTypes::ENUM},         {u"ARRAY"_s, DataTypes::ARRAY},
    {u"RANGE"_s, DataTypes::RANGE},       {u"HSTORE"_s, DataTypes::HSTORE},
    {u"CIDR"_s, DataTypes::CIDR},         {u"INET"_s, DataTypes::INET},
    {u"MACADDR"_s, DataTypes::MACADDR},   {u"TSVECTOR"_s, DataTypes::TSVECTOR},
    {u"GEOMETRY"_s, DataTypes::GEOMETRY}, {u"GEOGRAPHY"_s, DataTypes::GEOGRAPHY},
    {u"VIRTUAL"_s, DataTypes::VIRTUAL},   {u"NOW"_s, DataTypes::NOW},
    {u"UUIDV1"_s, DataTypes::UUIDV1},     {u"UUIDV4"_s, DataTypes::UUIDV4},
};

/// The texts in apostrophes of "'new','used'".
QStringList quotedWords(const QString &list)
{
    static const QRegularExpression word(u"'((?:[^']|'')*)'"_s);
    QStringList words;
    for (const QRegularExpressionMatch &match : word.globalMatch(list))
        words << match.captured(1).replace("''"_L1, "'"_L1);
    return words;
}

/// `type` with what stands in the parentheses behind its name.
DataType withArguments(const DataType &type, const QString &arguments)
{
    switch (type.kind()) {
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::Virtual: return type(decodeType(arguments));
    case DataType::Kind::Enum: return type(quotedWords(arguments));
    case DataType::Kind::Text:
    case DataType::Kind::Blob: return type(Text(quotedWords(arguments).value(0)));
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography:
        return type(Text(quotedWords(arguments).value(0)), arguments.section(u',', 1).toInt());
    default: break;
    }
    const QStringList numbers = arguments.split(u',');
    return numbers.size() > 1 ? type(numbers[0].toInt(), numbers[1].toInt())
                              : type(numbers[0].toInt());
}

std::vector<Validator> validators(const Json &json)
{
    std::vector<Validator> rules;
    for (const auto &[name, argument] : json.members())
        rules.push_back(decodeValidator(name, argument));
    return rules;
}

decltype(AttributeOptions::defaultValue) defaultValue(const Json &json, const Decoder &decoder)
{
    if (json.find(u"$now"))
        return DataTypes::NOW;
    if (const Json *type = json.find(u"$type"))
        return decodeType(type->text());
    return decoder.value(json);
}

Unique unique(const Json &json)
{
    if (json.isObject())
        return {json[u"name"].text(), json[u"msg"].text()};
    return json.isString() ? Unique(Text(json.text()), Text()) : Unique(json.toBool());
}

References references(const Json &json)
{
    References to;
    to.model = decodeTable(json[u"model"]);
    if (json.find(u"key"))
        to.key = json[u"key"].text();
    return to;
}

} // namespace

AttributeOptions decodeAttribute(const Json &json, const Decoder &decoder)
{
    if (json.isString())
        return {.type = decodeType(json.text())};
    AttributeOptions options;
    const auto into = [](bool &target) {
        return [&target](const Json &content) { target = content.toBool(); };
    };
    const auto intoText = [](Text &target) {
        return [&target](const Json &content) { target = content.text(); };
    };
    const std::map<QString, std::function<void(const Json &)>> readers{
        {u"type"_s, [&](const Json &content) { options.type = decodeType(content.text()); }},
        {u"values"_s,
         [&](const Json &content) {
             QStringList values;
             for (const Json &value : content.items())
                 values << value.text();
             options.type = DataTypes::ENUM(values);
         }},
        {u"allowNull"_s, [&](const Json &content) { options.allowNull = content.toBool(); }},
        {u"defaultValue"_s,
         [&](const Json &content) { options.defaultValue = defaultValue(content, decoder); }},
        {u"unique"_s, [&](const Json &content) { options.unique = unique(content); }},
        {u"primaryKey"_s, into(options.primaryKey)},
        {u"autoIncrement"_s, into(options.autoIncrement)},
        {u"autoIncrementIdentity"_s, into(options.autoIncrementIdentity)},
        {u"field"_s, intoText(options.field)},
        {u"validate"_s, [&](const Json &content) { options.validate = validators(content); }},
        {u"comment"_s, intoText(options.comment)},
        {u"references"_s, [&](const Json &content) { options.references = references(content); }},
        {u"onDelete"_s, intoText(options.onDelete)},
        {u"onUpdate"_s, intoText(options.onUpdate)},
        {u"index"_s, into(options.index)},
        {u"first"_s, into(options.first)},
        {u"after"_s, intoText(options.after)},
    };
    for (const auto &[name, content] : json.members()) {
        const auto reader = readers.find(name);
        if (reader == readers.end())
            throw Unsupported{u"attribute option "_s + name};
        reader->second(content);
    }
    return options;
}

DataType decodeType(const QString &text)
{
    static const QRegularExpression form(
        u"^([A-Z_]+[A-Z0-9_]*)((?:\\.[A-Z]+)*)(?:\\((.*)\\))?((?:\\.[A-Z]+)*)$"_s);
    const QRegularExpressionMatch match = form.match(text.trimmed());
    const auto found = types.find(match.captured(1));
    if (!match.hasMatch() || found == types.end())
        throw Unsupported{u"type "_s + text};
    DataType type = found->second;
    if (match.capturedStart(3) >= 0)
        type = withArguments(type, match.captured(3));
    for (const QString &option :
         (match.captured(2) + match.captured(4)).split(u'.', Qt::SkipEmptyParts)) {
        if (option == "BINARY"_L1)
            type = type.BINARY();
        else if (option == "UNSIGNED"_L1)
            type = type.UNSIGNED();
        else if (option == "ZEROFILL"_L1)
            type = type.ZEROFILL();
        else
            throw Unsupported{u"type "_s + text};
    }
    return type;
}

TableName decodeTable(const Json &json)
{
    return json.isString() ? TableName(json.text())
                           : TableName(json[u"tableName"].text(), json[u"schema"].text());
}

IndexField decodeIndexField(const Json &json, const Decoder &decoder)
{
    if (json.isString())
        return IndexField(Text(json.text()));
    if (json.find(u"name") || json.find(u"attribute")) {
        const Json &name = json.find(u"name") ? json[u"name"] : json[u"attribute"];
        IndexField field(Text(name.text()), Text(json[u"order"].text()));
        field.length = int(json[u"length"].toInteger().value_or(0));
        field.collate = json[u"collate"].text();
        field.operatorClass = json[u"operator"].text();
        return field;
    }
    IndexField field{Text()};
    field.what = decoder.value(json);
    return field;
}

Index decodeIndex(const Json &json, const Decoder &decoder)
{
    Index index;
    for (const auto &[name, content] : json.members()) {
        if (name == "fields"_L1)
            for (const Json &field : content.items())
                index.fields.push_back(decodeIndexField(field, decoder));
        else if (name == "name"_L1)
            index.name = content.text();
        else if (name == "unique"_L1)
            index.unique = content.toBool();
        else if (name == "type"_L1)
            index.type = content.text();
        else if (name == "using"_L1)
            index.using_ = content.text();
        else if (name == "where"_L1)
            index.where = decoder.where(content);
        else if (name == "concurrently"_L1)
            index.concurrently = content.toBool();
        else if (name == "parser"_L1)
            index.parser = content.text();
        else if (name == "operator"_L1)
            index.operatorClass = content.text();
        else
            throw Unsupported{u"index option "_s + name};
    }
    return index;
}

std::vector<AttributeDefinition> decodeAttributes(const Json &json, const Decoder &decoder)
{
    std::vector<AttributeDefinition> definitions;
    for (const auto &[name, content] : json.members())
        definitions.emplace_back(Text(name), decodeAttribute(content, decoder));
    return definitions;
}

ModelOptions decodeModelOptions(const Json &json, const Decoder &decoder)
{
    ModelOptions options;
    const auto into = [](bool &target) {
        return [&target](const Json &content) { target = content.toBool(); };
    };
    const auto intoText = [](Text &target) {
        return [&target](const Json &content) { target = content.text(); };
    };
    /// A name, `true` for the usual one, `false` for none.
    const auto intoName = [](Text &target, const char *usual) {
        return [&target, usual](const Json &content) {
            target = content.isString() ? Text(content.text())
                     : content.toBool() ? Text(usual)
                                        : Text();
        };
    };
    const std::map<QString, std::function<void(const Json &)>> readers{
        {u"tableName"_s, intoText(options.tableName)},
        {u"freezeTableName"_s, into(options.freezeTableName)},
        {u"timestamps"_s, into(options.timestamps)},
        {u"createdAt"_s, intoName(options.createdAt, "createdAt")},
        {u"updatedAt"_s, intoName(options.updatedAt, "updatedAt")},
        {u"deletedAt"_s, intoName(options.deletedAt, "deletedAt")},
        {u"underscored"_s, into(options.underscored)},
        {u"paranoid"_s, into(options.paranoid)},
        {u"version"_s, intoName(options.version, "version")},
        {u"schema"_s, intoText(options.schema)},
        {u"schemaDelimiter"_s, intoText(options.schemaDelimiter)},
        {u"comment"_s, intoText(options.comment)},
        {u"engine"_s, intoText(options.engine)},
        {u"charset"_s, intoText(options.charset)},
        {u"collate"_s, intoText(options.collate)},
        {u"rowFormat"_s, intoText(options.rowFormat)},
        {u"initialAutoIncrement"_s,
         [&](const Json &content) { options.initialAutoIncrement = content.toInteger(); }},
        {u"indexes"_s,
         [&](const Json &content) {
             for (const Json &index : content.items())
                 options.indexes.push_back(decodeIndex(index, decoder));
         }},
        {u"defaultScope"_s,
         [&](const Json &content) { options.defaultScope = decodeFindOptions(decoder, content); }},
        {u"scopes"_s,
         [&](const Json &content) {
             for (const auto &[scope, found] : content.members())
                 options.scopes.push_back(
                     {.name = scope, .options = decodeFindOptions(decoder, found)});
         }},
        {u"whereMergeStrategy"_s,
         [&](const Json &content) {
             options.whereMergeStrategy = content.text() == "and"_L1
                                              ? WhereMergeStrategy::And
                                              : WhereMergeStrategy::Overwrite;
         }},
    };
    for (const auto &[name, content] : json.members()) {
        const auto reader = readers.find(name);
        if (reader == readers.end())
            throw Unsupported{u"model option "_s + name};
        reader->second(content);
    }
    return options;
}

} // namespace parity
