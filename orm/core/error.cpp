#include "orm/core/error.h"

#include "orm/core/datatype.h"
#include "orm/core/decimal.h"

#include <QtDebug>

namespace orm {

namespace {

/// "Row 2: notNull Violation: Book.title cannot be null", a line for each broken rule.
QString itemsText(const ErrorFacts &facts)
{
    QStringList lines;
    for (qsizetype i = 0; i < facts.errors.size(); ++i) {
        const qint64 row = facts.rows.value(i, -1);
        const QString prefix = row < 0 ? QString() : QStringLiteral("Row %1: ").arg(row + 1);
        lines += prefix + facts.errors.at(i).message;
    }
    return lines.join(u'\n');
}

QByteArray whatOf(const ErrorFacts &facts)
{
    return (facts.message.isEmpty() ? itemsText(facts) : facts.message).toUtf8();
}

} // namespace

QString withoutValue(QString text, const QVariant &value)
{
    const QString secret =
        holdsDecimal(value) ? value.value<Decimal>().toString() : value.toString();
    return secret.isEmpty() ? text : text.replace(secret, sensitiveMark);
}

ValidationErrorItem notNullItem(const QString &column)
{
    return {.message = column + QStringLiteral(" cannot be null"),
            .type = QStringLiteral("notNull Violation"),
            .path = column,
            .value = {},
            .validatorKey = QStringLiteral("is_null"),
            .origin = QStringLiteral("DB")};
}

BaseError::BaseError(ErrorFacts facts)
    : m_facts(std::move(facts))
    , m_what(whatOf(m_facts))
{
}

void BaseError::setFacts(ErrorFacts facts)
{
    m_facts = std::move(facts);
    m_what = whatOf(m_facts);
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
    qWarning("%s: %s", qUtf8Printable(error.name()), error.what());
}

} // namespace orm
