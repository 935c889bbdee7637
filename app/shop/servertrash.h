#pragma once

#include "app/shop/trash.h"

#include <QDateTime>

/// The trash of a shop on a server: it does what TrashStatements do in a file by calls of the ORM,
/// some hundred books at a time, so that it is the same on every server. Others write meanwhile:
/// the rows that it is about are locked before they are looked at.
///
/// For one unit of work, whose session outlives it. Throws what the calls of the session throw.
class ServerTrash
{
public:
    ServerTrash(orm::Session &session, const BookModels &models);

    /// As in Trash.
    [[nodiscard]] ui::KeyRanges keep(const ui::KeyRanges &books, const ui::KeyRanges &again);
    /// As in Trash, but that it tells of what is in the receipt only where there is one.
    [[nodiscard]] Trash::Restored restore(const ui::KeyRanges &entries, Trash::Receipt *receipt);
    /// As in Trash.
    [[nodiscard]] qint64 putBack(const Trash::Receipt &receipt);
    /// Gives entries the numbers that stand in these lines.
    void giveNumbers(const QList<QByteArray> &lines);

private:
    /// A book and the entry that it becomes; an entry of 0 gets a key of its own.
    struct Move
    {
        qint64 book = 0;
        qint64 entry = 0;
        QDateTime moment;
    };
    /// An entry, and the number of the book that was made of it.
    struct Returned
    {
        orm::Instance entry;
        qint64 book = 0;
    };
    using Moves = std::vector<Move>;

    std::vector<qint64> keepSome(const Moves &moves);
    void keepCovers(const QHash<qint64, qint64> &entries);
    [[nodiscard]] orm::Values entryOf(const orm::Instance &book, const Move &move,
                                      const QString &isbn, const QStringList &genres,
                                      const QList<qint64> &sales) const;
    [[nodiscard]] QHash<qint64, QStringList> genresOf(const QList<qint64> &books) const;
    [[nodiscard]] QHash<qint64, QString> isbnsOf(const QList<qint64> &books) const;
    [[nodiscard]] QHash<qint64, QList<qint64>> salesOf(const QList<qint64> &books) const;

    void restoreSome(const std::vector<qint64> &entries, Trash::Receipt *receipt,
                     Trash::Restored &restored, std::vector<qint64> &numbers);
    [[nodiscard]] QList<Returned> makeBooks(const QList<orm::Instance> &entries,
                                            qint64 &renumbered);
    void restoreIsbns(const QList<Returned> &books);
    void restoreGenres(const QList<Returned> &books);
    void restoreCovers(const QList<Returned> &books);
    void restoreSales(const QList<Returned> &books);
    [[nodiscard]] qint64 sharedIsbns(const QList<Returned> &books) const;

    orm::Session &m_session;
    BookModels m_models;
};
