#pragma once

#include "app/importplan.h"
#include "ui/findlanguage.h"
#include "ui/pagespec.h"

namespace orm {
class Sequelize;
}

/// The model Book (table "books"): title and author are needed, the price may be missing.
orm::Model &defineBook(orm::Sequelize &database);

/// How books are shown and edited.
[[nodiscard]] ui::PageSpec bookPage(orm::Model &book, bool readOnly);

/// What a search for books may say.
[[nodiscard]] ui::FindLanguage bookLanguage();

/// What files with books call their columns.
[[nodiscard]] QList<ImportField> bookImportFields();
