#include "recorder.h"

namespace parity {

orm::Result Recorder::run(const orm::Statement &statement, const QVariantList &,
                          const std::shared_ptr<orm::RowHead> &)
{
    m_sent(statement);
    orm::Result result;
    if (statement.kind == orm::StatementKind::Write)
        result.affected = 1;
    return result;
}

qint64 Recorder::runKeys(const orm::Statement &statement, const QVariantList &,
                         const orm::TakeKey &)
{
    m_sent(statement);
    return 0;
}

} // namespace parity
