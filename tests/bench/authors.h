#pragma once

#include <QString>

namespace bench {

inline constexpr int booksOfAnAuthor = 5;

// The statements of W8. The first six columns are those of `selectSql`.
inline constexpr char authorsSql[] = "SELECT `id`, `name` FROM `authors` ORDER BY `id`";
inline constexpr char booksByAuthorSql[] =
    "SELECT `id`, `title`, `author`, `price`, `createdAt`, `updatedAt`, `authorId`"
    " FROM `books` ORDER BY `authorId`, `id`";
inline constexpr char joinSql[] =
    "SELECT `books`.`id`, `title`, `author`, `price`, `books`.`createdAt`, `books`.`updatedAt`,"
    " `authors`.`id`, `authors`.`name` FROM `authors`"
    " LEFT OUTER JOIN `books` ON `books`.`authorId` = `authors`.`id` ORDER BY `authors`.`id`";

/// Makes the file with `authors` authors in it and five books of each, in WAL mode.
void makeAuthors(const QString &file, int authors);

} // namespace bench
