#pragma once

#include "orm/db/connection.h"
#include "orm/db/listening.h"

#include <memory>
#include <vector>

namespace orm {

/// What a driver says of a failure: its code, and its words.
struct DriverError
{
    QString code; ///< SQLite's extended code, PostgreSQL's SQLSTATE, MySQL's number; may be empty.
    QString text;
    QString detail = {};     ///< "Key (title)=(Emma) already exists.", where the server has more.
    QString table = {};      ///< That it is about, where the server says so.
    QString constraint = {}; ///< The rule that was broken, where the server names it.
    QString column = {};     ///< The one that may not be null, where the server names it.
};

/// What a connection can, in contrast to the language that is spoken over it (Capabilities).
struct DriverCapabilities
{
    /// All connections see one database. False where each would have a database of its own.
    bool sharesDatabase = true;
    /// A statement that fails takes its transaction along: nothing more runs in it until it is
    /// rolled back, at least to a savepoint.
    bool failureEndsTransaction = false;
    /// One connection writes and the others only read. False: all are equal, and write at a time.
    bool hasOneWriter = false;
    /// It tells a number that is another one whenever another connection has changed the database.
    bool hasDataVersion = false;
    /// An INSERT that leaves out what is there already makes warnings of other errors, too: it cuts
    /// values, and leaves out rows that refer to nothing. See Driver::mayHaveIgnored().
    bool ignoresOtherErrors = false;
    /// The server commits by itself wherever a table is changed, and the transaction is over there.
    bool commitsAtChanges = false;
};

/// How the databases of one kind are reached. A driver holds no state, so that one object of it
/// serves every connection and every thread; what belongs to an open connection is its
/// StatementRunner. drivers.cpp lists them all.
class Driver
{
public:
    Driver() = default;
    Driver(const Driver &) = delete;
    Driver &operator=(const Driver &) = delete;
    virtual ~Driver() = default;

    /// Opens the database that `options` name and runs setup(). The runner, which is never null,
    /// belongs to the calling thread. Throws ConnectionError: no such file or folder, no
    /// permission, not a database, locked, no such driver in Qt.
    [[nodiscard]] virtual std::unique_ptr<StatementRunner> open(const ConnectionOptions &options,
                                                                Connection::Role role) const = 0;
    /// The statements, in their order, that set up every new connection of that role. The database
    /// has no other settings of a session than these.
    [[nodiscard]] virtual QStringList setup(const ConnectionOptions &options,
                                            Connection::Role role) const = 0;
    /// What the connections to the database of `options` can; nothing is opened to tell.
    [[nodiscard]] virtual DriverCapabilities
    capabilities(const ConnectionOptions &options) const = 0;
    /// Whether a transaction that failed with that code may well succeed when it is run again,
    /// since nothing was wrong with it: a deadlock, or others came first.
    [[nodiscard]] virtual bool isPassing(const QString &code) const = 0;
    /// Throws the class of ours that `error` means, DatabaseError where it means none in
    /// particular. The error tells of `statement` and of its values `binds`.
    [[noreturn]] virtual void throwError(const DriverError &error, const Statement &statement,
                                         const QVariantList &binds) const = 0;
    /// Who hears what the database tells unasked. `hosts` stand in for each other. Null where it
    /// does not tell of anything by itself.
    [[nodiscard]] virtual std::shared_ptr<Listener>
    listener(const std::vector<ConnectionOptions> &hosts) const;
    /// Whether the last statement of `connection`, an INSERT that leaves out what is there already,
    /// has perhaps ignored anything else: asked right behind it. Throws DatabaseError and its kin.
    [[nodiscard]] virtual bool mayHaveIgnored(Connection & /*connection*/) const { return false; }
    /// Whether what is inserted into a table can be taken back: not where its engine knows no
    /// transactions. The table's name is spelled as in statements. Throws ConnectionError,
    /// TimeoutError and CancelledError.
    [[nodiscard]] virtual bool takesBack(Connection & /*connection*/,
                                         const QString & /*table*/) const
    {
        return true;
    }
};

} // namespace orm
