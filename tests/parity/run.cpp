#include "run.h"

#include "associations.h"
#include "calls.h"
#include "compare.h"
#include "liveserver.h"
#include "recorder.h"
#include "sentcheck.h"
#include "unsupported.h"

#include <map>
#include <mutex>

namespace parity {

using namespace Qt::StringLiterals;
using namespace orm;

namespace {

TransactionOptions decodeTransaction(const Json &json)
{
    static const std::map<QString, IsolationLevel> levels{
        {u"READ UNCOMMITTED"_s, IsolationLevel::ReadUncommitted},
        {u"READ COMMITTED"_s, IsolationLevel::ReadCommitted},
        {u"REPEATABLE READ"_s, IsolationLevel::RepeatableRead},
        {u"SERIALIZABLE"_s, IsolationLevel::Serializable}};
    static const std::map<QString, TransactionType> types{
        {u"DEFERRED"_s, TransactionType::Deferred},
        {u"IMMEDIATE"_s, TransactionType::Immediate},
        {u"EXCLUSIVE"_s, TransactionType::Exclusive}};
    TransactionOptions options;
    for (const auto &[name, content] : json.members()) {
        if (name == "isolationLevel"_L1)
            options.isolationLevel = levels.at(content.text());
        else if (name == "type"_L1)
            options.type = types.at(content.text());
        else if (name != "transaction"_L1)
            throw Unsupported{u"option %1 of transaction"_s.arg(name)};
    }
    return options;
}

/// One case: on an empty database of its own when it is live, else without any.
class CaseRun
{
public:
    CaseRun(const Json &theCase, const QString &dialect, Held held, const QString &url)
        : m_case(theCase)
        , m_url(url)
        , m_sentCheck(theCase)
        , m_db(Text(addressOf(dialect)), options())
    {
        if (held == Held::MergedResults)
            m_context.strategy = IncludeStrategy::Merge;
    }

    void define();
    /// What came of one step, as the vectors write it.
    [[nodiscard]] Json outcome(const Json &step);

private:
    /// That of the server for a live case; else one that is never opened.
    [[nodiscard]] QString addressOf(const QString &dialect) const;
    [[nodiscard]] Options options();
    [[nodiscard]] bool isLive() const { return m_case[u"kind"].text() == "live"_L1; }
    void perform(const Json &step, Json *outcome);
    /// `end` becomes the place in the log where a transaction inside this one begins: there ends
    /// what was recorded of the outer one.
    void transaction(const Json &step, Json *outcome, std::optional<size_t> *end);
    void runInner(const Json &step, Json *outcomes, std::optional<size_t> *end);
    [[nodiscard]] Json logSince(size_t start, const std::optional<size_t> &end);
    void checkSent(const Statement &statement);

    const Json &m_case;
    const QString m_url;
    Context m_context;
    const Encoder m_encoder{QDateTime::currentDateTimeUtc()};
    std::mutex m_logMutex;
    std::vector<QString> m_log;
    const SentCheck m_sentCheck;
    QString m_leak; ///< A value that stood in a statement instead of being bound.
    Sequelize m_db; // the last member, so that it goes before the log it writes to
};

QString CaseRun::addressOf(const QString &dialect) const
{
    return dialect == "sqlite"_L1 ? u"sqlite::memory:"_s
           : isLive()             ? m_url
                                  : dialect + "://localhost/db"_L1;
}

Options CaseRun::options()
{
    Options options;
    options.pool.max = 1; // as it was when the vectors were recorded
    options.logging = [this](const QString &line) {
        const std::lock_guard lock(m_logMutex);
        m_log.push_back(line);
    };
    if (!isLive())
        options.runner = [this] {
            return std::make_unique<Recorder>(
                [this](const Statement &statement) { checkSent(statement); });
        };
    // What Sequelize does by itself, where our defaults are others on purpose.
    options.transactionType = TransactionType::Deferred;
    options.unknown = Unknown::Ignore;
    options.typeValidation = false;
    options.transactional = false;
    for (const auto &[name, content] : m_case[u"sequelize"].members()) {
        if (name == "logQueryParameters"_L1)
            options.logQueryParameters = content.toBool();
        else if (name == "minifyAliases"_L1)
            options.minifyAliases = content.toBool();
        else if (name == "quoteIdentifiers"_L1)
            options.quoteIdentifiers = content.toBool();
        else if (name == "typeValidation"_L1)
            options.typeValidation = content.toBool();
        else if (name == "schema"_L1)
            options.schema = content.text();
        else if (name == "timezone"_L1)
            options.timezone = content.text();
        else if (name == "define"_L1)
            options.define = decodeModelOptions(content, Decoder(m_context));
        else
            throw Unsupported{u"option %1 of Sequelize"_s.arg(name)};
    }
    return options;
}

void CaseRun::define()
{
    const Decoder decoder(m_context);
    for (const auto &[name, model] : m_case[u"models"].members())
        m_context.models[name] =
            &m_db.define(Text(name), decodeAttributes(model[u"attributes"], decoder),
                         decodeModelOptions(model[u"options"], decoder));
    associate(m_case[u"associations"], m_db, m_context);
}

Json CaseRun::logSince(size_t start, const std::optional<size_t> &end)
{
    const std::lock_guard lock(m_logMutex);
    Json lines = Json::array();
    const bool isServer = isLive() && !m_url.isEmpty();
    for (size_t i = start; i < end.value_or(m_log.size()); ++i)
        if (!isServer || !isAboutCatalogue(m_log[i]))
            lines.append(Json(m_encoder.logLine(m_log[i])));
    return lines;
}

void CaseRun::checkSent(const Statement &statement)
{
    const std::lock_guard lock(m_logMutex);
    if (m_leak.isEmpty())
        m_leak = m_sentCheck.leak(statement);
}

Json CaseRun::outcome(const Json &step)
{
    const size_t start = m_log.size();
    std::optional<size_t> end;
    Json outcome = Json::object();
    try {
        if (step.find(u"transaction"))
            transaction(step, &outcome, &end);
        else
            perform(step, &outcome);
    } catch (const BaseError &error) {
        outcome.set(u"error"_s, m_encoder.error(error));
    } catch (const Unsupported &reason) {
        outcome.set(u"unsupported"_s, Json(reason.what));
    } catch (const std::exception &error) {
        outcome.set(u"unsupported"_s, Json(QString::fromUtf8(error.what())));
    }
    outcome.set(u"sql"_s, logSince(start, end));
    if (!m_leak.isEmpty())
        outcome.set(u"unsupported"_s, Json(u"a value that is not bound: "_s + m_leak));
    return outcome;
}

void CaseRun::perform(const Json &step, Json *outcome)
{
    Call call{step[u"on"].text(), step[u"call"].text(), step[u"args"].items(), m_db, m_context,
              m_encoder};
    const Answer answer = parity::perform(call);
    outcome->set(u"result"_s, answer.result);
    const Json *name = step.find(u"as");
    const qsizetype pick = qsizetype(step[u"pick"].toInteger().value_or(0));
    if (name && answer.transaction)
        m_context.unmanaged[name->text()] = *answer.transaction;
    if (name && answer.model)
        m_context.models[u'$' + name->text()] = answer.model;
    if (name && pick < answer.instances.size())
        m_context.saved.insert_or_assign(name->text(), answer.instances[pick]);
}

void CaseRun::transaction(const Json &step, Json *outcome, std::optional<size_t> *end)
{
    const TransactionOptions options = decodeTransaction(step[u"options"]);
    const QString name = step[u"transaction"].text();
    Json inner = Json::array();
    m_context.transactions.insert(name);
    try {
        wait(m_db.transaction(options, [&] { runInner(step, &inner, end); }));
    } catch (const BaseError &error) {
        if (!step[u"rollback"].toBool())
            outcome->set(u"error"_s, m_encoder.error(error));
    }
    m_context.transactions.remove(name);
    outcome->set(u"steps"_s, std::move(inner));
}

/// The steps inside a transaction; throws to roll it back, as the recording did.
void CaseRun::runInner(const Json &step, Json *outcomes, std::optional<size_t> *end)
{
    for (const Json &innerStep : step[u"steps"].items()) {
        const size_t before = m_log.size();
        outcomes->append(outcome(innerStep));
        if (innerStep.find(u"transaction") && !*end)
            *end = before;
        if (outcomes->items().back().find(u"error") && !innerStep[u"mayFail"].toBool())
            throw UsageError(u"inner step failed"_s);
    }
    if (step[u"rollback"].toBool())
        throw UsageError(u"rolled back on purpose"_s);
}

QString firstUnsupported(const Json &outcome)
{
    if (const Json *reason = outcome.find(u"unsupported"))
        return reason->text();
    for (const Json &inner : outcome[u"steps"].items())
        if (const QString reason = firstUnsupported(inner); !reason.isEmpty())
            return reason;
    return {};
}

/// An outcome without the statements that led to it.
Json withoutSql(const Json &outcome)
{
    Json rest = Json::object();
    for (const auto &[name, content] : outcome.members()) {
        Json inner = name == "steps"_L1 ? Json::array() : content;
        if (name == "steps"_L1)
            for (const Json &step : content.items())
                inner.append(withoutSql(step));
        if (name != "sql"_L1)
            rest.set(name, std::move(inner));
    }
    return rest;
}

QString differenceIn(const Json &wanted, const Json &got, Held held, Included included)
{
    return held == Held::Everything ? difference(wanted, got, included)
                                    : difference(withoutSql(wanted), withoutSql(got), included);
}

Verdict refused(const QString &why)
{
    return {.step = u"definition"_s, .difference = u"refused: "_s + why, .expected = {}, .got = {}};
}

} // namespace

Verdict runCase(const Json &theCase, const QString &dialect, const Json &expected, Held held,
                const QString &url)
{
    try {
        if (!url.isEmpty())
            emptyServer(url);
        CaseRun run(theCase, dialect, held, url);
        run.define();
        const std::vector<Json> &steps = theCase[u"steps"].items();
        const std::vector<Json> &outcomes = expected[u"steps"].items();
        for (size_t i = 0; i < steps.size(); ++i) {
            const Json got = run.outcome(steps[i]);
            const Json &wanted = i < outcomes.size() ? outcomes[i] : Json();
            const Json shown = url.isEmpty() ? wanted : withoutCatalogue(wanted);
            QString different = differenceIn(shown, got, held, includedOf(theCase, dialect));
            if (different.isEmpty())
                continue;
            if (const QString reason = firstUnsupported(got); !reason.isEmpty())
                different = u"not supported: "_s + reason;
            return {false, QString::number(i), different, wanted, got};
        }
    } catch (const BaseError &refusal) {
        if (expected[u"refused"].text() != refusal.message())
            return refused(refusal.message());
    } catch (const Unsupported &reason) {
        return refused(reason.what);
    } catch (const std::exception &error) {
        return refused(QString::fromUtf8(error.what()));
    }
    return {.passed = true, .step = {}, .difference = {}, .expected = {}, .got = {}};
}

} // namespace parity
