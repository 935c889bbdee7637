#pragma once

#include "orm/db/mysql/mysqlconnection.h"
#include "orm/db/mysql/mysqlwait.h"
#include "orm/db/statementrunner.h"

#include <QDeadlineTimer>
#include <QHash>

#include <list>
#include <mutex>

namespace orm {

class MySqlCells;
class MySqlValues;

/// Statements through libmariadb: prepared once a connection, values and results in their binary
/// form, rows straight from the socket into blocks. What has no values and is about tables or
/// transactions is sent as it stands, and so is what the server cannot prepare.
class MySqlRunner : public StatementRunner
{
public:
    /// `connection` is open and set up, as `options` say.
    MySqlRunner(MySqlConnection connection, const ConnectionOptions &options);
    ~MySqlRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    Result runBlock(const Statement &statement, const BlockCells &cells,
                    const std::shared_ptr<RowHead> &head) override;
    /// Each number of rows is a statement of its own, so that only full blocks are worth one.
    [[nodiscard]] bool insertsAtOnce(int rows) const override { return rows >= fewestRows; }
    std::optional<Result> runRows(const Statement &row, const BlockCells &cells,
                                  const std::shared_ptr<RowHead> &head) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    /// As far as statements that were sent as transactions tell: a change of a table commits.
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;
    [[nodiscard]] bool isLost() override;
    [[nodiscard]] bool isOutOfService() override { return m_isOutOfService; }
    void reset() override;

protected:
    /// What the server said of a failure.
    struct Failure
    {
        unsigned int number = 0;
        QString words;
    };
    /// What it says of the last thing that was asked of it; number 0: nothing.
    [[nodiscard]] Failure failure() const;
    /// From the beginning of a statement to the end of its answer: while this lives it can be
    /// stopped.
    class Running
    {
    public:
        explicit Running(MySqlRunner &runner);
        ~Running();
        Running(const Running &) = delete;
        Running &operator=(const Running &) = delete;

    private:
        MySqlRunner &m_runner;
        mysql::Wait::Scope m_scope;
    };
    /// Gives the values of a statement.
    using BindsOf = std::function<QVariantList()>;

    /// Throws unless the server takes so many bytes at once.
    void throwUnlessSendable(qint64 size) const;
    [[nodiscard]] qint64 lastKey(const Statement &statement, quint64 first, qint64 affected) const;
    void noteTransaction(const Statement &statement);
    void noteEnd(const Statement &statement);
    [[noreturn]] void fail(const Failure &failure, const Statement &statement,
                           const QVariantList &binds);
    void throwIfStopped(const Statement &statement, const BindsOf &bindsOf);

private:
    /// Why a statement was stopped by us.
    enum class Stop : quint8 { No, Unwanted, Late };
    /// A prepared statement.
    struct Kept
    {
        QString text;
        MySqlStatement handle;
    };

    static constexpr int fewestRows = 900;
    /// An INSERT of one row, and that of many.
    struct RowsForm
    {
        QString row;
        int asked = 0; ///< How often it was wanted.
        int count = 0; ///< Rows of `statement`.
        Statement statement;
    };

    Result runText(const Statement &statement, const std::shared_ptr<RowHead> &head);
    /// `bindsOf` gives the values, should it fail. Without a `head` rows get one of their own.
    Result runPrepared(const Statement &statement, MySqlValues &values, const BindsOf &bindsOf,
                       const std::shared_ptr<RowHead> &head);
    /// The statement of that text, which becomes the one used last; null: there is none.
    [[nodiscard]] Kept *kept(const QString &text);
    /// Prepares a statement that is not kept; null where the server does not prepare such ones.
    Kept *prepare(const Statement &statement, const BindsOf &bindsOf);
    void drop(Kept &kept);
    [[nodiscard]] bool execute(Kept &kept, MySqlValues &values);
    [[nodiscard]] bool readText(RowSet &rows, bool isAboutOneRow,
                                const std::shared_ptr<RowHead> &head);
    [[nodiscard]] bool readBinary(Kept &kept, RowSet &rows, bool isAboutOneRow,
                                  const std::shared_ptr<RowHead> &head);
    [[nodiscard]] bool fetchBlock(Kept &kept, const MySqlCells &cells, RowBlock &block, int rows,
                                  bool *isAtEnd);
    void readServerSettings();

    [[nodiscard]] Failure failureOf(const Kept &kept) const;
    [[noreturn]] void throwStopped(Stop why, const Failure &failure, const Statement &statement,
                                   const QVariantList &binds);

    /// Whether the statement that runs is still awaited; stops it where it is not.
    [[nodiscard]] bool goesOn();
    [[nodiscard]] bool stop(Stop why);
    void forgetStop();

    ConnectionOptions m_options;
    MySqlConnection m_connection;
    const unsigned long m_number; ///< By which the server can be told to stop it.
    const int m_limit;            ///< Milliseconds of a statement; 0: none.
    mysql::Wait m_wait;
    qint64 m_maxPacket = 0;        ///< Bytes that the server takes at once.
    qint64 m_keyStep = 1;          ///< Between two keys that it makes.
    bool m_losesOnTimeout = false; ///< A lock that was waited for too long ends the transaction.
    bool m_isInTransaction = false;
    bool m_isOpenAtServer = false; ///< The server says the same, behind the last statement.
    bool m_isLost = false;
    bool m_isOutOfService = false;
    std::mutex m_stopMutex; ///< Held where a statement begins, ends, or is stopped.
    bool m_isRunning = false;
    Stop m_stop = Stop::No;
    bool m_wasStopped = false; ///< The server was told to stop what runs.
    QDeadlineTimer m_deadline; ///< Of what runs; of its end, where it was stopped.
    std::function<bool()> m_isCancelled;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, std::list<Kept>::iterator> m_byText;
    RowsForm m_rows; ///< The one used last.
};

} // namespace orm
