#include "orm/model/modeldata.h"

#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/model/sequelize.h"

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

ModelData::ModelData(Sequelize &owner, const QString &modelName,
                     std::vector<AttributeDefinition> definitions, const ModelOptions &modelOptions)
    : sequelize(owner)
    , database(owner.database())
    , name(modelName)
    , options(modelOptions)
    , attributes(std::move(definitions))
    , typeValidation(owner.options().typeValidation)
{
    if (name.isEmpty())
        throw UsageError(u"A model needs a name."_s);
    addPrimaryKey();
    if (options.timestamps) {
        createdAt = addTimestamp(options.createdAt);
        updatedAt = addTimestamp(options.updatedAt);
    }
    addColumns();

    table.name = options.tableName;
    if (table.name.isEmpty())
        table.name = options.freezeTableName ? name
                     : options.underscored   ? underscored(pluralize(name))
                                             : pluralize(name);
    QStringList names;
    for (const AttributeDefinition &attribute : attributes)
        names += attribute.name;
    wholeHead = headFor(names);
}

void ModelData::addPrimaryKey()
{
    int autoIncrements = 0;
    for (size_t i = 0; i < attributes.size(); ++i) {
        const AttributeDefinition &attribute = attributes[i];
        autoIncrements += attribute.options.autoIncrement ? 1 : 0;
        if (attribute.options.primaryKey && primaryKey < 0)
            primaryKey = int(i);
    }
    if (autoIncrements > 1)
        throw UsageError(u"Invalid Instance definition. Only one autoincrement field allowed."_s);
    if (primaryKey >= 0)
        return;
    for (const AttributeDefinition &attribute : attributes)
        if (attribute.name == "id"_L1)
            throw UsageError(
                u"A column called 'id' was added to the attributes of '%1' but not marked with "
                "'primaryKey: true'"_s.arg(name));
    attributes.insert(attributes.begin(), AttributeDefinition("id", {.type = DataTypes::INTEGER,
                                                                     .allowNull = false,
                                                                     .primaryKey = true,
                                                                     .autoIncrement = true}));
    primaryKey = 0;
}

int ModelData::addTimestamp(const QString &attribute)
{
    if (attribute.isEmpty())
        return -1;
    for (size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].name == attribute)
            return int(i);
    attributes.push_back(
        AttributeDefinition(attribute, {.type = DataTypes::DATE, .allowNull = false}));
    return int(attributes.size()) - 1;
}

void ModelData::addColumns()
{
    for (const AttributeDefinition &attribute : attributes) {
        const AttributeOptions &given = attribute.options;
        if (attribute.name.isEmpty()
            || m_names.end() != std::find(m_names.begin(), m_names.end(), attribute.name.toUtf8()))
            throw UsageError(u"%1 has two attributes named \"%2\", or one without a name."_s.arg(
                name, attribute.name));
        m_names.push_back(attribute.name.toUtf8());

        ColumnDef column;
        column.attribute = attribute.name;
        column.name = !given.field.isEmpty() ? given.field
                      : options.underscored  ? underscored(attribute.name)
                                             : attribute.name;
        column.type = given.type;
        column.allowNull = given.allowNull;
        column.primaryKey = given.primaryKey;
        column.autoIncrement = given.autoIncrement;
        column.unique = given.unique;
        if (const auto *value = std::get_if<Operand>(&given.defaultValue))
            column.defaultValue = *value;
        hasDefaults |= !column.defaultValue.isUndefined()
                       || std::holds_alternative<DataType>(given.defaultValue);
        hasPlainDefaults &= column.defaultValue.data() != nullptr;
        table.columns.push_back(std::move(column));
    }
}

int ModelData::indexOf(QStringView attribute) const
{
    // A handful of short names: comparing them is quicker than hashing.
    for (size_t i = 0; i < attributes.size(); ++i)
        if (attributes[i].name == attribute)
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

std::shared_ptr<RowHead> ModelData::headFor(const QStringList &columns) const
{
    auto head = std::make_shared<ModelRowHead>();
    head->data = this;
    head->columns = columns;
    for (const AttributeDefinition &attribute : attributes)
        head->columnOf.push_back(int(columns.indexOf(attribute.name)));
    return head;
}

std::shared_ptr<RowHead> ModelData::headOf(const std::vector<int> &chosen) const
{
    bool isWhole = int(chosen.size()) == attributeCount();
    for (size_t i = 0; isWhole && i < chosen.size(); ++i)
        isWhole = chosen[i] == int(i);
    if (isWhole)
        return wholeHead;
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
