#include "serverbook.h"
#include "serverclient.h"

#include "contender.h"
#include "rounds.h"

#include "orm/orm.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTextStream>

#include <algorithm>
#include <map>
#include <numeric>

namespace bench {

using namespace Qt::StringLiterals;
using orm::wait;

namespace {

const QString node = u"node"_s;

/// Works that are measured, with how often on 100,000 rows.
struct ServerWork
{
    QString name;
    int n;
    std::function<qint64(ServerClient &, std::span<const qint64> ids, std::span<const Book>)> run;
};

QList<ServerWork> serverWorks()
{
    return {
        {u"findByKey"_s, 5'000,
         [](ServerClient &client, auto ids, auto) { return client.findByKey(ids); }},
        {u"readAll"_s, 0, [](ServerClient &client, auto, auto) { return client.readAll(); }},
        {u"create"_s, 2'000,
         [](ServerClient &client, auto, auto books) { return client.create(books); }},
        {u"createTogether"_s, 5'000,
         [](ServerClient &client, auto, auto books) { return client.createTogether(books); }},
        {u"createMany"_s, 50'000,
         [](ServerClient &client, auto, auto books) { return client.createMany(books); }},
    };
}

/// The table that all work on, which goes with this object.
class Table
{
public:
    Table(const QUrl &url, int rows)
        : m_db(url.toString(QUrl::FullyEncoded), {.logging = nullptr})
        , m_book(defineServerBook(m_db))
        , m_rows(rows)
    {
        wait(m_book.sync({.force = true}));
        Random random(tableSeed);
        for (int done = 0; done < rows; done += chunkSize) {
            QList<orm::Values> books;
            for (const Book &book : inventBooks(random, std::min(chunkSize, rows - done)))
                books << orm::Values{
                    {"title", book.qtTitle}, {"author", book.qtAuthor}, {"price", book.price}};
            wait(m_book.bulkCreate(books, {.returning = false}));
        }
        m_first = wait(m_book.min("id")).toLongLong();
    }
    ~Table() { wait(m_book.drop()); }
    Table(const Table &) = delete;
    Table &operator=(const Table &) = delete;

    [[nodiscard]] qint64 firstId() const { return m_first; }
    /// Takes away what a work has added; answers how many rows that were.
    qint64 restore()
    {
        return wait(m_book.destroy({.where = {{"id", orm::Op::gte(m_first + m_rows)}}}));
    }

private:
    orm::Sequelize m_db;
    orm::Model &m_book;
    const int m_rows;
    qint64 m_first = 1;
};

/// Seconds that Sequelize takes, which does the work in a process of its own, and what it has seen.
std::pair<double, qint64> nodeRun(const QString &folder, const QUrl &url, const QString &work,
                                  int count, qint64 first)
{
    QProcess process;
    process.setWorkingDirectory(folder);
    process.start(u"node"_s, {QStringLiteral(BENCH_FOLDER "/server/sequelize.mjs"),
                              url.toString(QUrl::FullyEncoded), work, QString::number(count),
                              QString::number(first)});
    constexpr int longest = 600'000;
    if (!process.waitForFinished(longest) || process.exitCode() != 0)
        throw std::runtime_error("Sequelize: " + process.readAllStandardError().toStdString());
    const QJsonObject told = QJsonDocument::fromJson(process.readAllStandardOutput()).object();
    return {told[u"cpu"_s].toDouble(), told[u"sum"_s].toInteger()};
}

/// The library of the server itself.
QList<ServerContender> rawContenders([[maybe_unused]] const QUrl &url)
{
    [[maybe_unused]] const bool isPostgres = url.scheme().startsWith("postgres"_L1);
#ifdef BENCH_HAS_POSTGRES
    if (isPostgres)
        return {{Path::raw, openRawPostgres}};
#endif
#ifdef BENCH_HAS_MYSQL
    if (!isPostgres)
        return {{Path::raw, openRawMySql}};
#endif
    return {};
}

QList<ServerContender> contendersOf(const QUrl &url)
{
    return rawContenders(url)
           + QList<ServerContender>{{Path::qsql, openQSql},
                                    {Path::handle, openOrm},
                                    {Path::kept, openOrmKept},
                                    {Path::text, openOrmText}};
}

/// The contenders that can be opened, in their order.
class Contenders
{
public:
    explicit Contenders(const ServerRounds &wish)
    {
        for (const ServerContender &each : contendersOf(wish.url))
            if (wish.paths.isEmpty() || wish.paths.contains(each.name))
                open(each, wish.url);
    }

    [[nodiscard]] const QStringList &names() const { return m_names; }
    [[nodiscard]] ServerClient &operator[](const QString &name) { return *m_clients.at(name); }

private:
    void open(const ServerContender &contender, const QUrl &url)
    {
        try {
            m_clients[contender.name] = contender.open(url);
            m_names << contender.name;
        } catch (const std::runtime_error &error) {
            QTextStream(stderr) << contender.name << " is left out: " << error.what() << Qt::endl;
        }
    }

    QStringList m_names;
    std::map<QString, std::unique_ptr<ServerClient>> m_clients;
};

[[noreturn]] void stop(const ServerWork &work, const QString &name, QLatin1StringView what)
{
    throw std::runtime_error(u"%1: %2 %3"_s.arg(work.name, name, what).toStdString());
}

/// Seconds of each round, by contender.
using Spent = std::map<QString, std::vector<double>>;

/// One round of one work by all contenders.
void measureRound(const ServerWork &work, int n, const ServerRounds &wish, Table &table,
                  Contenders &contenders, Spent &spent)
{
    Random random(createSeed);
    const std::vector<Book> books = inventBooks(random, n);
    std::vector<qint64> ids(size_t(std::min(n, wish.rows)), 0);
    std::iota(ids.begin(), ids.end(), table.firstId());
    std::optional<qint64> seen;
    for (const QString &name : contenders.names()) {
        Clock clock;
        clock.start();
        const qint64 sum = work.run(contenders[name], ids, books);
        clock.stop();
        spent[name].push_back(clock.cpu());
        if (seen && *seen != sum)
            stop(work, name, "has seen something else"_L1);
        seen = sum;
        const qint64 added = table.restore();
        if (work.name.startsWith("create"_L1) && added != n)
            stop(work, name, "has not stored all"_L1);
    }
    if (!wish.node.isEmpty()) {
        const auto told = nodeRun(wish.node, wish.url, work.name, n, table.firstId());
        spent[node].push_back(told.first);
        if (!work.name.startsWith("create"_L1) && told.second != seen)
            stop(work, node, "has seen something else"_L1);
        table.restore();
    }
}

} // namespace

QString measureServer(const ServerRounds &wish)
{
    Table table(wish.url, wish.rows);
    Contenders contenders(wish);
    QStringList names = contenders.names();
    if (!wish.node.isEmpty())
        names << node;
    QString report;
    QTextStream out(&report);
    out << "| CPU of the client, µs each | " << names.join(u" | "_s) << " |\n|---|"
        << u"---|"_s.repeated(names.size()) << '\n';
    constexpr int usualRows = 100'000;
    for (const ServerWork &work : serverWorks()) {
        if (!wish.works.isEmpty() && !wish.works.contains(work.name))
            continue;
        const int n =
            work.n == 0 ? wish.rows : std::max(1, int(qint64(work.n) * wish.rows / usualRows));
        Spent spent;
        for (int round = 0; round < wish.rounds; ++round)
            measureRound(work, n, wish, table, contenders, spent);
        out << "| " << work.name << " |";
        const double first = median(spent[names.first()]);
        for (const QString &name : names) {
            const double one = median(spent[name]);
            out << ' ' << QString::number(one / n * 1e6, 'f', 1) << " ("
                << QString::number(one / first, 'f', 2) << ") |";
        }
        out << '\n';
    }
    return report;
}

} // namespace bench
