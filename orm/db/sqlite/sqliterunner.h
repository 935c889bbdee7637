#pragma once

#include "orm/core/timestamp.h"
#include "orm/db/qtdatabase.h"
#include "orm/db/statementrunner.h"

#include <QHash>

#include <list>

struct sqlite3;
struct sqlite3_stmt;

namespace orm {

/// Statements through SQLite's own interface, on the connection that QSqlDatabase opened: text
/// stays UTF-8, cells go straight into blocks, and a running statement can be stopped.
class SqliteRunner final : public StatementRunner
{
public:
    /// `handle` is that of `database`, which is open.
    SqliteRunner(QtDatabase database, sqlite3 *handle);
    ~SqliteRunner() override;

    Result run(const Statement &sql, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    /// Of statements that give no rows: this database has no RETURNING.
    Result runBlock(const Statement &sql, const BlockCells &cells,
                    const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &sql, const QVariantList &binds, const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    void interrupt() override;
    [[nodiscard]] bool isInTransaction() override;
    [[nodiscard]] bool isAlive() override;
    void reset() override;

private:
    struct Kept
    {
        QString text;
        sqlite3_stmt *statement = nullptr;
        // Rows of one call share their moment. In a database in UTF-8 its text is bound once to a
        // place and then only written anew, which is a fifth of what binding it takes. In one in
        // UTF-16 a bound text is a copy, which must be made each time.
        TimestampText momentText = {};
        qint64 moment = 0;
        std::vector<char> holdsMoment = {}; ///< By place; empty: none does.
    };

    Kept &prepared(const Statement &sql);
    sqlite3_stmt *bound(const Statement &sql, const QVariantList &binds);
    void bindValues(Kept &kept, const QVariantList &binds);
    void bindCells(Kept &kept, const BlockCells &cells);
    void bindCell(Kept &kept, int place, const RowBlock &block, int row, int column);
    void bindMoment(Kept &kept, int place, qint64 milliseconds);
    [[nodiscard]] bool takesMoment(Kept &kept, qint64 milliseconds);
    [[nodiscard]] bool isInUtf8();
    void bindText(sqlite3_stmt *statement, int place, QByteArrayView text);
    void appendCell(RowBlock &block, sqlite3_stmt *statement, int column);
    /// False, and nothing appended, when `text` is no moment.
    bool appendMoment(RowBlock &block, QByteArrayView text);
    /// `bindsOf` gives the values, should it fail.
    template<typename BindsOf>
    Result finish(sqlite3_stmt *statement, const Statement &sql, const BindsOf &bindsOf);
    RowSet readRows(sqlite3_stmt *statement, const Statement &sql, const QVariantList &binds,
                    const std::shared_ptr<RowHead> &head);
    [[noreturn]] void fail(const Statement &sql, const QVariantList &binds);

    QtDatabase m_database;
    sqlite3 *m_handle;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, std::list<Kept>::iterator> m_byText;
    std::function<bool()> m_isCancelled;
    std::vector<QByteArray> m_texts; ///< To which binds of the running statement point.
    bool m_hasMoment = false;        ///< A moment of the running statement's is bound.
    std::optional<bool> m_isInUtf8;  ///< Nothing: nobody has asked yet.
    TimestampText m_readText = *timestampText(0); ///< The moment that was read last.
    qint64 m_readMoment = 0;
};

} // namespace orm
