#pragma once

#include "app/models/sampledata.h"
#include "ui/edit/recordcommands.h"

#include <memory>

/// Some rows of one table that came at once, by a key of theirs without gaps.
struct AddedRows
{
    const orm::Model *model = nullptr;
    QString attribute; ///< "id" of the rows themselves, "bookId" of what belongs to them.
    qint64 first = 0;
    qint64 last = -1;
    /// Rows that others refer to by then stay.
    const orm::Model *referring = nullptr;
    QString reference = {};
    /// How many there were, where others may add some of the same keys' range; 0: nobody may.
    qint64 count = 0;
    /// The latest moment that one of them was changed at when they came; a later one is somebody
    /// else's change.
    QDateTime lastChange = {};
};

/// Books that came all at once, by an import or as samples, with all that belongs to them. Its undo
/// takes them out again and keeps them in a file, not in memory; its redo puts them back as they
/// were. Books that somebody else has changed meanwhile stop the undo.
class BulkAddCommand final : public ui::RecordCommand
{
public:
    /// `tables` in the order in which they can be filled; the first of `book` are counted.
    BulkAddCommand(const orm::Model &book, const QString &text, const QList<AddedRows> &tables);
    ~BulkAddCommand() override;

    /// Its first step was done before.
    [[nodiscard]] Work work(Step step) const override;
    [[nodiscard]] Effect effect(Step step) const override;

private:
    struct Kept;

    std::shared_ptr<Kept> m_kept;
};

/// Books that came at once, with keys in one piece, and genres that were made for them.
struct AddedBooks
{
    qint64 first = 0; ///< 0: no book came.
    qint64 last = 0;
    QDateTime lastChange = {}; ///< As AddedRows has it.
    QList<qint64> madeGenres = {};
    qint64 count = 0; ///< As AddedRows has it.
};
/// What an import has added.
[[nodiscard]] QList<AddedRows> importedRows(const BookModels &models, bool isComplete,
                                            const AddedBooks &books);
/// What addSampleBooks() has added.
[[nodiscard]] QList<AddedRows> sampleRows(const BookModels &models, bool isComplete,
                                          const SampleKeys &keys);
