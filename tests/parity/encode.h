#pragma once

#include "orderedjson.h"

#include "orm/orm.h"

namespace parity {

/// Turns results of the ORM into the vectors' neutral notation. Moments near the start of the case
/// become "<now>".
class Encoder
{
public:
    explicit Encoder(const QDateTime &startedAt)
        : m_startedAt(startedAt)
    {
    }

    [[nodiscard]] Json value(const QVariant &value) const;
    [[nodiscard]] Json instance(const orm::Instance &instance) const;
    [[nodiscard]] Json oneOrNull(const std::optional<orm::Instance> &one) const;
    [[nodiscard]] Json instances(const QList<orm::Instance> &instances) const;
    /// Rows of a raw query, as plain objects.
    /// The values of an instance, and of those that belong to it, as its toJSON() has them.
    [[nodiscard]] Json plain(const orm::Instance &instance) const;
    [[nodiscard]] Json rows(const orm::RowSet &rows) const;
    [[nodiscard]] Json row(const orm::ResultRow &row) const;
    [[nodiscard]] Json error(const orm::BaseError &error) const;
    /// `line` with what differs from run to run replaced: `'<now>'`, `<uuid>`, `(<tx>)`.
    [[nodiscard]] QString logLine(const QString &line) const;

    /// What a call without a result gives.
    [[nodiscard]] static Json nothing();

private:
    [[nodiscard]] bool isNow(const QDateTime &moment) const;

    QDateTime m_startedAt;
};

} // namespace parity
