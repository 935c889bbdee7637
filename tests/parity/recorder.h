#pragma once

#include "orm/db/statementrunner.h"

namespace parity {

/// Sends nothing: reads answer empty, writes answer one row, as when the vectors were recorded
/// without a database.
class Recorder final : public orm::StatementRunner
{
public:
    /// Every statement goes to `sent`, too.
    explicit Recorder(std::function<void(const orm::Sql &sql)> sent)
        : m_sent(std::move(sent))
    {
    }

    orm::Result run(const orm::Sql &sql, const std::shared_ptr<orm::RowHead> &head) override;
    qint64 runKeys(const orm::Sql &sql, const orm::TakeKey &take) override;
    void setCancelCheck(std::function<bool()>) override {}
    [[nodiscard]] bool isInTransaction() override { return true; }

private:
    std::function<void(const orm::Sql &sql)> m_sent;
};

} // namespace parity
