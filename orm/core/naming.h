#pragma once

#include <QString>

namespace orm {

/// The English plural as Sequelize forms it for table names: Book → Books, Category → Categories,
/// Person → People, News → News. The case of the first letter is kept.
[[nodiscard]] QString pluralize(const QString &word);

/// "createdAt" → "created_at", as Sequelize's `underscored` does it ("userID" → "user_i_d").
[[nodiscard]] QString underscored(const QString &name);

} // namespace orm
