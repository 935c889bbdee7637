#pragma once

#include <QFuture>

namespace orm {

class Database;

/// A number that is another one than at the last call whenever somebody else has changed the
/// database meanwhile: another program, or another Sequelize. Own changes do not count. SQLite
/// only. Asked on the connection that writes, behind what waits there. Fails with DatabaseError.
[[nodiscard]] QFuture<qint64> dataVersion(Database &database);

} // namespace orm
