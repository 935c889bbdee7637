#pragma once

#include "orm/schema/attribute.h"

#include <QString>

namespace orm {

struct ModelData;

/// What one association wants of the attribute that refers to another model.
struct ForeignKeyRequest
{
    QString name;
    QString by; ///< The association as it was written: "Author.hasMany(Book)".
    /// With a type, and with `references` unless nothing is to be checked. onDelete and onUpdate
    /// only when they were said.
    AttributeOptions options;
    bool isTypeSaid = false;
    bool constraints = true;
    QString onDeleteOfRequired; ///< What happens to rows whose key cannot be null.
};

/// Adds the attribute to `model`, or completes the one that is there. Of what two say, that which
/// was said counts, not who was first; throws AssociationError when they say different things.
void addForeignKey(ModelData &model, const ForeignKeyRequest &request);

} // namespace orm
