#include "orm/model/define/modeldata.h"

#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/model/define/hooks.h"
#include "orm/model/define/modelmanager.h"
#include "orm/schema/definition.h"

#include <QUuid>

#include <algorithm>
#include <cstring>

namespace orm {

using namespace Qt::StringLiterals;

ModelData::ModelData(ModelManager &owner, const QString &modelName,
                     std::vector<AttributeDefinition> definitions, const ModelOptions &modelOptions)
    : manager(owner)
    , database(owner.database())
    , hooks(std::make_unique<ModelHooks>())
    , name(modelName)
    , options(modelOptions)
    , attributes(std::move(definitions))
    , typeValidation(owner.settings().typeValidation)
    , ignoresUnknown(owner.settings().ignoresUnknown)
{
    if (name.isEmpty())
        throw UsageError(u"A model needs a name."_s);
    nameTable();
    addPrimaryKey();
    addTimestamps();
    refresh();
}

ModelData::~ModelData() = default;

std::shared_ptr<ModelData> ModelData::shared() const
{
    return {manager.shared_from_this(), const_cast<ModelData *>(this)};
}

QString ModelData::singular() const
{
    const QString &given = options.name.singular;
    return given.isEmpty() ? singularize(name) : given;
}

QString ModelData::plural() const
{
    const QString &given = options.name.plural;
    return given.isEmpty() ? pluralize(name) : given;
}

void ModelData::refresh()
{
    primaryKeys.clear();
    for (size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].options.primaryKey)
            primaryKeys.push_back(int(i));
    primaryKey = primaryKeys.empty() ? -1 : primaryKeys.front();
    createdAt = timestampOf(options.createdAt, options.timestamps);
    updatedAt = timestampOf(options.updatedAt, options.timestamps);
    deletedAt = timestampOf(options.deletedAt, options.timestamps && options.paranoid);
    version = timestampOf(options.version, true);
    addColumns();
    addIndexes();
    QStringList names;
    for (const ColumnDef &column : table.columns)
        if (column.isStored())
            names += column.attribute;
    // Without keeping the model, which would keep itself.
    m_wholeHead = headFor(names, {std::shared_ptr<void>(), this});
    isPlain = version < 0 && deletedAt < 0 && primaryKeys.size() == 1
              && std::ranges::all_of(table.columns, &ColumnDef::isStored);
}

void ModelData::nameTable()
{
    table.name = options.tableName;
    if (table.name.isEmpty())
        table.name = options.freezeTableName ? name
                     : options.underscored   ? underscored(pluralize(name))
                                             : pluralize(name);
    table.schema = options.schema;
    table.delimiter = options.schemaDelimiter;
    table.comment = options.comment;
    table.engine = options.engine;
    table.charset = options.charset;
    table.collate = options.collate;
    table.rowFormat = options.rowFormat;
    table.hasTrigger = options.hasTrigger;
    table.initialAutoIncrement = options.initialAutoIncrement;
}

void ModelData::addPrimaryKey()
{
    int autoIncrements = 0;
    bool hasKey = false;
    bool hasId = false;
    for (const AttributeDefinition &attribute : attributes) {
        autoIncrements += attribute.options.autoIncrement ? 1 : 0;
        hasKey |= attribute.options.primaryKey;
        hasId |= attribute.name == "id"_L1;
    }
    if (autoIncrements > 1)
        throw UsageError(u"Invalid Instance definition. Only one autoincrement field allowed."_s);
    if (!hasKey && hasId)
        throw UsageError(
            u"A column called 'id' was added to the attributes of '%1' but not marked with "
            "'primaryKey: true'"_s.arg(table.name));
    hasGeneratedKey = !hasKey;
    if (!hasKey)
        attributes.insert(attributes.begin(), AttributeDefinition("id", {.type = DataTypes::INTEGER,
                                                                         .allowNull = false,
                                                                         .primaryKey = true,
                                                                         .autoIncrement = true}));
}

void ModelData::addTimestamps()
{
    const AttributeOptions moment{.type = DataTypes::DATE, .allowNull = false};
    if (options.timestamps) {
        addAttribute(options.createdAt, moment);
        addAttribute(options.updatedAt, moment);
    }
    if (options.timestamps && options.paranoid)
        addAttribute(options.deletedAt, {.type = DataTypes::DATE});
    addAttribute(options.version,
                 {.type = DataTypes::INTEGER, .allowNull = false, .defaultValue = 0});
}

void ModelData::addAttribute(const QString &attribute, const AttributeOptions &attributeOptions)
{
    if (!attribute.isEmpty() && indexOf(attribute) < 0)
        attributes.push_back(AttributeDefinition(attribute, attributeOptions));
}

int ModelData::timestampOf(const QString &attribute, bool isKept) const
{
    return isKept && !attribute.isEmpty() ? indexOf(attribute) : -1;
}

void ModelData::addColumns()
{
    m_names.clear();
    table.columns.clear();
    table.uniqueKeys.clear();
    hasDefaults = false;
    hasGetters = false;
    hasSetters = false;
    hasImmutables = false;
    for (const AttributeDefinition &attribute : attributes) {
        if (attribute.name.isEmpty()
            || std::ranges::find(m_names, attribute.name.toUtf8()) != m_names.end())
            throw UsageError(u"%1 has two attributes named \"%2\", or one without a name."_s.arg(
                name, attribute.name));
        m_names.push_back(attribute.name.toUtf8());
        const QString field = !attribute.options.field.isEmpty() ? QString(attribute.options.field)
                              : options.underscored              ? underscored(attribute.name)
                                                                 : attribute.name;
        addColumn(table, attribute, field);
        hasDefaults |= hasDefault(int(table.columns.size()) - 1);
        hasGetters |= bool(attribute.options.get);
        hasSetters |= bool(attribute.options.set);
        hasImmutables |= immutabilityOf(int(table.columns.size()) - 1) != nullptr;
        manager.addName(attribute.name, attribute.options.sensitive);
        manager.addName(field, attribute.options.sensitive);
    }
}

void ModelData::addIndexes()
{
    table.indexes = options.indexes;
    for (size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].options.index && type(int(i)).kind() == DataType::Kind::Jsonb)
            table.indexes.push_back({.fields = {Text(table.columns[i].name)}, .using_ = "gin"});
}

int ModelData::indexOf(QStringView attribute) const
{
    // A handful of short names: comparing them is quicker than hashing.
    const size_t bytes = size_t(attribute.size()) * sizeof(QChar);
    for (size_t i = 0; i < attributes.size(); ++i)
        if (const QString &known = attributes[i].name;
            known.size() == attribute.size()
            && std::memcmp(known.constData(), attribute.data(), bytes) == 0)
            return int(i);
    return -1;
}

int ModelData::indexOf(const char *attribute) const
{
    const size_t length = std::strlen(attribute);
    for (size_t i = 0; i < m_names.size(); ++i)
        if (size_t(m_names[i].size()) == length
            && std::memcmp(m_names[i].constData(), attribute, length) == 0)
            return int(i);
    return -1;
}

bool ModelData::hasDefault(int attribute) const
{
    const auto *plain = std::get_if<Operand>(&attributes[size_t(attribute)].options.defaultValue);
    return !plain || !plain->isUndefined();
}

Operand ModelData::defaultOf(int attribute) const
{
    const auto &given = attributes[size_t(attribute)].options.defaultValue;
    if (const auto *value = std::get_if<Operand>(&given))
        return *value;
    if (const auto *function = std::get_if<DefaultFunction>(&given)) {
        const Operand made = function->make();
        return made.isUndefined() ? Operand(nullptr) : made;
    }
    switch (std::get<DataType>(given).kind()) {
    case DataType::Kind::Now: return QDateTime::currentDateTimeUtc();
    case DataType::Kind::UuidV1:
    case DataType::Kind::UuidV4: return QUuid::createUuid();
    default: return {};
    }
}

} // namespace orm
