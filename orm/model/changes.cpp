#include "orm/model/changes.h"

#include "orm/core/deliver.h"
#include "orm/core/error.h"
#include "orm/core/pendingresult.h"
#include "orm/db/connection.h"
#include "orm/db/database.h"
#include "orm/db/driver.h"
#include "orm/db/drivers.h"
#include "orm/db/listening.h"
#include "orm/expr/operators.h"
#include "orm/expr/select.h"
#include "orm/model/define/modelmanager.h"
#include "orm/sql/postgres/postgresnews.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/sqlite/dataversion.h"

#include <QDeadlineTimer>
#include <QObject>
#include <QTimer>

#include <atomic>
#include <optional>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// An `updatedAt` may be kept in whole seconds: what is written in the same one as what was seen
/// makes no other answer, so that one tells once more behind it.
constexpr int momentOfUpdatedAt = 1'100;

/// PostgreSQL cuts longer names, and refuses to send to them.
constexpr qsizetype longestChannel = 63;

QString channelOf(const ModelData &model, const ChangesOptions &options)
{
    const TableName &table = model.table;
    const QString usual = table.schema.isEmpty() ? table.name : table.schema + u'.' + table.name;
    const QString channel = options.channel.isEmpty() ? usual : QString(options.channel);
    if (channel.toUtf8().size() > longestChannel)
        throw UsageError(u"A channel has at most 63 bytes; \"%1\" has more. Give a shorter one, as "
                         "the option `channel`."_s.arg(channel));
    return channel;
}

/// What is another text than before when the table was changed.
struct Seen
{
    QString text;
    bool isExact = false; ///< Every change makes another one.
};

/// How many rows there are, and when one was written last.
Sql lookAt(const QueryGenerator &generator, const ModelData &model)
{
    Select select;
    select.table = &model.table;
    select.columns.emplace_back(fn("COUNT", literal("*")), "rows");
    if (model.updatedAt >= 0) {
        const QString &attribute = model.attributes[size_t(model.updatedAt)].name;
        const Text column = model.table.find(attribute)->name;
        select.columns.emplace_back(fn("MAX", col(column)), "written");
    }
    return generator.select(select);
}

Seen seen(Connection &connection, const ModelData &model)
{
    const Driver *driver = driverOf(connection.options().dialect);
    const bool isExact = driver && driver->capabilities(connection.options()).hasDataVersion;
    Sql asked = isExact ? sqliteDataVersion() : lookAt(connection.generator(), model);
    asked.isLogged = false; // again and again
    const RowSet rows = connection.execute(asked).rows;
    QStringList values;
    for (int i = 0; i < rows.columns.size(); ++i)
        values += rows.first(i).toString();
    return {values.join(u' '), isExact};
}

/// Whether there was none before.
bool makeTriggerOnce(Connection &connection, const ModelData &model, const QString &channel)
{
    const QueryGenerator &generator = connection.generator();
    const bool isMissing =
        connection.execute(findTrigger(generator, model.table, channel)).rows.isEmpty();
    if (isMissing)
        connection.execute(makeTrigger(generator, model.table, channel));
    return isMissing;
}

/// Tells a receiver of changes, on its thread, where it lives itself.
class Watch : public QObject
{
public:
    Watch(const std::shared_ptr<const ModelManager> &models, const ModelData &model,
          QObject *receiver, std::function<void()> onChange)
        : m_models(models)
        , m_model(model)
        , m_onChange(std::move(onChange))
    {
        connect(receiver, &QObject::destroyed, this, [this] { end(); });
    }

    /// Whether the database tells by itself.
    bool listen(const ChangesOptions &options)
    {
        const QString channel = channelOf(m_model, options);
        m_listening = m_models->database().listen(channel, [this] { tellLater(); });
        if (m_listening && options.triggers)
            deliver(
                m_models->database().submit(Access::Write, u"changes()"_s,
                                            [&model = m_model, channel](Connection &connection) {
                                                return makeTriggerOnce(connection, model, channel);
                                            }),
                this,
                [this](bool isNew) {
                    if (isNew)
                        tell(); // of what others changed before it
                },
                &warnOf);
        return m_listening != nullptr;
    }

    void poll(int interval)
    {
        connect(&m_timer, &QTimer::timeout, this, [this] {
            try {
                ask();
            } catch (const BaseError &) {
                end(); // the Sequelize was closed
            }
        });
        m_timer.start(interval);
        ask();
    }

private:
    /// What travels home from the thread that listens, again and again.
    struct News final : PendingResult
    {
        explicit News(Watch &watch)
            : PendingResult(&watch)
            , m_watch(watch)
        {
        }
        void open() override { m_watch.tell(); }
        void discard() override {}
        Watch &m_watch; ///< Lives where this is opened.
    };

    /// On the thread that listens, while m_listening is there. News that come together are one.
    void tellLater()
    {
        if (!m_isComing.exchange(true))
            m_news->send();
    }

    void tell()
    {
        m_isComing = false;
        // A copy: the receiver may go in it, and the function of this with it.
        if (const std::function<void()> onChange = m_onChange)
            onChange();
    }

    void ask()
    {
        if (m_isAsking)
            return;
        m_isAsking = true;
        // SQLite counts for each connection apart: always the one that writes.
        deliver(
            m_models->database().submit(
                Access::Write, u"changes()"_s,
                [&model = m_model](Connection &connection) { return seen(connection, model); }),
            this, [this](const Seen &now) { take(now); },
            [this](const BaseError &) { m_isAsking = false; }); // calls tell of failures
    }

    void take(const Seen &now)
    {
        m_isAsking = false;
        const bool isOther = m_answer != now.text;
        const bool isDue = m_tellAgain && m_tellAgain->hasExpired();
        m_answer = now.text;
        if (isOther && !now.isExact)
            m_tellAgain.emplace(momentOfUpdatedAt);
        else if (isDue)
            m_tellAgain.reset();
        if (isOther || isDue)
            tell();
    }

    void end()
    {
        m_listening.reset();
        m_timer.stop();
        m_onChange = nullptr;
    }

    const std::shared_ptr<const ModelManager> m_models; ///< Has the model.
    const ModelData &m_model;
    std::function<void()> m_onChange; ///< Empty: it is over.
    QTimer m_timer;
    bool m_isAsking = false;
    std::optional<QString> m_answer; ///< None: it was not asked yet.
    std::optional<QDeadlineTimer> m_tellAgain;
    const std::shared_ptr<News> m_news = std::make_shared<News>(*this);
    std::atomic<bool> m_isComing = false;
    std::unique_ptr<Listening> m_listening; ///< Goes first, since it calls this.
};

} // namespace

ChangesSubscription subscribeToChanges(const std::shared_ptr<const ModelManager> &models,
                                       const ModelData &model, QObject *receiver,
                                       std::function<void()> onChange,
                                       const ChangesOptions &options)
{
    auto watch = std::make_shared<Watch>(models, model, receiver, std::move(onChange));
    if (!watch->listen(options))
        watch->poll(options.interval);
    return watch;
}

} // namespace orm
