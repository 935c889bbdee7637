#pragma once

#include "orm/expr/where.h"

namespace orm {
class Model;
class Sequelize;
} // namespace orm

/// The models of a bookstore and how they belong together: a book has genres, a cover and sales.
struct BookModels
{
    orm::Model *book = nullptr;
    orm::Model *genre = nullptr;
    orm::Model *bookGenre = nullptr; ///< Which book has which genre.
    orm::Model *cover = nullptr;
    orm::Model *sale = nullptr;
};

/// The model Book (table "books"): title and author are needed, the price may be missing.
orm::Model &defineBook(orm::Sequelize &database);

/// Book, and around it Genre, BookGenre, Cover and Sale in tables of their own; nothing of theirs
/// is in "books". With a book go its cover and its genres' links; its sales stay, with the title
/// and the price at which it was sold, as a till's records must.
[[nodiscard]] BookModels defineBookModels(orm::Sequelize &database);

/// Books that have a genre whose name fits `name`; any genre when it is empty.
[[nodiscard]] orm::Where hasGenre(const BookModels &models, const orm::Where &name);
