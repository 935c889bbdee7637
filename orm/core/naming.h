#pragma once

#include <QString>

namespace orm {

/// The English plural as Sequelize forms it for table names: Book → Books, Category → Categories,
/// Person → People, News → News. The case of the first letter is kept.
[[nodiscard]] QString pluralize(const QString &word);

/// The singular of a plural, for the names of keys and accessors: Books → Book, People → Person,
/// data → datum. The inverse of pluralize() as far as English has one.
[[nodiscard]] QString singularize(const QString &word);

/// Whether a word, in small letters, is its own plural: news, sheep.
[[nodiscard]] bool isUncountable(const QString &word);

/// "Author_id" → "AuthorId", as names of foreign keys are made.
[[nodiscard]] QString camelized(const QString &name);

/// "createdAt" → "created_at", as Sequelize's `underscored` does it ("userID" → "user_i_d").
[[nodiscard]] QString underscored(const QString &name);

} // namespace orm
