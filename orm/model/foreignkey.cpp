#include "orm/model/foreignkey.h"

#include "orm/core/error.h"
#include "orm/model/define/modeldata.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Brings a request together with what is known of the attribute already.
class Reconciler
{
public:
    Reconciler(const ModelData &model, const ForeignKeyRequest &request, AttributeOptions known,
               ForeignKeyOrigin origin)
        : m_model(model)
        , m_request(request)
        , m_known(std::move(known))
        , m_origin(std::move(origin))
    {
    }

    void reconcile();
    [[nodiscard]] const AttributeOptions &options() const { return m_known; }
    [[nodiscard]] const ForeignKeyOrigin &origin() const { return m_origin; }

private:
    void reconcileType();
    void reconcileAllowNull();
    void reconcileReferences();
    void reconcileAction(Text AttributeOptions::*action, QString ForeignKeyOrigin::*saidBy,
                         const char *name, const QString &usual);
    void fillIn();
    [[nodiscard]] bool isNullable() const;
    [[noreturn]] void refuse(const char *option, const QString &firstBy, const QString &first,
                             const QString &second) const;

    const ModelData &m_model;
    const ForeignKeyRequest &m_request;
    AttributeOptions m_known;
    ForeignKeyOrigin m_origin;
};

void Reconciler::refuse(const char *option, const QString &firstBy, const QString &first,
                        const QString &second) const
{
    throw AssociationError(
        u"%1.%2 is defined in two ways: %3 of %4 is %5, and of %6 it is %7. Say the same on both "
        "sides, or say it on one only."_s.arg(m_model.name, m_request.name,
                                              QString::fromLatin1(option), firstBy, first,
                                              m_request.by, second));
}

bool Reconciler::isNullable() const
{
    // As in Sequelize, a defined attribute may count as one that may be null only if it says so.
    return m_known.allowNull && (m_known.allowNull.isSaid || !m_origin.isDeclared);
}

void Reconciler::reconcileType()
{
    if (!m_request.isTypeSaid || m_known.type == m_request.options.type)
        return;
    if (!m_origin.type.isEmpty())
        refuse("type", m_origin.type, m_known.type.name(), m_request.options.type.name());
    m_known.type = m_request.options.type;
    m_origin.type = m_request.by;
}

void Reconciler::reconcileAllowNull()
{
    const AllowNull wanted = m_request.options.allowNull;
    if (!wanted.isSaid)
        return;
    const auto word = [](bool value) { return value ? u"true"_s : u"false"_s; };
    if (!m_origin.allowNull.isEmpty() && wanted != m_known.allowNull)
        refuse("allowNull", m_origin.allowNull, word(m_known.allowNull), word(wanted));
    // What was chosen for a key that may be null is chosen anew.
    if (wanted != m_known.allowNull && m_origin.onDelete.isEmpty())
        m_known.onDelete = Text();
    m_known.allowNull = wanted;
    m_origin.allowNull = m_request.by;
}

void Reconciler::reconcileReferences()
{
    const std::optional<References> &wanted = m_request.options.references;
    if (!wanted)
        return;
    if (!m_known.references) {
        m_known.references = wanted;
        m_origin.references = m_request.by;
    } else if (m_known.references->model.name != wanted->model.name
               && !m_origin.references.isEmpty()) {
        throw AssociationError(
            u"%1.%2 cannot refer to both %3 (%4) and %5 (%6). Give one of them another foreignKey, "
            "or say constraints: false on both."_s.arg(
                m_model.name, m_request.name, m_known.references->model.name, m_origin.references,
                wanted->model.name, m_request.by));
    }
}

void Reconciler::reconcileAction(Text AttributeOptions::*action, QString ForeignKeyOrigin::*saidBy,
                                 const char *name, const QString &usual)
{
    const Text &wanted = m_request.options.*action;
    if (wanted.isEmpty()) {
        if ((m_known.*action).isEmpty())
            m_known.*action = Text(usual);
        return;
    }
    if (!(m_origin.*saidBy).isEmpty() && wanted != m_known.*action)
        refuse(name, m_origin.*saidBy, m_known.*action, wanted);
    m_known.*action = wanted;
    m_origin.*saidBy = m_request.by;
}

void Reconciler::fillIn()
{
    const AttributeOptions &wanted = m_request.options;
    const auto *fallback = std::get_if<Operand>(&m_known.defaultValue);
    if (fallback && fallback->isUndefined())
        m_known.defaultValue = wanted.defaultValue;
    if (!m_known.unique)
        m_known.unique = wanted.unique;
    if (m_known.field.isEmpty())
        m_known.field = wanted.field;
    if (m_known.comment.isEmpty())
        m_known.comment = wanted.comment;
    if (m_known.validate.empty())
        m_known.validate = wanted.validate;
    m_known.primaryKey |= wanted.primaryKey;
    m_known.sensitive |= wanted.sensitive;
}

void Reconciler::reconcile()
{
    reconcileType();
    reconcileAllowNull();
    reconcileReferences();
    const QString onDelete = !m_request.constraints ? QString()
                             : isNullable()         ? u"SET NULL"_s
                                                    : m_request.onDeleteOfRequired;
    reconcileAction(&AttributeOptions::onDelete, &ForeignKeyOrigin::onDelete, "onDelete", onDelete);
    reconcileAction(&AttributeOptions::onUpdate, &ForeignKeyOrigin::onUpdate, "onUpdate",
                    m_request.constraints ? u"CASCADE"_s : QString());
    fillIn();
}

/// What the definition of a model says of an attribute that no association knows yet.
ForeignKeyOrigin declared(const ModelData &model, const AttributeOptions &options)
{
    const QString by = u"the definition of "_s + model.name;
    ForeignKeyOrigin origin;
    origin.type = by;
    origin.isDeclared = true;
    if (options.allowNull.isSaid)
        origin.allowNull = by;
    if (!options.onDelete.isEmpty())
        origin.onDelete = by;
    if (!options.onUpdate.isEmpty())
        origin.onUpdate = by;
    return origin;
}

} // namespace

void addForeignKey(ModelData &model, const ForeignKeyRequest &request)
{
    const int index = model.indexOf(request.name);
    AttributeOptions known{.type = request.options.type};
    ForeignKeyOrigin origin;
    if (index >= 0) {
        known = model.attributes[size_t(index)].options;
        origin = model.foreignKeys.contains(request.name) ? model.foreignKeys.value(request.name)
                                                          : declared(model, known);
    }
    Reconciler reconciler(model, request, known, origin);
    reconciler.reconcile();
    model.foreignKeys.insert(request.name, reconciler.origin());
    model.setAttribute(AttributeDefinition(Text(request.name), reconciler.options()));
}

} // namespace orm
