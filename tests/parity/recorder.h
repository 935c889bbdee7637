#pragma once

#include "orm/db/statementrunner.h"

namespace parity {

/// Sends nothing: reads answer empty, writes answer one row, as when the vectors were recorded
/// without a database.
class Recorder final : public orm::StatementRunner
{
public:
    /// Every statement goes to `sent`, too.
    explicit Recorder(std::function<void(const orm::Statement &statement)> sent)
        : m_sent(std::move(sent))
    {
    }

    orm::Result run(const orm::Statement &statement, const QVariantList &binds,
                    const std::shared_ptr<orm::RowHead> &head) override;
    qint64 runKeys(const orm::Statement &statement, const QVariantList &binds,
                   const orm::TakeKey &take) override;
    void setCancelCheck(std::function<bool()>) override {}
    void interrupt() override {}
    [[nodiscard]] bool isInTransaction() override { return true; }
    [[nodiscard]] bool isAlive() override { return true; }
    void reset() override {}

private:
    std::function<void(const orm::Statement &statement)> m_sent;
};

} // namespace parity
