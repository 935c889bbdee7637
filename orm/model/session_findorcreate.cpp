// The calls that look for a row and make it where there is none.
#include "orm/core/error.h"
#include "orm/db/connection.h"
#include "orm/db/drivers.h"
#include "orm/model/calltext.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/model.h"
#include "orm/model/session.h"

#include <QDeadlineTimer>
#include <QThread>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// What a new row is made of.
Values valuesOf(const Model &model, const FindOrCreateOptions &options)
{
    Values values = options.defaults;
    for (const Where::Term &term : options.where.terms()) {
        const auto *attribute = std::get_if<QString>(&term.key);
        if (attribute && term.value.data() && model.attribute(*attribute)
            && !values.find(*attribute))
            values.set(*attribute, term.value);
    }
    return values;
}

FindOptions findOptions(const FindOrCreateOptions &options)
{
    if (options.where.isEmpty())
        throw UsageError(u"Missing where attribute in the options parameter"_s);
    return {.where = options.where, .paranoid = options.paranoid, .hooks = options.hooks};
}

CreateOptions createOptions(const FindOrCreateOptions &options)
{
    return {.validate = options.validate, .fields = options.fields, .hooks = options.hooks};
}

LazyText text(const Model &model, const ModelManager &models, const char *method,
              const FindOrCreateOptions &options)
{
    const CallTarget target(model.name(), models.hidden());
    return lazyWhereText(target, method, options.where, options.defaults);
}

/// The row that is there, and false; or one that is made now, and true.
std::pair<Instance, bool> foundOrMade(const Session &session, const Model &model,
                                      const FindOrCreateOptions &options)
{
    if (std::optional<Instance> row = session.findOne(model, findOptions(options)))
        return {*std::move(row), false};
    return {session.create(model, valuesOf(model, options), createOptions(options)), true};
}

/// The row that another one has made meanwhile, and false; throws `error` where there is none.
///
/// A snapshot that is older than the row does not show it. Of MariaDB, who locks it is shown it. To
/// PostgreSQL the same row is sent once more, to be left out: there it says that the snapshot is
/// too old, so that the unit of work can run again, which a broken rule does not say.
std::pair<Instance, bool> foundAfter(const UniqueConstraintError &error, const Session &session,
                                     const Connection &connection, const Model &model,
                                     const FindOrCreateOptions &options)
{
    FindOptions wanted = findOptions(options);
    if (std::optional<Instance> row = session.findOne(model, wanted))
        return {*std::move(row), false};
    if (!connection.inTransaction())
        error.raise();
    wanted.lock = Lock::Share;
    if (std::optional<Instance> row = session.findOne(model, wanted))
        return {*std::move(row), false};
    if (!failureEndsTransaction(connection))
        error.raise();
    CreateOptions leaving = createOptions(options);
    leaving.validate = false;
    leaving.ignoreDuplicates = true;
    leaving.hooks = false;
    Instance made = session.create(model, valuesOf(model, options), leaving);
    if (made.isNewRecord())
        error.raise();
    return {std::move(made), true}; // the other one has gone
}

} // namespace

std::pair<Instance, bool> ReadSession::findOrBuild(const Model &model,
                                                   const FindOrCreateOptions &options) const
{
    (void)used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? text(model, m_models, "findOrBuild", options) : LazyText(),
        options.logging);
    if (std::optional<Instance> row = findOne(model, findOptions(options)))
        return {*std::move(row), false};
    return {model.build(valuesOf(model, options)), true};
}

std::pair<Instance, bool> Session::findCreateFind(const Model &model,
                                                  const FindOrCreateOptions &options) const
{
    (void)used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? text(model, m_models, "findCreateFind", options) : LazyText(),
        options.logging);
    try {
        std::optional<Transaction> attempt;
        if (failureEndsTransaction(m_connection))
            attempt.emplace(m_connection, Savepoint::Released, TransactionLog::Untold);
        std::pair<Instance, bool> answer = foundOrMade(*this, model, options);
        if (attempt)
            attempt->commit();
        return answer;
    } catch (const UniqueConstraintError &error) {
        return foundAfter(error, *this, m_connection, model, options);
    }
}

std::pair<Instance, bool> Session::findOrCreate(const Model &model,
                                                const FindOrCreateOptions &options) const
{
    (void)used(model, options.transaction);
    const Connection::NestedCall named(
        m_connection, isLogged() ? text(model, m_models, "findOrCreate", options) : LazyText(),
        options.logging);
    const auto once = [&]() -> std::pair<Instance, bool> {
        try {
            Transaction both(m_connection, Savepoint::Left);
            std::pair<Instance, bool> answer = foundOrMade(*this, model, options);
            both.commit();
            return answer;
        } catch (const UniqueConstraintError &error) {
            // After a failure, PostgreSQL answers nothing more inside of the transaction.
            return foundAfter(error, *this, m_connection, model, options);
        }
    };
    if (m_connection.inTransaction())
        return once();
    // A transaction that has read can no longer write on SQLite once another one has, and is told
    // so at once. Nothing of it was written, so that it can begin again.
    const QDeadlineTimer last(m_connection.options().busyTimeout);
    for (unsigned long pause = 0;; pause = std::min(pause + 1, 10UL)) {
        try {
            return once();
        } catch (const TimeoutError &) {
            if (last.hasExpired())
                throw;
            QThread::msleep(pause);
        }
    }
}

} // namespace orm
