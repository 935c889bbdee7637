#pragma once

#include "orm/model/read/includetree.h"

namespace orm {

/// Whether Sequelize's statement, `select` made of `tree`, gives with its limit the first of the
/// rows that it gives without one. `aliases`: whether the database tells "Book" from "book".
///
/// It does not where its sub-query cannot know what chooses or sorts the rows, chooses by other
/// conditions than the joins around it do, or counts a row once for each that is joined to it. In
/// doubt the answer is no; where the caller has said `duplicating` or `subQuery`, it is yes.
[[nodiscard]] bool cutsRightly(const IncludeTree &tree, const Select &select,
                               Qt::CaseSensitivity aliases);

/// Whether the limit of a find counts rows of the model, each with all that it includes.
[[nodiscard]] bool cutsTrees(const FindOptions &options);

/// Gives joins whose aliases are one name to the database others, so that all are told apart.
void tellApart(Select &select, Qt::CaseSensitivity aliases);

/// Throws EagerLoadingError where rows are to be sorted by others that are not joined to them.
void checkOrder(const Select &select);

} // namespace orm
