#include "app/shop/bulkaddcommand.h"

#include "orm/core/error.h"
#include "ui/rows/keptrows.h"
#include "ui/rows/recordwriter.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(BulkAddCommand)
};

constexpr qint64 keysAtATime = 5'000;

orm::Where between(const QString &attribute, qint64 first, qint64 last)
{
    return {{orm::Text(attribute), orm::Op::between(first, last)}};
}

/// A book that somebody has touched was changed after all of them had come.
void refuseChanged(const orm::Session &session, const AddedRows &books, const QString &text)
{
    const orm::Where range = between(books.attribute, books.first, books.last);
    if (books.count > 0 && session.count(*books.model, {.where = range}) > books.count)
        throw orm::BaseError(Texts::tr("%1 cannot be undone: books that somebody else has added "
                                       "are among its own.")
                                 .arg(text));
    if (ui::updatedAttribute(*books.model).isEmpty())
        return;
    const orm::Where where{{orm::Text(books.attribute), orm::Op::between(books.first, books.last)},
                           {"updatedAt", orm::Op::gt(books.lastChange)}};
    if (const qint64 changed = session.count(*books.model, {.where = where}))
        throw orm::BaseError(
            Texts::tr("%1 cannot be undone: somebody else has changed %Ln of its books.", nullptr,
                      int(changed))
                .arg(text));
}

bool areReferredTo(const orm::Session &session, const AddedRows &rows)
{
    return rows.referring
           && session.count(*rows.referring,
                            {.where = between(rows.reference, rows.first, rows.last)})
                  > 0;
}

/// Keeps and deletes; answers how many rows that were.
qint64 takeOut(orm::Session &session, const AddedRows &rows, ui::KeptRows &kept)
{
    kept.clear();
    if (areReferredTo(session, rows))
        return 0;
    qint64 count = 0;
    for (qint64 first = rows.first; first <= rows.last; first += keysAtATime) {
        const qint64 last = std::min(rows.last, first + keysAtATime - 1);
        const orm::Where where = between(rows.attribute, first, last);
        kept.append(*rows.model, session.findAll(*rows.model, {.where = where}));
        count += session.destroy(*rows.model, {.where = where});
    }
    return count;
}

} // namespace

struct BulkAddCommand::Kept
{
    QList<AddedRows> tables;
    std::vector<ui::KeptRows> rows; ///< Of each of the tables.
};

BulkAddCommand::BulkAddCommand(const orm::Model &book, const QString &text,
                               const QList<AddedRows> &tables)
    : RecordCommand(book, text)
    , m_kept(std::make_shared<Kept>())
{
    m_kept->tables = tables;
    m_kept->rows = std::vector<ui::KeptRows>(size_t(tables.size()));
}

BulkAddCommand::~BulkAddCommand() = default;

ui::RecordCommand::Effect BulkAddCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Removes : Effect::Adds;
}

ui::RecordCommand::Work BulkAddCommand::work(Step step) const
{
    if (step == Step::Undo)
        return [kept = m_kept, book = &model(), text = text()](orm::Session &session) {
            ui::RecordChange change;
            for (const AddedRows &rows : kept->tables)
                if (rows.model == book)
                    refuseChanged(session, rows, text);
            for (qsizetype i = kept->tables.size() - 1; i >= 0; --i) {
                const AddedRows &rows = kept->tables.at(i);
                const qint64 count = takeOut(session, rows, kept->rows.at(size_t(i)));
                if (rows.model == book)
                    change.count = count;
            }
            return change;
        };
    return [kept = m_kept, book = &model()](orm::Session &session) {
        ui::RecordChange change;
        for (qsizetype i = 0; i < kept->tables.size(); ++i) {
            const orm::Model &model = *kept->tables.at(i).model;
            kept->rows.at(size_t(i)).read(model, [&](const QList<orm::Instance> &rows) {
                ui::RecordWriter::insert(session, model, rows);
                if (&model == book)
                    change.count += rows.size();
            });
        }
        return change;
    };
}

namespace {

/// Genres that something else has by then stay.
QList<AddedRows> genreRows(const BookModels &models, const QList<qint64> &genres)
{
    QList<AddedRows> tables;
    for (const qint64 genre : genres)
        tables << AddedRows{models.genre, u"id"_s, genre, genre, models.bookGenre, u"genreId"_s};
    return tables;
}

} // namespace

QList<AddedRows> importedRows(const BookModels &models, bool isComplete, const AddedBooks &books)
{
    QList<AddedRows> tables = genreRows(models, books.madeGenres);
    if (books.first == 0)
        return tables;
    tables << AddedRows{.model = models.book,
                        .attribute = u"id"_s,
                        .first = books.first,
                        .last = books.last,
                        .count = books.count,
                        .lastChange = books.lastChange};
    if (isComplete && models.isbn)
        tables << AddedRows{models.isbn, u"bookId"_s, books.first, books.last};
    if (isComplete)
        tables << AddedRows{models.bookGenre, u"bookId"_s, books.first, books.last}
               << AddedRows{models.cover, u"bookId"_s, books.first, books.last};
    return tables;
}

QList<AddedRows> sampleRows(const BookModels &models, bool isComplete, const SampleKeys &keys)
{
    QList<AddedRows> tables = importedRows(
        models, isComplete, {keys.firstBook, keys.lastBook, keys.lastChange, keys.madeGenres});
    if (isComplete)
        tables << AddedRows{models.sale, u"id"_s, keys.firstSale, keys.lastSale};
    return tables;
}
