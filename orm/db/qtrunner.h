#pragma once

#include "orm/db/qtdatabase.h"
#include "orm/db/statementrunner.h"

#include <QHash>

#include <atomic>
#include <list>

class QSqlQuery;

namespace orm {

class Driver;

/// Statements through QSqlQuery: prepared once and kept, forward only, values by position. What
/// every database does in its own way (whether a transaction is open, whether it is alive) is left
/// to the runner that a driver derives from this one.
class QtRunner : public StatementRunner
{
public:
    ~QtRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    /// Stops the reading of rows. A statement that has not answered yet runs on, so that a driver
    /// which can stop it does so, too.
    void interrupt() override;
    void reset() override;

protected:
    /// `database` is open; `driver` tells what its errors mean, and outlives the runner.
    QtRunner(QtDatabase database, const Driver &driver);

    [[nodiscard]] const QtDatabase &database() const { return m_database; }

private:
    struct Kept
    {
        QString text;
        std::unique_ptr<QSqlQuery> query;
    };

    QSqlQuery &execute(const Statement &statement, const QVariantList &binds);
    QSqlQuery &prepared(const Statement &statement, const QVariantList &binds);
    void throwIfCancelled(QSqlQuery &query, const Statement &statement, const QVariantList &binds);
    [[noreturn]] void fail(QSqlQuery &query, const Statement &statement, const QVariantList &binds);

    QtDatabase m_database;
    const Driver &m_driver;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, std::list<Kept>::iterator> m_byText;
    std::function<bool()> m_isCancelled;
    std::atomic<bool> m_isInterrupted = false; ///< Of the statement that runs.
};

} // namespace orm
