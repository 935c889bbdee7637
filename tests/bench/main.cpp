#include "gates.h"
#include "regressions.h"
#include "report.h"
#include "server/serverclient.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

const QString spelling = u"spelling"_s;

[[noreturn]] void stop(const QString &why)
{
    QTextStream(stderr) << "bench: " << why << Qt::endl;
    std::exit(2);
}

Mode modeOf(const QCommandLineParser &parser)
{
    const std::optional<Mode> mode = modeNamed(parser.value(u"mode"_s));
    if (!mode)
        stop(u"there is no mode "_s + parser.value(u"mode"_s));
    return *mode;
}

int numberOf(const QCommandLineParser &parser, const QString &option)
{
    bool isNumber = false;
    const int number = parser.value(option).toInt(&isNumber);
    if (!isNumber || number < 1)
        stop(u"--%1 wants a number from 1 on"_s.arg(option));
    return number;
}

/// One run of one contender: the work, then a line about it.
void runOnce(const QCommandLineParser &parser)
{
    const QString path = parser.value(u"path"_s);
    const std::optional<Work> work = findWork(parser.value(u"workload"_s), path);
    if (!work)
        stop(u"nobody does %1 as %2"_s.arg(parser.value(u"workload"_s), path));
    if (!QFile::exists(parser.value(u"db"_s)))
        stop(u"--db: there is no file “%1”"_s.arg(parser.value(u"db"_s)));
    Run run{.file = parser.value(u"db"_s),
            .mode = modeOf(parser),
            .n = numberOf(parser, u"n"_s),
            .rows = numberOf(parser, u"rows"_s),
            .portable = path == Path::portable,
            .listener = path == Path::kept   ? Listener::Keeper
                        : path == Path::text ? Listener::Reader
                                             : Listener::Nobody};
    const Answer answer = (*work)(run);
    QJsonObject line{{u"n"_s, answer.operations},
                     {u"wall"_s, run.clock.wall()},
                     {u"cpu"_s, run.clock.cpu()},
                     {u"rss_kb"_s, peakMemory()},
                     {u"check"_s, answer.check}};
    if (parser.isSet(u"all"_s)) {
        line[u"rest"_s] = answer.rest;
        line[u"p50"_s] = median(run.latencies);
    }
    QTextStream(stdout) << asLine(line);
}

/// The workloads asked for, by name; "spelling" is none of them, and measured by itself.
QStringList chosen(const QCommandLineParser &parser)
{
    QStringList names = parser.values(u"workload"_s);
    if (names.isEmpty()) {
        for (const Workload &workload : workloads())
            names << workload.name;
        names << spelling;
    }
    for (const QString &name : names)
        if (name != spelling && !findWorkload(name))
            stop(u"there is no workload "_s + name);
    return names;
}

bool measureWindow(const QCommandLineParser &parser)
{
    const int rows = numberOf(parser, u"rows"_s);
    const QList<Gate> gates = measureGates(rows, numberOf(parser, u"rounds"_s));
    QTextStream(stdout) << (parser.isSet(u"json"_s) ? asJson(gates, rows) : asTable(gates, rows));
    return std::ranges::all_of(gates, &Gate::isKept);
}

QList<QJsonObject> storedRun(const QCommandLineParser &parser)
{
    if (!parser.isSet(u"compare"_s))
        return {};
    QFile file(parser.value(u"compare"_s));
    if (!file.open(QIODevice::ReadOnly))
        stop(u"%1 cannot be read: %2"_s.arg(file.fileName(), file.errorString()));
    const QList<QJsonObject> lines = readLines(file.readAll());
    if (lines.isEmpty())
        stop(u"%1 holds no run; bench --json > FILE makes one"_s.arg(file.fileName()));
    return lines;
}

bool tellRegressions(const QStringList &worse)
{
    QTextStream err(stderr);
    for (const QString &sentence : worse)
        err << "worse: " << sentence << Qt::endl;
    return worse.isEmpty();
}

/// False when contenders disagree, or something got worse.
bool measure(const QCommandLineParser &parser)
{
    const QList<QJsonObject> before = storedRun(parser);
    Rounds rounds({.rows = numberOf(parser, u"rows"_s),
                   .rounds = numberOf(parser, u"rounds"_s),
                   .mode = modeOf(parser),
                   .paths = parser.values(u"path"_s)});
    QTextStream out(stdout);
    QList<QJsonObject> lines;
    bool allAgree = true;
    for (const QString &name : chosen(parser)) {
        const WorkloadResult result =
            name == spelling ? rounds.measureSpelling() : rounds.measure(*findWorkload(name));
        allAgree = allAgree && result.agree;
        const QList<QJsonObject> some = asJson(result);
        lines << some;
        if (!parser.isSet(u"json"_s))
            out << asTable(result);
        else
            for (const QJsonObject &line : some)
                out << asLine(line);
        out.flush();
    }
    return tellRegressions(regressions(before, lines)) && allAgree;
}

/// False when contenders disagree, or the server is not there.
bool measureOnServer(const QCommandLineParser &parser)
{
    ServerRounds wish{.url = QUrl(parser.value(u"server"_s)),
                      .rounds = numberOf(parser, u"rounds"_s),
                      .works = parser.values(u"workload"_s),
                      .paths = parser.values(u"path"_s),
                      .node = parser.value(u"node"_s)};
    if (parser.isSet(u"rows"_s))
        wish.rows = numberOf(parser, u"rows"_s);
    try {
        QTextStream(stdout) << measureServer(wish);
        return true;
    } catch (const std::exception &error) {
        QTextStream(stderr) << "bench: " << error.what() << Qt::endl;
        return false;
    }
}

void addOptions(QCommandLineParser *parser)
{
    parser->setApplicationDescription(
        u"Measures the ORM beside raw sqlite3 and a good QSqlQuery loop, in turn, round by round."_s);
    parser->addHelpOption();
    parser->addOptions({
        {u"workload"_s, u"Only this one (W1a … start, spelling); may be repeated."_s, u"W"_s},
        {u"rows"_s, u"Books in the table; the work shrinks with it."_s, u"N"_s, u"1000000"_s},
        {u"rounds"_s, u"Rounds of which the medians are taken."_s, u"N"_s, u"5"_s},
        {u"mode"_s,
         u"wal: WAL with synchronous NORMAL; full: with FULL; default: SQLite's own, a rollback "
         "journal."_s,
         u"MODE"_s, u"wal"_s},
        {u"path"_s, u"Of our own paths only this one (handle, portable, kept, text)."_s, u"PATH"_s},
        {u"json"_s, u"Prints a line of JSON for each workload and path."_s},
        {u"gates"_s, u"Measures what the window promises, instead of the workloads."_s},
        {u"server"_s,
         u"Measures clients of a server instead, in a table of their own: "
         u"postgres://user:password@host:port/"
         "database, or mariadb://."_s,
         u"URL"_s},
        {u"node"_s, u"With --server: a folder where Sequelize is installed, to measure it, too."_s,
         u"FOLDER"_s},
        {u"compare"_s, u"Also says which CPU ratios got worse since a run of --json."_s, u"FILE"_s},
        {u"once"_s, u"One run of one path on a file that has its table, and a line about it."_s},
        {u"db"_s, u"With --once: the file."_s, u"FILE"_s},
        {u"n"_s, u"With --once: how often, where the rows do not say it."_s, u"N"_s, u"1"_s},
        {u"all"_s, u"With --once: tells the rest of the answer, too."_s},
    });
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    addOptions(&parser);
    parser.process(application);
    if (parser.isSet(u"once"_s)) {
        runOnce(parser);
        return 0;
    }
    if (parser.isSet(u"server"_s))
        return measureOnServer(parser) ? 0 : 1;
    const bool isGood = parser.isSet(u"gates"_s) ? measureWindow(parser) : measure(parser);
    return isGood ? 0 : 1;
}
