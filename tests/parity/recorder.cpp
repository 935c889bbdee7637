#include "recorder.h"

namespace parity {

orm::Result Recorder::run(const orm::Sql &sql, const std::shared_ptr<orm::RowHead> &)
{
    m_sent(sql);
    orm::Result result;
    if (sql.kind == orm::StatementKind::Write)
        result.affected = 1;
    return result;
}

qint64 Recorder::runKeys(const orm::Sql &sql, const orm::TakeKey &)
{
    m_sent(sql);
    return 0;
}

} // namespace parity
