#include "decode.h"
#include "unsupported.h"

#include <QRegularExpression>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

const std::map<QString, DataType::Kind> kinds{
    {u"STRING"_s, DataType::Kind::String},     {u"CHAR"_s, DataType::Kind::Char},
    {u"TEXT"_s, DataType::Kind::Text},         {u"CITEXT"_s, DataType::Kind::CiText},
    {u"BOOLEAN"_s, DataType::Kind::Boolean},   {u"TINYINT"_s, DataType::Kind::TinyInt},
    {u"SMALLINT"_s, DataType::Kind::SmallInt}, {u"MEDIUMINT"_s, DataType::Kind::MediumInt},
    {u"INTEGER"_s, DataType::Kind::Integer},   {u"BIGINT"_s, DataType::Kind::BigInt},
    {u"FLOAT"_s, DataType::Kind::Float},       {u"REAL"_s, DataType::Kind::Real},
    {u"DOUBLE"_s, DataType::Kind::Double},     {u"DECIMAL"_s, DataType::Kind::Decimal},
    {u"DATE"_s, DataType::Kind::Date},         {u"DATEONLY"_s, DataType::Kind::DateOnly},
    {u"TIME"_s, DataType::Kind::Time},         {u"NOW"_s, DataType::Kind::Now},
    {u"UUID"_s, DataType::Kind::Uuid},         {u"UUIDV1"_s, DataType::Kind::UuidV1},
    {u"UUIDV4"_s, DataType::Kind::UuidV4},     {u"BLOB"_s, DataType::Kind::Blob},
    {u"JSON"_s, DataType::Kind::Json},         {u"JSONB"_s, DataType::Kind::Jsonb},
};

std::vector<Validator> validators(const Json &json)
{
    std::vector<Validator> rules;
    for (const auto &[name, argument] : json.members()) {
        if (name == "notEmpty"_L1)
            rules.push_back(Validate::notEmpty());
        else if (name == "len"_L1 && argument.items().size() == 2)
            rules.push_back(Validate::len(int(argument.items()[0].toDouble()),
                                          int(argument.items()[1].toDouble())));
        else if (name == "min"_L1 && argument.isNumber())
            rules.push_back(Validate::min(argument.toDouble()));
        else if (name == "max"_L1 && argument.isNumber())
            rules.push_back(Validate::max(argument.toDouble()));
        else
            throw Unsupported{u"validator "_s + name};
    }
    return rules;
}

std::variant<Operand, DataType> defaultValue(const Json &json, const Decoder &decoder)
{
    if (json.find(u"$now"))
        return DataTypes::NOW;
    if (const Json *type = json.find(u"$type"))
        return decodeType(type->text());
    return decoder.value(json);
}

AttributeOptions attributeOptions(const Json &json, const Decoder &decoder)
{
    AttributeOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "type"_L1)
            options.type = decodeType(content.text());
        else if (name == "allowNull"_L1)
            options.allowNull = content.toBool();
        else if (name == "defaultValue"_L1)
            options.defaultValue = defaultValue(content, decoder);
        else if (name == "unique"_L1 && content.kind() == Json::Kind::Bool)
            options.unique = content.toBool();
        else if (name == "primaryKey"_L1)
            options.primaryKey = content.toBool();
        else if (name == "autoIncrement"_L1)
            options.autoIncrement = content.toBool();
        else if (name == "field"_L1)
            options.field = content.text();
        else if (name == "validate"_L1)
            options.validate = validators(content);
        else
            throw Unsupported{u"attribute option "_s + name};
    }
    return options;
}

} // namespace

DataType decodeType(const QString &text)
{
    static const QRegularExpression form(u"^([A-Z0-9_]+)(?:\\((\\d+)(?:, *(\\d+))?\\))?$"_s);
    // The library does not keep an ENUM's values yet; only its validation needs them on SQLite.
    if (text.startsWith("ENUM("_L1))
        return DataType::Kind::Enum;
    const QRegularExpressionMatch match = form.match(text.trimmed());
    const auto kind = kinds.find(match.captured(1));
    if (!match.hasMatch() || kind == kinds.end())
        throw Unsupported{u"type "_s + text};
    const DataType type(kind->second);
    if (match.captured(3).isEmpty())
        return match.captured(2).isEmpty() ? type : type(match.captured(2).toInt());
    return type(match.captured(2).toInt(), match.captured(3).toInt());
}

std::vector<AttributeDefinition> decodeAttributes(const Json &json, const Decoder &decoder)
{
    std::vector<AttributeDefinition> definitions;
    for (const auto &[name, content] : json.members()) {
        if (content.isString())
            definitions.emplace_back(Text(name), decodeType(content.text()));
        else
            definitions.emplace_back(Text(name), attributeOptions(content, decoder));
    }
    return definitions;
}

ModelOptions decodeModelOptions(const Json &json)
{
    const auto nameOrOff = [](const Json &content, const char *usual) {
        if (content.isString())
            return Text(content.text());
        return content.toBool() ? Text(usual) : Text();
    };
    ModelOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "tableName"_L1 && content.isString())
            options.tableName = content.text();
        else if (name == "freezeTableName"_L1)
            options.freezeTableName = content.toBool();
        else if (name == "timestamps"_L1)
            options.timestamps = content.toBool();
        else if (name == "createdAt"_L1)
            options.createdAt = nameOrOff(content, "createdAt");
        else if (name == "updatedAt"_L1)
            options.updatedAt = nameOrOff(content, "updatedAt");
        else if (name == "underscored"_L1)
            options.underscored = content.toBool();
        else
            throw Unsupported{u"model option "_s + name};
    }
    return options;
}

} // namespace parity
