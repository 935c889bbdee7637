#pragma once

#include "decode.h"
#include "encode.h"

namespace parity {

/// One step that is a call: on what, with which arguments, and what is known so far.
struct Call
{
    QString on;   ///< A model, "$name" of a kept instance, "sequelize" or "queryInterface".
    QString name; ///< "findAll"
    std::vector<Json> arguments;
    orm::Sequelize &db;
    Context &context;
    const Encoder &encoder;

    /// The argument at that place; null when there are fewer.
    [[nodiscard]] const Json &argument(size_t index) const;
    [[nodiscard]] Decoder decoder() const
    {
        const auto model = context.models.find(on);
        return Decoder(context, model == context.models.end() ? nullptr : model->second);
    }
};

/// What a call gave: as the vectors write it, and its instances for a later step to use.
struct Answer
{
    Json result = Encoder::nothing();
    QList<orm::Instance> instances = {};
    const orm::Model *model = nullptr;                         ///< What scope() gave.
    std::optional<orm::UnmanagedTransaction> transaction = {}; ///< What transaction() gave.
};

/// Makes the call and waits for it. Throws what it throws, and Unsupported.
[[nodiscard]] Answer perform(Call &call);

} // namespace parity
