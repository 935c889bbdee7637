// What a model's rows are read with: heads, which know the columns, and values in their types.
#include "orm/model/define/modeldata.h"

#include "orm/core/storedtext.h"
#include "orm/core/utf8.h"
#include "orm/core/wkb.h"
#include "orm/model/define/modelmanager.h"

#include <algorithm>

namespace orm {

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

/// A sum of whole numbers, which servers tell as the text of a longer number; one beyond 64 bits
/// stays exact.
QVariant wholeOf(const RowBlock &block, int row, int column)
{
    const QByteArrayView digits = block.bytes(row, column);
    bool isWhole = false;
    if (const qint64 whole = digits.toLongLong(&isWhole); isWhole)
        return whole;
    const auto exact = Decimal::fromString(QString::fromUtf8(digits));
    return exact ? QVariant::fromValue(*exact) : block.value(row, column);
}

/// Of a database that has no such type as `type`, the cell is what stands there.
QVariant toldByText(const RowBlock &block, int row, int column, const DataType &type)
{
    const bool isText = block.type(row, column) == RowBlock::Type::Text;
    return isText ? valueOfText(utf8Text(block.bytes(row, column)), type)
                  : block.value(row, column);
}

QVariant jsonOf(const RowBlock &block, int row, int column)
{
    const auto json = jsonOfText(block.bytes(row, column).toByteArray());
    return json ? QVariant::fromValue(*json) : block.value(row, column);
}

/// MySQL and MariaDB give four bytes of the spatial reference and the shape, PostGIS the digits of
/// a shape that tells its reference by itself.
QVariant shapeOf(const RowBlock &block, int row, int column)
{
    constexpr qsizetype reference = 4;
    std::optional<QJsonObject> shape;
    const QByteArrayView bytes =
        block.isNull(row, column) ? QByteArrayView() : block.bytes(row, column);
    if (block.type(row, column) == RowBlock::Type::Text)
        shape = fromWkb(QByteArray::fromHex(bytes.toByteArray()));
    else if (bytes.size() > reference)
        shape = fromWkb(bytes.sliced(reference));
    return shape ? QVariant::fromValue(QJsonValue(*shape)) : block.value(row, column);
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
    case DataType::Kind::Array:
    case DataType::Kind::Range:
    case DataType::Kind::HStore: return toldByText(block, row, column, type);
    case DataType::Kind::Geometry:
    case DataType::Kind::Geography: return shapeOf(block, row, column);
    case DataType::Kind::Boolean:
    case DataType::Kind::Double:
    case DataType::Kind::Float:
    case DataType::Kind::Real:
    case DataType::Kind::Date:
    case DataType::Kind::DateOnly: return type.fromUser(block.value(row, column));
    default: return block.value(row, column);
    }
}

void ModelRowHead::hide(const QStringList &names)
{
    if (!names.isEmpty())
        hidden.resize(data->attributes.size());
    for (const QString &name : names)
        hidden[size_t(data->indexOf(name))] = true;
}

QVariant ModelRowHead::valueOf(const RowBlock &block, int row, const Extra &extra)
{
    if (!extra.type)
        return block.value(row, extra.column);
    // An unsigned attribute may be beyond our numbers, and is a text then.
    const bool isWhole = extra.type->isInteger() && !extra.type->isUnsigned();
    if (isWhole && block.type(row, extra.column) == RowBlock::Type::Text)
        return wholeOf(block, row, extra.column);
    return decoded(block, row, extra.column, *extra.type);
}

QVariant ModelRowHead::value(const RowBlock &block, int row, int column) const
{
    const auto attribute = std::ranges::find(columnOf, column);
    if (attribute != columnOf.end())
        return decoded(block, row, column, data->type(int(attribute - columnOf.begin())));
    const auto extra = std::ranges::find(extras, column, &Extra::column);
    return extra != extras.end() ? valueOf(block, row, *extra) : block.value(row, column);
}

bool ModelRowHead::isSensitive(int column) const
{
    const auto attribute = std::ranges::find(columnOf, column);
    if (attribute != columnOf.end())
        return data->isSensitive(int(attribute - columnOf.begin()));
    const auto extra = std::ranges::find(extras, column, &Extra::column);
    if (extra != extras.end() && extra->type)
        return extra->type->isSensitive();
    return data && !data->manager.hidden().isEmpty();
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
            head->extras.push_back({columns.at(i), i});
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
