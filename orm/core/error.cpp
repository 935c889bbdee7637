#include "orm/core/error.h"

namespace orm {

BaseError::BaseError(ErrorFacts facts)
    : m_facts(std::move(facts))
    , m_what(m_facts.message.toUtf8())
{
}

BaseError::BaseError(const QString &message)
    : BaseError(ErrorFacts{.message = message,
                           .sql = {},
                           .binds = {},
                           .fields = {},
                           .driverCode = {},
                           .driverText = {},
                           .errors = {}})
{
}

QString BaseError::name() const
{
    return QStringLiteral("SequelizeBaseError");
}

} // namespace orm
