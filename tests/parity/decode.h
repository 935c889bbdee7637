#pragma once

#include "orderedjson.h"

#include "orm/orm.h"

#include <QSet>

#include <map>

namespace parity {

/// What a case has made so far, by the names that later steps use.
struct Context
{
    std::map<QString, const orm::Model *> models;
    std::vector<std::unique_ptr<orm::Model>> scoped; ///< Models that scope() made.
    std::map<QString, orm::Instance> saved;
    QSet<QString> transactions;                                 ///< The open ones that are managed.
    std::map<QString, orm::UnmanagedTransaction> unmanaged;     ///< Those that a call has begun.
    orm::IncludeStrategy strategy = orm::IncludeStrategy::Join; ///< Of all includes.
};

/// Turns the vectors' neutral notation into arguments of the ORM. Every function throws
/// Unsupported for what it does not know, so that nothing in a case is passed over silently.
class Decoder
{
public:
    /// `model`: whose attributes and associations are spoken of; nullptr: nobody knows.
    explicit Decoder(const Context &context, const orm::Model *model = nullptr)
        : m_context(context)
        , m_model(model)
    {
    }

    /// A value as data: plain objects are JSON.
    [[nodiscard]] orm::Operand value(const Json &json) const;
    /// What an attribute is held against: plain objects are conditions.
    [[nodiscard]] orm::Operand against(const Json &json) const;
    [[nodiscard]] orm::Where where(const Json &json) const;
    [[nodiscard]] orm::Values values(const Json &json) const;
    [[nodiscard]] orm::Attributes attributes(const Json &json) const;
    [[nodiscard]] orm::Order order(const Json &json) const;
    [[nodiscard]] orm::Includes includes(const Json &json) const;
    [[nodiscard]] std::vector<orm::Operand> group(const Json &json) const;
    [[nodiscard]] QVariant data(const Json &json) const;
    [[nodiscard]] orm::RawValues rawValues(const Json &json) const;
    [[nodiscard]] orm::ThroughOptions throughOptions(const Json &json) const;

private:
    [[nodiscard]] orm::Values values(const Json &json, const orm::Association *via) const;
    [[nodiscard]] orm::Operand rightOf(orm::Operator op, const Json &json) const;
    [[nodiscard]] orm::Operand conditions(const Json &json) const;
    [[nodiscard]] std::optional<orm::Operand> aloneIn(orm::Operator op, const Json &json) const;
    [[nodiscard]] orm::Operand jsonExpression(const Json &json) const;
    [[nodiscard]] std::optional<orm::Operand> expression(const QString &name,
                                                         const Json &json) const;
    [[nodiscard]] orm::Operand comparison(const Json &json) const;
    [[nodiscard]] orm::Selected selected(const Json &json) const;
    [[nodiscard]] orm::OrderTerm orderTerm(const Json &json) const;
    /// The names of associations that `items` begin with, each leading on from the one before.
    [[nodiscard]] QStringList path(const std::vector<Json> &items) const;
    [[nodiscard]] const orm::Model *modelNamed(const Json &json) const;
    [[nodiscard]] orm::Include include(const Json &json) const;
    [[nodiscard]] orm::IncludeOptions includeOptions(const Json &json) const;

    const Context &m_context;
    const orm::Model *m_model;
};

/// The type that a text such as "DECIMAL(10,2)" names.
[[nodiscard]] orm::DataType decodeType(const QString &text);
[[nodiscard]] orm::TableName decodeTable(const Json &json);
[[nodiscard]] orm::AttributeOptions decodeAttribute(const Json &json, const Decoder &decoder);
/// The attributes of one model, in their order.
[[nodiscard]] std::vector<orm::AttributeDefinition> decodeAttributes(const Json &json,
                                                                     const Decoder &decoder);
[[nodiscard]] orm::Index decodeIndex(const Json &json, const Decoder &decoder);
[[nodiscard]] orm::ModelOptions decodeModelOptions(const Json &json, const Decoder &decoder);

} // namespace parity
