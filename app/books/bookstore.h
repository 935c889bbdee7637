#pragma once

#include "app/import/importplan.h"
#include "app/models/bookmodels.h"
#include "ui/base/pagespec.h"
#include "ui/find/findlanguage.h"

/// How books are shown and edited.
[[nodiscard]] ui::PageSpec bookPage(orm::Model &book, bool readOnly);
/// The same with genres, ISBN, cover and sold copies.
[[nodiscard]] ui::PageSpec bookPage(const BookModels &models, bool readOnly);

/// What a search for books may say.
[[nodiscard]] ui::FindLanguage bookLanguage();
/// The same with genres and ISBN.
[[nodiscard]] ui::FindLanguage bookLanguage(const BookModels &models);

/// What files with books call their columns.
[[nodiscard]] QList<ImportField> bookImportFields();
