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
    };

    sqlite3_stmt *prepared(const Statement &sql);
    sqlite3_stmt *bound(const Statement &sql, const QVariantList &binds);
    void bindValues(sqlite3_stmt *statement, const QVariantList &binds);
    void bindCells(sqlite3_stmt *statement, const BlockCells &cells);
    void bindCell(sqlite3_stmt *statement, int position, const RowBlock &block, int row,
                  int column);
    void bindMoment(sqlite3_stmt *statement, int position, qint64 milliseconds);
    void forgetTexts(int cells);
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
    // What the running statement's text binds point to
    std::vector<QByteArray> m_texts;
    std::vector<TimestampText> m_moments;
    qint64 m_moment = 0; ///< That was written last, and whether m_moments ends with it.
    TimestampText m_momentText = *timestampText(0);
    bool m_isMomentBound = false;
    TimestampText m_readText = *timestampText(0); ///< The moment that was read last.
    qint64 m_readMoment = 0;
};

} // namespace orm
