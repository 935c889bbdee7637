#include "ui/bulk/bulkspeller.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/log/callcode.h"
#include "ui/log/sqllogtext.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

BulkSpelling spellingOf(const orm::QueryEvent &event)
{
    const QString values = valuesText(event.shown());
    return {callAsCode(event.call()),
            values.isEmpty() ? event.sql() : event.sql() + u'\n' + values};
}

/// What the log leaves out since Sequelize has no word for it: that no condition is meant.
void sayAll(QString &code)
{
    const bool hasArguments = !code.endsWith("()"_L1);
    code.chop(1);
    code += hasArguments ? u", {.allRows = true})"_s : u"{.allRows = true})"_s;
}

} // namespace

BulkSpeller::BulkSpeller(const Define &define, QObject *parent)
    : QObject(parent)
    , m_database(std::make_unique<orm::Sequelize>(
          orm::Options{.storage = ":memory:", .logging = nullptr, .unicodeLike = true}))
    , m_model(&define(*m_database))
{
    orm::deliver(m_database->sync(), this, [] {});
}

BulkSpeller::~BulkSpeller() = default;

void BulkSpeller::spell(const Call &call, bool isOfAll)
{
    const auto work = [call, isOfAll, model = m_model,
                       log = &m_database->log()](orm::Session &session) {
        BulkSpelling spelling;
        const orm::QueryLog::Subscription subscription = log->listen(
            [&spelling](const orm::QueryEvent &event) { spelling = spellingOf(event); });
        call(session, *model);
        if (isOfAll)
            sayAll(spelling.code);
        return spelling;
    };
    orm::deliver(
        m_database->run(work), this,
        [this, asked = ++m_asked](const BulkSpelling &spelling) {
            if (asked == m_asked)
                emit spelled(spelling);
        },
        [this](const orm::BaseError &error) {
            emit spelled({{}, error.message()});
        });
}

} // namespace ui
