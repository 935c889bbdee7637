#pragma once

#include "app/models/bookmodels.h"
#include "ui/base/pagespec.h"

#include <QByteArray>

/// The trash of a shop: books that were deleted stand there whole, with their genres, ISBN, cover
/// and what their sales were, until somebody restores them or deletes them forever. Its entries
/// have keys of their own, since a book that comes later may get the number of a deleted one.
///
/// In a file the books of one call are moved by a few statements, however many they are; on a
/// server see ServerTrash. All runs on a worker, inside a transaction, and throws what the calls of
/// the session throw.
class Trash
{
public:
    /// What became of some entries.
    struct Restored
    {
        qint64 count = 0;       ///< Books that are there again.
        qint64 renumbered = 0;  ///< Of these, with a new number, since another book has the old.
        qint64 sharedIsbns = 0; ///< Of these, with an ISBN that another book has, too.
        /// The numbers of the books, where they are not all there with those that they had.
        std::optional<ui::KeyRanges> books = {};
    };
    /// What was restored, for putBack(), in little room.
    struct Receipt
    {
        QList<QByteArray> entries = {}; ///< Entry, the book's number now, when it was deleted.
        QList<QByteArray> before = {};  ///< The same with the old numbers, where some are new.
    };

    /// Of a shop that keeps deleted books.
    explicit Trash(const BookModels &models);

    /// Copies these books into the trash; its caller deletes them. Answers the keys of the entries:
    /// those of `again`, as many as there are books, or new ones where it is empty.
    ui::KeyRanges keep(orm::Session &session, const ui::KeyRanges &books,
                       const ui::KeyRanges &again = {}) const;
    /// Makes books of these entries, with the numbers that they had where these are free, and all
    /// that belonged to them. Entries that are gone are left out. What is done again has the
    /// receipt of the time before.
    Restored restore(orm::Session &session, const ui::KeyRanges &entries, Receipt &receipt) const;
    /// Moves the books of `receipt` to the places again that they had in the trash, as they are
    /// now. Answers how many are there still.
    qint64 putBack(orm::Session &session, const Receipt &receipt) const;
    /// The same as restore() for whoever has just deleted them.
    ui::TrashSpec::Returned giveBack(orm::Session &session, const ui::KeyRanges &entries) const;

private:
    struct Survey;

    ui::KeyRange keepInFile(orm::Session &session, const ui::KeyRanges &books,
                            const ui::KeyRange &again) const;

    [[nodiscard]] static Survey survey(const orm::Session &session, const QString &ranges);
    void restoreWhole(const orm::Session &session, const QString &ranges,
                      const Survey &found) const;
    /// Without a receipt nobody asks about ISBNs.
    Restored restorePart(orm::Session &session, const ui::KeyRanges &part, Receipt *receipt) const;

    BookModels m_models;
};

/// How a page of books keeps what is deleted.
[[nodiscard]] ui::TrashSpec trashOf(const BookModels &models);
/// What else is to be known of restored books, in sentences; empty: nothing.
[[nodiscard]] QString restoredNote(const Trash::Restored &restored);
