#pragma once

#include "orderedjson.h"

#include "orm/sql/sql.h"

#include <QStringList>

namespace parity {

/// Proves that what is sent carries no value: a statement that reads or writes rows has
/// placeholders where the caller gave values, and no text or number that is not in SQL of the
/// caller's own.
class SentCheck
{
public:
    explicit SentCheck(const Json &theCase);

    /// The first text or number in `sql` that should have been bound; empty when there is none.
    [[nodiscard]] QString leak(const orm::Statement &sql) const;

private:
    void collect(const Json &json);
    [[nodiscard]] bool isCallers(const QString &token) const;

    QStringList m_callers; ///< SQL that the case itself writes: literals, raw queries, types.
};

} // namespace parity
