#include "orm/model/define/modeldata.h"

#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/model/define/modelmanager.h"
#include "orm/schema/definition.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QUuid>

#include <algorithm>
#include <cstring>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QVariant decimalOf(const RowBlock &block, int row, int column, int scale)
{
    std::optional<Decimal> decimal;
    switch (block.type(row, column)) {
    case RowBlock::Type::Integer: decimal = Decimal(block.integer(row, column), 0); break;
    case RowBlock::Type::Real:
        decimal = scale < 0 ? Decimal::fromDouble(block.real(row, column))
                            : Decimal::fromDouble(block.real(row, column), scale);
        break;
    case RowBlock::Type::Text:
        decimal = Decimal::fromString(QString::fromUtf8(block.bytes(row, column)));
        break;
    default: break;
    }
    if (!decimal)
        return block.value(row, column);
    return QVariant::fromValue(scale < 0 || decimal->scale() == scale ? *decimal
                                                                      : decimal->rounded(scale));
}

QVariant jsonOf(const RowBlock &block, int row, int column)
{
    // Wrapped into a list, since QJsonDocument reads no number or string by itself.
    const QByteArray list = "[" + block.bytes(row, column).toByteArray() + "]";
    const QJsonDocument document = QJsonDocument::fromJson(list);
    if (!document.isArray() || document.array().size() != 1)
        return block.value(row, column);
    return QVariant::fromValue(document.array().first());
}

} // namespace

QVariant decoded(const RowBlock &block, int row, int column, const DataType &type)
{
    if (block.isNull(row, column))
        return null();
    const bool isText = block.type(row, column) == RowBlock::Type::Text;
    switch (type.kind()) {
    case DataType::Kind::Decimal: return decimalOf(block, row, column, type.scale());
    case DataType::Kind::Json:
    case DataType::Kind::Jsonb:
        return isText ? jsonOf(block, row, column) : type.fromUser(block.value(row, column));
    case DataType::Kind::Boolean:
    case DataType::Kind::Double:
    case DataType::Kind::Float:
    case DataType::Kind::Real:
    case DataType::Kind::Date:
    case DataType::Kind::DateOnly: return type.fromUser(block.value(row, column));
    default: return block.value(row, column);
    }
}

ModelData::ModelData(ModelManager &owner, const QString &modelName,
                     std::vector<AttributeDefinition> definitions, const ModelOptions &modelOptions)
    : manager(owner)
    , database(owner.database())
    , name(modelName)
    , options(modelOptions)
    , attributes(std::move(definitions))
    , typeValidation(owner.settings().typeValidation)
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
        const auto &fallback = attribute.options.defaultValue;
        const auto *plain = std::get_if<Operand>(&fallback);
        hasDefaults |= !plain || !plain->isUndefined();
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

Operand ModelData::defaultOf(int attribute) const
{
    const auto &given = attributes[size_t(attribute)].options.defaultValue;
    if (const auto *value = std::get_if<Operand>(&given))
        return *value;
    switch (std::get<DataType>(given).kind()) {
    case DataType::Kind::Now: return QDateTime::currentDateTimeUtc();
    case DataType::Kind::UuidV1:
    case DataType::Kind::UuidV4: return QUuid::createUuid();
    default: return {};
    }
}

std::shared_ptr<RowHead> ModelData::wholeHead() const
{
    return {manager.shared_from_this(), m_wholeHead.get()};
}

std::shared_ptr<RowHead> ModelData::headFor(const QStringList &columns) const
{
    return headFor(columns, shared());
}

std::shared_ptr<ModelRowHead> ModelData::headFor(const QStringList &columns,
                                                 std::shared_ptr<const ModelData> kept) const
{
    auto head = std::make_shared<ModelRowHead>();
    head->data = std::move(kept);
    head->columns = columns;
    for (const AttributeDefinition &attribute : attributes)
        head->columnOf.push_back(int(columns.indexOf(attribute.name)));
    for (int i = 0; i < columns.size(); ++i)
        if (indexOf(columns.at(i)) < 0)
            head->extras.emplace_back(columns.at(i), i);
    return head;
}

std::shared_ptr<RowHead> ModelData::headOf(std::span<const int> chosen) const
{
    bool isWhole = int(chosen.size()) == attributeCount();
    for (size_t i = 0; isWhole && i < chosen.size(); ++i)
        isWhole = chosen[i] == int(i);
    if (isWhole)
        return wholeHead();
    QStringList names;
    for (const int index : chosen)
        names += attributes[size_t(index)].name;
    return headFor(names);
}

QList<Instance> ModelData::instances(const RowSet &set)
{
    QList<Instance> rows;
    rows.reserve(set.size());
    for (const RowBlockPointer &block : set.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            rows.append(Instance(block, row));
    return rows;
}

} // namespace orm
