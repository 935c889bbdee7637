#pragma once

#include "books.h"

#include <QStringList>
#include <QUrl>

#include <functional>
#include <memory>
#include <span>
#include <stdexcept>

namespace bench {

/// Who works on the table of books of a server, each in its own way: the server's own library, a
/// QSqlQuery, or ours. One connection, statements prepared once. A failure throws
/// std::runtime_error: a benchmark that goes on after one measures nothing.
class ServerClient
{
public:
    virtual ~ServerClient() = default;

    /// Looks the books of these ids up, one by one.
    virtual qint64 findByKey(std::span<const qint64> ids) = 0;
    /// Reads all books, with every value in a type of the language.
    virtual qint64 readAll() = 0;
    /// Inserts them one by one, each for itself, and learns their ids.
    virtual qint64 create(std::span<const Book> books) = 0;
    /// The same in one transaction.
    virtual qint64 createTogether(std::span<const Book> books) = 0;
    /// Inserts all at once, as the client does it best; nobody asks for the ids.
    virtual qint64 createMany(std::span<const Book> books) = 0;
};

/// What a client has seen of books; all that see the same tell the same, so that nobody leaves a
/// value as the bytes that came.
struct Seen
{
    qint64 ids = 0;
    qint64 cents = 0;
    qint64 letters = 0; ///< UTF-16 units of titles and authors.
    qint64 seconds = 0; ///< Since 1970, of both moments.

    [[nodiscard]] qint64 sum() const { return ids + cents + letters + seconds; }
};

/// How a client is made, and what it is called.
struct ServerContender
{
    QString name;
    std::function<std::unique_ptr<ServerClient>(const QUrl &url)> open;
};

/// The server's own library, in programs that are built with it.
[[nodiscard]] std::unique_ptr<ServerClient> openRawPostgres(const QUrl &url);
[[nodiscard]] std::unique_ptr<ServerClient> openRawMySql(const QUrl &url);
/// Qt's plug-in.
[[nodiscard]] std::unique_ptr<ServerClient> openQSql(const QUrl &url);
/// Ours: with nobody who listens to the log, with one who keeps its events, and with a `logging`
/// function that takes the text.
[[nodiscard]] std::unique_ptr<ServerClient> openOrm(const QUrl &url);
[[nodiscard]] std::unique_ptr<ServerClient> openOrmKept(const QUrl &url);
[[nodiscard]] std::unique_ptr<ServerClient> openOrmText(const QUrl &url);

/// What is measured on a server.
struct ServerRounds
{
    QUrl url;
    int rows = 100'000;
    int rounds = 5;
    QStringList works = {}; ///< Only these; empty: all.
    QStringList paths = {}; ///< Only these contenders; empty: all.
    QString node = {};      ///< A folder in which Sequelize is installed; empty: without it.
};

/// Measures the contenders in turn, and answers with a table of the medians. Makes the table
/// `bench_books` on the server, and drops it behind itself. Throws std::runtime_error when two see
/// different things.
[[nodiscard]] QString measureServer(const ServerRounds &wish);

} // namespace bench
