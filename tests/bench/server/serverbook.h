#pragma once

#include "orm/orm.h"

namespace bench {

/// The table that all clients of a server work on.
inline orm::Model &defineServerBook(orm::Sequelize &db)
{
    return db.define("Book",
                     {{"title", orm::DataTypes::STRING(200)},
                      {"author", orm::DataTypes::STRING(100)},
                      {"price", orm::DataTypes::DECIMAL(10, 2)}},
                     {.tableName = "bench_books"});
}

} // namespace bench
