#pragma once

#include <QStringList>

/// The statements of a Trash. To copy rows of one table into another is nothing that Sequelize, and
/// so the ORM, has a call for: these are SQLite's own. `$ranges` are books or entries, as a list of
/// first and last keys in JSON; `$rows` are lines of a receipt. Names are those of BookModels;
/// `others` are its otherColumns.
namespace TrashStatements {

/// Entries of the books in `$ranges`, deleted at `$now`.
[[nodiscard]] QString keep(const QStringList &others);
[[nodiscard]] QString keepFrom(const QStringList &others); ///< Under keys from `$first` on.
/// The covers of the books of which the entries in `$ranges` are.
[[nodiscard]] QString keepCovers();
/// How many entries there are in `$ranges`: `entries`; with an ISBN, genres, sales, a cover:
/// `isbns`, `genres`, `sales`, `covers`; and whose number is taken: `taken`, 0 for none.
[[nodiscard]] QString survey();
/// Gives new numbers to those whose number another book has, or an entry before them.
[[nodiscard]] QString renumber();

// What the entries in `$ranges` become
[[nodiscard]] QString restoreBooks(const QStringList &others);
[[nodiscard]] QString restoreIsbns();
[[nodiscard]] QString makeGenres(); ///< Those that have gone.
[[nodiscard]] QString restoreGenres();
[[nodiscard]] QString restoreCovers();
[[nodiscard]] QString restoreSales(); ///< Those that no other book has got meanwhile.
/// How many of them have an ISBN that another book has, too.
[[nodiscard]] QString countSharedIsbns();
/// The numbers of their books, rising: `number`.
[[nodiscard]] QString numbers();

/// A line of a receipt: `[[entry, number, moment of deletion], …]`.
[[nodiscard]] QString receipt();
/// Entries anew of what a line of a receipt names, as far as the books are there.
[[nodiscard]] QString keepAgain(const QStringList &others);
[[nodiscard]] QString keepCoversAgain(); ///< Their covers.
[[nodiscard]] QString giveNumbers();     ///< The numbers in a line to its entries.

} // namespace TrashStatements
