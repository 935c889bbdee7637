#include "orm/core/error.h"

#include <QtDebug>

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

std::unique_ptr<const BaseError> cloned(const std::exception_ptr &error)
{
    try {
        std::rethrow_exception(error);
    } catch (const BaseError &known) {
        return std::unique_ptr<const BaseError>(known.clone());
    } catch (const QUnhandledException &wrapped) {
        if (wrapped.exception())
            return cloned(wrapped.exception());
        return std::make_unique<ExternalError>(QStringLiteral("An exception of an unknown kind."));
    } catch (const std::exception &other) {
        return std::make_unique<ExternalError>(QString::fromUtf8(other.what()));
    } catch (...) {
        return std::make_unique<ExternalError>(QStringLiteral("An exception of an unknown kind."));
    }
}

void warnOf(const BaseError &error)
{
    // A batch, and what finds nothing, have no message in Sequelize.
    const QString said = error.message().isEmpty() ? error.text() : error.message();
    qWarning("%s: %s", qUtf8Printable(error.name()), qUtf8Printable(said));
}

} // namespace orm
