// Books that become entries; how they come back is in servertrash_restore.cpp.
#include "app/shop/servertrash.h"

#include "app/shop/trashlines.h"
#include "orm/model/session.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <QJsonArray>
#include <QJsonDocument>

using namespace Qt::StringLiterals;

namespace {

/// Covers are large.
constexpr qsizetype coversAtOnce = 50;

QString jsonOf(const QJsonArray &list)
{
    return QString::fromUtf8(QJsonDocument(list).toJson(QJsonDocument::Compact));
}

} // namespace

ServerTrash::ServerTrash(orm::Session &session, const BookModels &models)
    : m_session(session)
    , m_models(models)
{
}

ui::KeyRanges ServerTrash::keep(const ui::KeyRanges &books, const ui::KeyRanges &again)
{
    const std::vector<qint64> keys = TrashLines::keysIn(books);
    std::vector<qint64> entries = TrashLines::keysIn(again);
    if (entries.size() != keys.size())
        entries.clear();
    const QDateTime now = QDateTime::currentDateTimeUtc();
    std::vector<qint64> kept;
    size_t place = 0;
    ui::inPieces(keys, [&](std::span<const qint64> some) {
        Moves moves;
        for (const qint64 book : some)
            moves.push_back({book, entries.empty() ? 0 : entries.at(place++), now});
        const std::vector<qint64> made = keepSome(moves);
        kept.insert(kept.end(), made.begin(), made.end());
    });
    return ui::rangesOf(std::move(kept));
}

/// Answers the keys of the entries, of the books that are there.
std::vector<qint64> ServerTrash::keepSome(const Moves &moves)
{
    QHash<qint64, Move> byBook;
    for (const Move &move : moves)
        byBook.insert(move.book, move);
    const QList<qint64> keys = byBook.keys();
    const QList<orm::Instance> books = m_session.findAll(
        *m_models.book,
        {.where = {{"id", orm::Operand(keys)}}, .order = {"id"}, .lock = orm::Lock::Update});
    if (books.isEmpty())
        return {};
    const QHash<qint64, QString> isbns = isbnsOf(keys);
    const QHash<qint64, QStringList> genres = genresOf(keys);
    const QHash<qint64, QList<qint64>> sales = salesOf(keys);
    QList<orm::Values> rows;
    for (const orm::Instance &book : books) {
        const qint64 key = ui::keyOf(book);
        rows +=
            entryOf(book, byBook.value(key), isbns.value(key), genres.value(key), sales.value(key));
    }
    m_session.bulkCreate(*m_models.deletedBook, rows, {.returning = false});
    // Not every server tells the keys that it has given. Of a number that was deleted before, too,
    // the latest entry is the new one.
    QHash<qint64, qint64> entries;
    for (const orm::Instance &entry :
         m_session.findAll(*m_models.deletedBook, {.where = {{"bookId", orm::Operand(keys)}},
                                                  .attributes = {"id", "bookId"},
                                                  .order = {"id"}})) {
        const qint64 book = entry["bookId"].toLongLong();
        const qint64 wanted = byBook.value(book).entry;
        if (wanted == 0 || wanted == ui::keyOf(entry))
            entries.insert(book, ui::keyOf(entry));
    }
    keepCovers(entries);
    const QList<qint64> made = entries.values();
    return {made.begin(), made.end()};
}

orm::Values ServerTrash::entryOf(const orm::Instance &book, const Move &move, const QString &isbn,
                                 const QStringList &genres, const QList<qint64> &sales) const
{
    orm::Values values{{"bookId", move.book}, {"deletedAt", move.moment}};
    if (move.entry != 0)
        values.set("id", move.entry);
    for (const auto attribute : {"title", "author", "price", "createdAt", "updatedAt"})
        values.set(attribute, orm::Operand(book.getDataValue(attribute)));
    if (!isbn.isEmpty())
        values.set("isbn", isbn);
    if (!genres.isEmpty())
        values.set("genres", jsonOf(QJsonArray::fromStringList(genres)));
    QJsonArray keys;
    for (const qint64 sale : sales)
        keys += sale;
    if (!keys.isEmpty())
        values.set("sales", jsonOf(keys));
    return values;
}

QHash<qint64, QString> ServerTrash::isbnsOf(const QList<qint64> &books) const
{
    QHash<qint64, QString> isbns;
    for (const orm::Instance &row :
         m_session.findAll(*m_models.isbn, {.where = {{"bookId", orm::Operand(books)}}}))
        isbns.insert(row["bookId"].toLongLong(), row["isbn"].toString());
    return isbns;
}

QHash<qint64, QStringList> ServerTrash::genresOf(const QList<qint64> &books) const
{
    const QList<orm::Instance> links =
        m_session.findAll(*m_models.bookGenre, {.where = {{"bookId", orm::Operand(books)}}});
    QSet<qint64> keys;
    for (const orm::Instance &link : links)
        keys << link["genreId"].toLongLong();
    QHash<qint64, QString> names;
    if (!keys.isEmpty())
        for (const orm::Instance &genre : m_session.findAll(
                 *m_models.genre, {.where = {{"id", orm::Operand(QList(keys.values()))}}}))
            names.insert(ui::keyOf(genre), genre["name"].toString());
    QHash<qint64, QStringList> genres;
    for (const orm::Instance &link : links)
        genres[link["bookId"].toLongLong()] << names.value(link["genreId"].toLongLong());
    return genres;
}

QHash<qint64, QList<qint64>> ServerTrash::salesOf(const QList<qint64> &books) const
{
    QHash<qint64, QList<qint64>> sales;
    for (const orm::Instance &sale :
         m_session.findAll(*m_models.sale, {.where = {{"bookId", orm::Operand(books)}},
                                           .attributes = {"id", "bookId"}}))
        sales[sale["bookId"].toLongLong()] << ui::keyOf(sale);
    return sales;
}

/// `entries`: by their books.
void ServerTrash::keepCovers(const QHash<qint64, qint64> &entries)
{
    const QList<qint64> books = entries.keys();
    for (qsizetype done = 0; done < books.size(); done += coversAtOnce) {
        QList<orm::Values> rows;
        for (const orm::Instance &cover : m_session.findAll(
                 *m_models.cover,
                 {.where = {{"bookId", orm::Operand(books.mid(done, coversAtOnce))}}})) {
            orm::Values row{{"entryId", entries.value(cover["bookId"].toLongLong())},
                            {"coverId", ui::keyOf(cover)}};
            for (const auto attribute : {"image", "mimeType", "width", "height"})
                row.set(attribute, orm::Operand(cover.getDataValue(attribute)));
            rows += row;
        }
        if (!rows.isEmpty())
            m_session.bulkCreate(*m_models.deletedCover, rows, {.returning = false});
    }
}

qint64 ServerTrash::putBack(const Trash::Receipt &receipt)
{
    qint64 count = 0;
    for (const QByteArray &line : receipt.entries) {
        std::vector<qint64> books;
        Moves moves;
        for (const TrashLines::Item &item : TrashLines::read(line)) {
            moves.push_back({item.number, item.entry, item.moment});
            books.push_back(item.number);
        }
        for (size_t done = 0; done < moves.size(); done += 500)
            keepSome({moves.begin() + qsizetype(done),
                      moves.begin() + qsizetype(std::min(done + 500, moves.size()))});
        ui::inPieces(books, [&](std::span<const qint64> some) {
            count += m_session.destroy(
                *m_models.book,
                {.where = {{"id", orm::Operand(QList<qint64>(some.begin(), some.end()))}}});
        });
    }
    giveNumbers(receipt.before);
    return count;
}

void ServerTrash::giveNumbers(const QList<QByteArray> &lines)
{
    for (const QByteArray &line : lines)
        for (const TrashLines::Item &item : TrashLines::read(line))
            m_session.update(*m_models.deletedBook, {{"bookId", item.number}},
                             {.where = {{"id", item.entry}}});
}
