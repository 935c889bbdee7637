#pragma once

#include "orm/core/dialect.h"
#include "orm/expr/tabledef.h"
#include "orm/expr/where.h"

#include <QStringList>

#include <vector>

namespace orm {
class Model;
class Sequelize;
} // namespace orm

/// The models of a bookstore and how they belong together: a book has genres, an ISBN, a cover and
/// sales; one that was deleted has all of these in a table of its own.
struct BookModels
{
    orm::Model *book = nullptr;
    orm::Model *genre = nullptr;
    orm::Model *bookGenre = nullptr; ///< Which book has which genre.
    /// Which book has which ISBN; nullptr where a file that cannot be written lacks the table.
    orm::Model *isbn = nullptr;
    orm::Model *cover = nullptr;
    orm::Model *sale = nullptr;
    /// Books that were deleted, and may be restored; nullptr where there is no table for them: in a
    /// file that cannot be written and lacks it, or that has something else under its name.
    orm::Model *deletedBook = nullptr;
    orm::Model *deletedCover = nullptr; ///< Of a deleted book; nullptr with it.
    /// What another program keeps of its books in columns of "books" that are no attributes. Each
    /// has a column in the table of deleted books.
    QStringList otherColumns = {};
};

inline constexpr char bookTable[] = "books";

/// The column in which deleted books keep that one of `otherColumns`.
[[nodiscard]] QString keptColumn(const QString &column);

/// What the table of books is sorted and searched by has an index, which sorts a million books in
/// 0.1 s instead of 0.5 to 0.8 s. Together they make the file twice as large. createdAt has none:
/// books are added one after the other, so that their numbers sort them in the same way. On
/// PostgreSQL, where an index knows no keys by itself, they are in it; their names are the same.
[[nodiscard]] std::vector<orm::Index> bookIndexes(orm::Dialect dialect = orm::Dialect::Sqlite);

/// The model Book (table "books"): title and author are needed, the price may be missing.
orm::Model &defineBook(orm::Sequelize &database);

/// Book, and around it Genre, BookGenre, Isbn, Cover and Sale in tables of their own; nothing of
/// theirs is in "books". With a book go its ISBN, its cover and its genres' links; its sales stay,
/// with the title and the price at which it was sold, as a till's records must. DeletedBook and
/// DeletedCover refer to none of these: what stands there outlives its book.
[[nodiscard]] BookModels defineBookModels(orm::Sequelize &database);

/// Books that have a genre whose name fits `name`; any genre when it is empty.
[[nodiscard]] orm::Where hasGenre(const BookModels &models, const orm::Where &name);
/// Books whose ISBN fits `number`; any ISBN when it is empty.
[[nodiscard]] orm::Where hasIsbn(const BookModels &models, const orm::Where &number);
