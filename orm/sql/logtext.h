#pragma once

#include "orm/sql/sql.h"

namespace orm {

class BaseError;

/// The values of a statement as its log text needs them.
class LoggedValues
{
public:
    /// One of them as the caller gave it.
    struct Given
    {
        QVariant value; ///< Of any type that a literal can be made of.
        /// Whether it is a text that stands in the log as it is, whatever the slot's type.
        bool isPlainText = false;
    };

    virtual ~LoggedValues() = default;

    /// How many slots have a value, from the first on: fewer than there are when some were dropped.
    [[nodiscard]] virtual qsizetype count() const = 0;
    /// The value of the slot with that number, as it was sent; `type` as in given().
    [[nodiscard]] virtual QVariant bound(qsizetype slot, const DataType *type) const = 0;
    /// The same as the caller gave it; `type` is its column's, nullptr when nobody knows.
    [[nodiscard]] virtual Given given(qsizetype slot, const DataType *type) const = 0;

protected:
    LoggedValues() = default;
    /// For those who derive from it.
    LoggedValues(const LoggedValues &) = default;
    /// For those who derive from it.
    LoggedValues &operator=(const LoggedValues &) = default;
};

/// The text that Sequelize would print for `statement`. Where values are missing it ends behind the
/// last one that is there.
[[nodiscard]] QString logText(const Statement &statement, const LoggedValues &values);
/// The same of a statement with its values.
[[nodiscard]] QString logText(const Sql &sql);
/// The values that stand as `$1` … in it, as Sequelize prints them.
[[nodiscard]] QVariantList shownValues(const Statement &statement, const LoggedValues &values);
/// The same of a statement with its values.
[[nodiscard]] QVariantList shownValues(const Sql &sql);
/// The values as they are sent, with `***` for those that nobody is to read.
[[nodiscard]] QVariantList withoutSensitive(const Statement &statement, QVariantList binds);
/// Takes such values out of what a failure of `statement` says.
void coverSensitive(BaseError &error, const Statement &statement);

} // namespace orm
