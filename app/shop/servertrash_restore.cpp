// Entries that become books again.
#include "app/shop/servertrash.h"
#include "app/shop/trashlines.h"
#include "orm/model/session.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype coversAtOnce = 50;

QJsonArray listIn(const orm::Instance &entry, const char *attribute)
{
    return QJsonDocument::fromJson(entry.get(attribute).toString().toUtf8()).array();
}

orm::Values bookOf(const orm::Instance &entry)
{
    orm::Values values;
    for (const auto attribute : {"title", "author", "price", "createdAt", "updatedAt"})
        if (const QVariant value = entry.getDataValue(attribute); !value.isNull())
            values.set(attribute, orm::Operand(value));
    return values;
}

QSet<qint64> storedKeys(const orm::Session &session, const orm::Model &model,
                        const QList<qint64> &keys)
{
    QSet<qint64> stored;
    if (!keys.isEmpty())
        session.findKeys(model, {.where = {{"id", orm::Operand(keys)}}},
                         [&stored](qint64 key) { stored << key; });
    return stored;
}

} // namespace

Trash::Restored ServerTrash::restore(const ui::KeyRanges &entries, Trash::Receipt *receipt)
{
    Trash::Restored restored;
    std::vector<qint64> numbers;
    ui::inPieces(TrashLines::keysIn(entries), [&](std::span<const qint64> some) {
        restoreSome({some.begin(), some.end()}, receipt, restored, numbers);
    });
    if (!receipt && (restored.renumbered > 0 || restored.count < ui::countOf(entries)))
        restored.books = ui::rangesOf(std::move(numbers));
    return restored;
}

void ServerTrash::restoreSome(const std::vector<qint64> &keys, Trash::Receipt *receipt,
                              Trash::Restored &restored, std::vector<qint64> &numbers)
{
    const orm::Where isOne{{"id", orm::Operand(QList<qint64>(keys.begin(), keys.end()))}};
    const QList<orm::Instance> entries = m_session.findAll(
        *m_models.deletedBook, {.where = isOne, .order = {"id"}, .lock = orm::Lock::Update});
    if (entries.isEmpty())
        return;
    qint64 renumbered = 0;
    const QList<Returned> books = makeBooks(entries, renumbered);
    restoreIsbns(books);
    restoreGenres(books);
    restoreCovers(books);
    restoreSales(books);
    QList<TrashLines::Item> before;
    QList<TrashLines::Item> after;
    for (const Returned &book : books) {
        const QDateTime moment = book.entry.get("deletedAt").toDateTime();
        before += {ui::keyOf(book.entry), book.entry.get("bookId").toLongLong(), moment};
        after += {ui::keyOf(book.entry), book.book, moment};
        numbers.push_back(book.book);
    }
    if (receipt) {
        receipt->entries += TrashLines::write(after);
        if (renumbered > 0)
            receipt->before += TrashLines::write(before);
        restored.sharedIsbns += sharedIsbns(books);
    }
    restored.count += books.size();
    restored.renumbered += renumbered;
    m_session.destroy(*m_models.deletedBook, {.where = isOne});
}

/// With their old numbers where these are free; the server gives the others new ones.
QList<ServerTrash::Returned> ServerTrash::makeBooks(const QList<orm::Instance> &entries,
                                                    qint64 &renumbered)
{
    QList<qint64> numbers;
    for (const orm::Instance &entry : entries)
        numbers += entry.get("bookId").toLongLong();
    QSet<qint64> taken = storedKeys(m_session, *m_models.book, numbers);
    QList<Returned> books;
    QList<orm::Values> rows;
    for (const orm::Instance &entry : entries) {
        const qint64 number = entry.get("bookId").toLongLong();
        orm::Values values = bookOf(entry);
        if (taken.contains(number)) {
            ++renumbered;
            books += {entry, ui::keyOf(m_session.create(*m_models.book, values, {.silent = true}))};
            continue;
        }
        taken << number;
        values.set("id", number);
        rows += values;
        books += {entry, number};
    }
    if (!rows.isEmpty())
        m_session.bulkCreate(*m_models.book, rows, {.returning = false});
    return books;
}

void ServerTrash::restoreIsbns(const QList<Returned> &books)
{
    QList<orm::Values> rows;
    for (const Returned &book : books)
        if (const QString isbn = book.entry.get("isbn").toString(); !isbn.isEmpty())
            rows += orm::Values{{"bookId", book.book}, {"isbn", isbn}};
    if (!rows.isEmpty())
        m_session.bulkCreate(*m_models.isbn, rows, {.returning = false});
}

/// Genres that have gone are made again.
void ServerTrash::restoreGenres(const QList<Returned> &books)
{
    QSet<QString> names;
    for (const Returned &book : books)
        for (const auto &name : listIn(book.entry, "genres"))
            names << name.toString();
    if (names.isEmpty())
        return;
    QHash<QString, qint64> keys;
    for (const orm::Instance &genre : m_session.findAll(
             *m_models.genre, {.where = {{"name", orm::Operand(QStringList(names.values()))}}}))
        keys.insert(genre["name"].toString(), ui::keyOf(genre));
    for (const QString &name : std::as_const(names))
        if (!keys.contains(name))
            keys.insert(name, ui::keyOf(m_session.create(*m_models.genre, {{"name", name}})));
    QList<orm::Values> links;
    for (const Returned &book : books)
        for (const auto &name : listIn(book.entry, "genres"))
            links += orm::Values{{"bookId", book.book}, {"genreId", keys.value(name.toString())}};
    m_session.bulkCreate(*m_models.bookGenre, links, {.returning = false});
}

void ServerTrash::restoreCovers(const QList<Returned> &books)
{
    QHash<qint64, qint64> numbers;
    for (const Returned &book : books)
        numbers.insert(ui::keyOf(book.entry), book.book);
    const QList<qint64> entries = numbers.keys();
    for (qsizetype done = 0; done < entries.size(); done += coversAtOnce) {
        const QList<orm::Instance> covers = m_session.findAll(
            *m_models.deletedCover,
            {.where = {{"entryId", orm::Operand(entries.mid(done, coversAtOnce))}}});
        QList<qint64> keys;
        for (const orm::Instance &cover : covers)
            keys += cover.get("coverId").toLongLong();
        const QSet<qint64> taken = storedKeys(m_session, *m_models.cover, keys);
        for (const orm::Instance &cover : covers) {
            orm::Values row{{"bookId", numbers.value(cover.get("entryId").toLongLong())}};
            const QVariant key = cover.get("coverId");
            if (!key.isNull() && !taken.contains(key.toLongLong()))
                row.set("id", orm::Operand(key));
            for (const auto attribute : {"image", "mimeType", "width", "height"})
                row.set(attribute, orm::Operand(cover.getDataValue(attribute)));
            m_session.create(*m_models.cover, row);
        }
    }
}

/// Those that no other book has got meanwhile.
void ServerTrash::restoreSales(const QList<Returned> &books)
{
    for (const Returned &book : books) {
        QList<qint64> sales;
        for (const auto &sale : listIn(book.entry, "sales"))
            sales += sale.toInteger();
        if (!sales.isEmpty())
            m_session.update(*m_models.sale, {{"bookId", book.book}},
                             {.where = {{"id", orm::Operand(sales)}, {"bookId", nullptr}}});
    }
}

qint64 ServerTrash::sharedIsbns(const QList<Returned> &books) const
{
    QStringList isbns;
    for (const Returned &book : books)
        if (const QString isbn = book.entry.get("isbn").toString(); !isbn.isEmpty())
            isbns += isbn;
    if (isbns.isEmpty())
        return 0;
    QHash<QString, QSet<qint64>> owners;
    for (const orm::Instance &row :
         m_session.findAll(*m_models.isbn, {.where = {{"isbn", orm::Operand(isbns)}}}))
        owners[row["isbn"].toString()] << row["bookId"].toLongLong();
    return std::ranges::count_if(
        isbns, [&owners](const QString &isbn) { return owners.value(isbn).size() > 1; });
}
