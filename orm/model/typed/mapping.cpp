#include "orm/model/typed/mapping.h"

#include "orm/core/error.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

bool suits(MemberKind kind, const DataType &type)
{
    using Kind = DataType::Kind;
    switch (kind) {
    case MemberKind::Whole: return type.isInteger();
    case MemberKind::Real:
    case MemberKind::Decimal: return type.isNumber();
    case MemberKind::Boolean: return type.kind() == Kind::Boolean;
    case MemberKind::Text:
        return !type.isNumber() && type.kind() != Kind::Boolean && type.kind() != Kind::Blob;
    case MemberKind::Bytes: return type.kind() == Kind::Blob || type.isBinary();
    case MemberKind::Day: return type.kind() == Kind::DateOnly;
    case MemberKind::Time: return type.kind() == Kind::Time;
    case MemberKind::Moment: return type.kind() == Kind::Date;
    case MemberKind::Uuid: return type.kind() == Kind::Uuid || type.isText();
    case MemberKind::Any: break;
    }
    return true;
}

/// A VIRTUAL attribute is what it is made of.
const DataType &valueType(const DataType &type)
{
    return type.kind() == DataType::Kind::Virtual ? type.element() : type;
}

} // namespace

Mapping::Mapping(const Model &model, std::vector<Column> columns)
    : m_model(&model)
    , m_columns(std::move(columns))
{
    const ModelData &data = *model.d;
    QStringList names;
    for (Column &column : m_columns) {
        const int index = data.indexOf(column.name);
        if (index < 0)
            data.refuseUnknown(column.name);
        if (index < 0 || names.contains(column.name))
            throw UsageError(
                u"A struct has one member for \"%1\" of %2."_s.arg(column.name, data.name));
        names += column.name;
        if (!suits(column.kind, valueType(data.type(index))))
            throw UsageError(u"The member for %1.%2 cannot hold what a %3 holds."_s.arg(
                data.name, column.name, data.type(index).name()));
        column.isKey = data.isKey(index);
        column.isMade = data.table.columns[size_t(index)].autoIncrement;
        column.isVirtual = data.type(index).kind() == DataType::Kind::Virtual;
        column.isKept = index == data.version || index == data.createdAt || index == data.updatedAt
                        || index == data.deletedAt || column.isVirtual;
    }
    for (const int key : data.primaryKeys)
        if (const QString &name = data.attributes[size_t(key)].name; !names.contains(name))
            throw UsageError(
                u"A struct of %1 needs a member for its key \"%2\"."_s.arg(data.name, name));
}

bool Mapping::hasVirtual() const
{
    return std::ranges::any_of(m_columns, &Column::isVirtual);
}

Attributes Mapping::attributes() const
{
    std::vector<Selected> all;
    for (const Column &column : m_columns)
        all.emplace_back(QString(column.name));
    return Attributes(std::move(all));
}

Instance Mapping::stored(const Values &values) const
{
    const ModelData &data = *m_model->d;
    if (data.version >= 0 && !values.find(data.attributes[size_t(data.version)].name))
        throw UsageError(u"A struct whose rows of %1 are written needs a member for its version "
                         "\"%2\"."_s.arg(data.name, data.attributes[size_t(data.version)].name));
    return m_model->build(values, {.isNewRecord = false, .raw = true});
}

void Mapping::throwMissing(const Column &column) const
{
    throw UsageError(
        u"A row of %1 came without \"%2\": read all that the struct has, or nothing of it."_s.arg(
            m_model->name(), column.name));
}

void Mapping::throwOtherKey(const Column &column) const
{
    throw UsageError(
        u"\"%1\" is the key of %2, and a row keeps its key."_s.arg(column.name, m_model->name()));
}

} // namespace orm
