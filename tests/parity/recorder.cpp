#include "recorder.h"

namespace parity {

orm::Result Recorder::run(const orm::Sql &sql, const std::shared_ptr<orm::RowHead> &)
{
    orm::Result result;
    if (sql.kind == orm::StatementKind::Write)
        result.affected = 1;
    return result;
}

std::vector<qint64> Recorder::runKeys(const orm::Sql &)
{
    return {};
}

} // namespace parity
