#pragma once

#include "orm/expr/select.h"
#include "orm/expr/selection.h"

#include <QStringList>

namespace orm {

/// "Author.name" of "$Author.name$", as a column of another table is named; empty: it is none.
[[nodiscard]] QStringView inDollars(QStringView name);

/// The other tables of a query that a condition names, as paths of aliases: "Titles.Reviews" of
/// `$Titles.Reviews.stars$` or col("Titles.Reviews.stars").
[[nodiscard]] QStringList tablesNamed(const Where &where);
/// The same of sort keys.
[[nodiscard]] QStringList tablesNamed(const std::vector<OrderTerm> &order);

/// The same of columns.
[[nodiscard]] QStringList tablesNamed(const Attributes &attributes);

/// The attribute that a sort key is, or the columns that it is made of, without their tables.
[[nodiscard]] QStringList columnsNamed(const OrderTerm &term);

///@{
/// The SQL that stands among them as it is.
[[nodiscard]] QStringList literalsOf(const Where &where);
[[nodiscard]] QStringList literalsOf(const std::vector<OrderTerm> &order);
///@}
/// Whether SQL as it stands is among them, of which nobody knows what it names.
[[nodiscard]] bool hasLiterals(const Where &where);
[[nodiscard]] bool hasLiterals(const std::vector<OrderTerm> &order);

} // namespace orm
