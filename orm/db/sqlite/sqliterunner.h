#pragma once

#include "orm/core/timestamp.h"
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
    /// `handle` belongs to the QSqlDatabase `connectionName`, which is closed with the runner.
    SqliteRunner(sqlite3 *handle, const QString &connectionName);
    ~SqliteRunner() override;

    Result run(const Statement &sql, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    Result runRows(const Statement &sql, const RowBlock &block, int first, int count) override;
    Result runCells(const Statement &sql, const RowBlock &block,
                    std::span<const int> columns) override;
    qint64 runKeys(const Statement &sql, const QVariantList &binds, const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    [[nodiscard]] bool isInTransaction() override;

private:
    struct Kept
    {
        QString text;
        sqlite3_stmt *statement = nullptr;
    };

    sqlite3_stmt *prepared(const Statement &sql);
    sqlite3_stmt *bound(const Statement &sql, const QVariantList &binds);
    void bindCell(sqlite3_stmt *statement, int position, const RowBlock &block, int row,
                  int column);
    void bindMoment(sqlite3_stmt *statement, int position, qint64 milliseconds);
    /// Throws ConnectionError when the file is not the one any more that was opened: SQLite would
    /// write into what nobody can find again.
    void throwIfMoved() const;
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

    sqlite3 *m_handle;
    QString m_connectionName;
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
