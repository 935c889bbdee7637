#include "app/shop/trash.h"

#include "app/shop/servertrash.h"
#include "app/shop/trashstatements.h"
#include "orm/model/session.h"
#include "ui/base/onserver.h"
#include "ui/bulk/bulktarget.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <utility>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Trash)
};

/// As many as one parameter names, and as many entries as one line of a receipt has.
constexpr size_t rangesAtOnce = 5'000;
constexpr qint64 entriesAtOnce = 20'000;
constexpr qint64 anyNumber = std::numeric_limits<qint64>::max();

/// `ranges` in parts of so many ranges, and so many keys, at most.
std::vector<ui::KeyRanges> partsOf(const ui::KeyRanges &ranges, qint64 mostKeys)
{
    std::vector<ui::KeyRanges> parts;
    qint64 left = 0;
    for (ui::KeyRange range : ranges) {
        while (range.count() > 0) {
            if (left == 0 || parts.back().size() == rangesAtOnce) {
                parts.emplace_back();
                left = mostKeys;
            }
            const qint64 taken = std::min(left, range.count());
            parts.back().push_back({range.first, range.first + taken - 1});
            range.first += taken;
            left -= taken;
        }
    }
    return parts;
}

/// "[[1,5],[7,7]]"
QString jsonOf(const ui::KeyRanges &ranges)
{
    QStringList texts;
    for (const ui::KeyRange &range : ranges)
        texts += u"[%1,%2]"_s.arg(range.first).arg(range.last);
    return u'[' + texts.join(u',') + u']';
}

orm::RowSet read(const orm::Session &session, const QString &sql, const QString &ranges)
{
    return session.query(sql, {.bind = QVariantMap{{u"ranges"_s, ranges}}});
}

void write(const orm::Session &session, const QString &sql, const QVariantMap &values)
{
    session.query(sql, {.bind = values, .kind = orm::StatementKind::Write});
}

/// Lines of a receipt of these entries.
QList<QByteArray> linesOf(const orm::Session &session, const ui::KeyRanges &entries)
{
    QList<QByteArray> lines;
    for (const ui::KeyRanges &part : partsOf(entries, entriesAtOnce))
        lines += qCompress(
            read(session, TrashStatements::receipt(), jsonOf(part)).first().toString().toUtf8(), 1);
    return lines;
}

/// The books of these entries.
ui::KeyRanges numbersOf(const orm::Session &session, const QString &ranges)
{
    ui::KeyRanges books;
    const orm::RowSet rows = read(session, TrashStatements::numbers(), ranges);
    for (const orm::ResultRow &row : rows)
        ui::appendKey(books, row.get<qint64>("number"));
    return books;
}

/// The books that a line of a receipt names.
ui::KeyRanges booksIn(const QString &line)
{
    std::vector<qint64> books;
    const QJsonArray all = QJsonDocument::fromJson(line.toUtf8()).array();
    for (const auto &each : all)
        books.push_back(each.toArray().at(1).toInteger());
    return ui::rangesOf(std::move(books));
}

/// Gives entries the numbers that stand in these lines.
void giveNumbers(const orm::Session &session, const QList<QByteArray> &lines)
{
    for (const QByteArray &packed : lines)
        write(session, TrashStatements::giveNumbers(),
              {{u"rows"_s, QString::fromUtf8(qUncompress(packed))}});
}

bool isOnServer(const BookModels &models)
{
    return ui::isOnServer(models.book->sequelize());
}

qint64 destroyAll(const orm::Session &session, const orm::Model &model, const ui::KeyRanges &keys)
{
    qint64 count = 0;
    for (const orm::Where &piece : ui::piecesOf(keys, model.primaryKey()))
        count += session.destroy(model, {.where = piece});
    return count;
}

} // namespace

/// What there is of some entries; see TrashStatements::survey().
struct Trash::Survey
{
    qint64 entries = 0;
    qint64 isbns = 0;
    qint64 genres = 0;
    qint64 sales = 0;
    qint64 covers = 0;
    qint64 taken = 0;
};

Trash::Trash(const BookModels &models)
    : m_models(models)
{
}

ui::KeyRanges Trash::keep(orm::Session &session, const ui::KeyRanges &books,
                          const ui::KeyRanges &again) const
{
    if (isOnServer(m_models))
        return ServerTrash(session, m_models).keep(books, again);
    const ui::KeyRange range =
        keepInFile(session, books, again.size() == 1 ? again.front() : ui::KeyRange());
    return range.count() > 0 ? ui::KeyRanges{range} : ui::KeyRanges();
}

ui::KeyRange Trash::keepInFile(orm::Session &session, const ui::KeyRanges &books,
                               const ui::KeyRange &again) const
{
    const bool isAgain = again.count() > 0;
    QVariantMap values{{u"now"_s, QDateTime::currentDateTimeUtc()}};
    ui::KeyRange range;
    for (const ui::KeyRanges &part : partsOf(books, anyNumber)) {
        values[u"ranges"_s] = jsonOf(part);
        if (isAgain)
            values[u"first"_s] = again.first + range.count();
        write(session,
              isAgain ? TrashStatements::keepFrom(m_models.otherColumns)
                      : TrashStatements::keep(m_models.otherColumns),
              values);
        const orm::RowSet told =
            session.query("SELECT last_insert_rowid() AS last, changes() AS count");
        const orm::ResultRow row = *told.begin();
        const auto count = row.get<qint64>("count");
        // New keys follow each other: nobody else writes meanwhile.
        if (count > 0)
            range = {row.get<qint64>("last") - count - range.count() + 1, row.get<qint64>("last")};
    }
    if (range.count() > 0)
        write(session, TrashStatements::keepCovers(), {{u"ranges"_s, jsonOf({range})}});
    return range;
}

Trash::Survey Trash::survey(const orm::Session &session, const QString &ranges)
{
    const orm::RowSet rows = read(session, TrashStatements::survey(), ranges);
    const orm::ResultRow row = *rows.begin();
    return {.entries = row.get<qint64>("entries"),
            .isbns = row.get<qint64>("isbns"),
            .genres = row.get<qint64>("genres"),
            .sales = row.get<qint64>("sales"),
            .covers = row.get<qint64>("covers"),
            .taken = row.get<qint64>("taken")};
}

/// The books, and what belonged to them, without a statement for what none of them has.
void Trash::restoreWhole(const orm::Session &session, const QString &ranges,
                         const Survey &found) const
{
    const QVariantMap values{{u"ranges"_s, ranges}};
    write(session, TrashStatements::restoreBooks(m_models.otherColumns), values);
    if (found.isbns > 0)
        write(session, TrashStatements::restoreIsbns(), values);
    if (found.genres > 0) {
        write(session, TrashStatements::makeGenres(), values);
        write(session, TrashStatements::restoreGenres(), values);
    }
    if (found.covers > 0)
        write(session, TrashStatements::restoreCovers(), values);
    if (found.sales > 0)
        write(session, TrashStatements::restoreSales(), values);
}

Trash::Restored Trash::restorePart(orm::Session &session, const ui::KeyRanges &part,
                                   Receipt *receipt) const
{
    const QString ranges = jsonOf(part);
    const Survey found = survey(session, ranges);
    Restored restored{.count = found.entries};
    if (found.entries == 0)
        return restored;
    if (found.taken > 0) {
        if (receipt)
            receipt->before += linesOf(session, part);
        write(session, TrashStatements::renumber(), {{u"ranges"_s, ranges}});
        restored.renumbered = session.query("SELECT changes()").first().toLongLong();
    }
    if (receipt)
        receipt->entries += linesOf(session, part);
    else if (found.taken > 0 || found.entries < ui::countOf(part))
        restored.books = numbersOf(session, ranges);
    restoreWhole(session, ranges, found);
    if (receipt && found.isbns > 0)
        restored.sharedIsbns =
            read(session, TrashStatements::countSharedIsbns(), ranges).first().toLongLong();
    destroyAll(session, *m_models.deletedBook, part);
    return restored;
}

Trash::Restored Trash::restore(orm::Session &session, const ui::KeyRanges &entries,
                               Receipt &receipt) const
{
    const Receipt last = std::exchange(receipt, {});
    const bool isShared = isOnServer(m_models);
    ServerTrash server(session, m_models);
    // What comes after it on the undo stack knows the books by the numbers that they got.
    if (!last.before.isEmpty() && isShared)
        server.giveNumbers(last.entries);
    else if (!last.before.isEmpty())
        giveNumbers(session, last.entries);
    Restored restored;
    if (isShared)
        restored = server.restore(entries, &receipt);
    for (const ui::KeyRanges &part :
         isShared ? std::vector<ui::KeyRanges>() : partsOf(entries, anyNumber)) {
        const Restored some = restorePart(session, part, &receipt);
        restored.count += some.count;
        restored.renumbered += some.renumbered;
        restored.sharedIsbns += some.sharedIsbns;
    }
    receipt.before += last.before;
    return restored;
}

qint64 Trash::putBack(orm::Session &session, const Receipt &receipt) const
{
    if (isOnServer(m_models))
        return ServerTrash(session, m_models).putBack(receipt);
    qint64 count = 0;
    for (const QByteArray &packed : receipt.entries) {
        const QString line = QString::fromUtf8(qUncompress(packed));
        write(session, TrashStatements::keepAgain(m_models.otherColumns), {{u"rows"_s, line}});
        write(session, TrashStatements::keepCoversAgain(), {{u"rows"_s, line}});
        count += destroyAll(session, *m_models.book, booksIn(line));
    }
    giveNumbers(session, receipt.before);
    return count;
}

ui::TrashSpec::Returned Trash::giveBack(orm::Session &session, const ui::KeyRanges &entries) const
{
    const Restored restored = isOnServer(m_models)
                                  ? ServerTrash(session, m_models).restore(entries, nullptr)
                                  : restorePart(session, entries, nullptr);
    return {.count = restored.count, .keys = restored.books, .note = restoredNote(restored)};
}

ui::TrashSpec trashOf(const BookModels &models)
{
    const Trash trash(models);
    return {
        .title = Texts::tr("Deleted Books"),
        .keep = [trash](orm::Session &session, const ui::KeyRanges &books,
                        const ui::KeyRanges &again) { return trash.keep(session, books, again); },
        .giveBack = [trash](orm::Session &session,
                            const ui::KeyRanges &kept) { return trash.giveBack(session, kept); }};
}

QString restoredNote(const Trash::Restored &restored)
{
    QStringList notes;
    const bool isOne = restored.count == 1;
    if (restored.renumbered > 0)
        notes += isOne ? Texts::tr("It has a new number, since another book has the old one.")
                       : Texts::tr("%Ln of them got a new number, since others have the old one.",
                                   nullptr, int(restored.renumbered));
    if (restored.sharedIsbns > 0)
        notes += isOne ? Texts::tr("Another book has the same ISBN.")
                       : Texts::tr("%Ln of them have an ISBN that another book has, too.", nullptr,
                                   int(restored.sharedIsbns));
    return notes.join(u' ');
}
