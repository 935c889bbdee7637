#pragma once

#include "orm/db/statementrunner.h"

#include <QHash>

#include <list>

class QSqlDatabase;
class QSqlQuery;

namespace orm {

/// Statements through QSqlQuery: prepared once and kept, forward only, values by position.
class QtRunner final : public StatementRunner
{
public:
    /// `connectionName` names an open QSqlDatabase of this thread; it is closed and removed with
    /// the runner.
    explicit QtRunner(const QString &connectionName);
    ~QtRunner() override;

    Result run(const Statement &statement, const QVariantList &binds,
               const std::shared_ptr<RowHead> &head) override;
    qint64 runKeys(const Statement &statement, const QVariantList &binds,
                   const TakeKey &take) override;
    void setCancelCheck(std::function<bool()> isCancelled) override;
    [[nodiscard]] bool isInTransaction() override;

private:
    struct Kept
    {
        QString text;
        std::unique_ptr<QSqlQuery> query;
    };

    QSqlQuery &execute(const Statement &statement, const QVariantList &binds);
    QSqlQuery &prepared(const Statement &statement, const QVariantList &binds);
    /// Throws ConnectionError when the file is gone that was opened.
    void throwIfMoved() const;
    void throwIfCancelled(QSqlQuery &query, const Statement &statement, const QVariantList &binds);
    [[noreturn]] void fail(QSqlQuery &query, const Statement &statement, const QVariantList &binds);

    QString m_connectionName;
    std::list<Kept> m_kept; ///< The statement used last comes first.
    QHash<QString, std::list<Kept>::iterator> m_byText;
    std::function<bool()> m_isCancelled;
};

} // namespace orm
