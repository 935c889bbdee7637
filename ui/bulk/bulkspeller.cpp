#include "ui/bulk/bulkspeller.h"

#include "orm/core/deliver.h"
#include "orm/db/statementrunner.h"
#include "orm/model/sequelize.h"
#include "ui/log/callcode.h"
#include "ui/log/sqllogtext.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Takes statements and sends nothing anywhere: every table is empty.
class Unsent final : public orm::StatementRunner
{
public:
    orm::Result run(const orm::Statement &, const QVariantList &,
                    const std::shared_ptr<orm::RowHead> &) override
    {
        return {};
    }
    void setCancelCheck(std::function<bool()>) override {}
    void interrupt() override {}
    [[nodiscard]] bool isInTransaction() override { return true; } // as it was told
    [[nodiscard]] bool isAlive() override { return true; }
    void reset() override {}
};

/// What decides on how a statement is spelled, and nothing that would find the shop.
orm::Options spelledLike(const orm::Options &shop)
{
    orm::Options options{.dialect = shop.dialect, .logging = nullptr};
    options.timezone = shop.timezone;
    options.schema = shop.schema;
    options.define = shop.define;
    options.unicodeLike = shop.unicodeLike;
    options.quoteIdentifiers = shop.quoteIdentifiers;
    options.minifyAliases = shop.minifyAliases;
    options.runner = [] { return std::make_unique<Unsent>(); };
    return options;
}

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

BulkSpeller::BulkSpeller(const orm::Sequelize &shop, const Define &define, QObject *parent)
    : QObject(parent)
    , m_database(std::make_unique<orm::Sequelize>(spelledLike(shop.options())))
    , m_model(&define(*m_database))
{
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
