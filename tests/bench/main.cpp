#include "gates.h"
#include "report.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

[[noreturn]] void stop(const QString &why)
{
    QTextStream(stderr) << "bench: " << why << Qt::endl;
    std::exit(2);
}

double medianOf(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::nth_element(values, values.begin() + qsizetype(values.size() / 2));
    return values[values.size() / 2];
}

/// One run of one contender: the work, then a line about it.
void runOnce(const QCommandLineParser &parser)
{
    const QString path = parser.value(u"path"_s);
    const std::optional<Work> work = findWork(parser.value(u"workload"_s), path);
    if (!work)
        stop(u"nobody does %1 as %2"_s.arg(parser.value(u"workload"_s), path));
    Run run{.file = parser.value(u"db"_s),
            .mode = parser.value(u"mode"_s) == "full"_L1 ? Mode::Full : Mode::Normal,
            .n = parser.value(u"n"_s).toInt(),
            .rows = parser.value(u"rows"_s).toInt(),
            .portable = path == Path::portable};
    const qint64 check = (*work)(run);
    const QJsonObject line{{u"n"_s, run.n},
                           {u"wall"_s, run.clock.wall()},
                           {u"cpu"_s, run.clock.cpu()},
                           {u"rss_kb"_s, peakMemory()},
                           {u"check"_s, check},
                           {u"p50"_s, medianOf(run.latencies)}};
    QTextStream(stdout) << QJsonDocument(line).toJson(QJsonDocument::Compact) << Qt::endl;
}

QList<Workload> chosen(const QStringList &names)
{
    if (names.isEmpty())
        return workloads();
    QList<Workload> list;
    for (const QString &name : names) {
        const Workload *workload = findWorkload(name);
        if (!workload)
            stop(u"there is no workload "_s + name);
        list << *workload;
    }
    return list;
}

bool measureWindow(const QCommandLineParser &parser)
{
    const int rows = parser.value(u"rows"_s).toInt();
    const QList<Gate> gates = measureGates(rows, std::max(1, parser.value(u"rounds"_s).toInt()));
    QTextStream(stdout) << (parser.isSet(u"json"_s) ? asJson(gates, rows) : asTable(gates, rows));
    return std::ranges::all_of(gates, &Gate::isKept);
}

bool measure(const QCommandLineParser &parser)
{
    Rounds rounds({.rows = parser.value(u"rows"_s).toInt(),
                   .rounds = std::max(1, parser.value(u"rounds"_s).toInt()),
                   .mode = parser.value(u"mode"_s) == "full"_L1 ? Mode::Full : Mode::Normal,
                   .paths = parser.values(u"path"_s)});
    bool allAgree = true;
    for (const Workload &workload : chosen(parser.values(u"workload"_s))) {
        const WorkloadResult result = rounds.measure(workload);
        allAgree = allAgree && result.agree;
        QTextStream(stdout) << (parser.isSet(u"json"_s) ? asJson(result) : asTable(result))
                            << Qt::flush;
    }
    return allAgree;
}

void addOptions(QCommandLineParser *parser)
{
    parser->setApplicationDescription(
        u"Measures the ORM beside raw sqlite3 and a good QSqlQuery loop, in turn, round by round."_s);
    parser->addHelpOption();
    parser->addOptions({
        {u"workload"_s, u"Only this one (W1a … W9, start); may be repeated."_s, u"W"_s},
        {u"rows"_s, u"Books in the table; the work shrinks with it."_s, u"N"_s, u"1000000"_s},
        {u"rounds"_s, u"Rounds of which the medians are taken."_s, u"N"_s, u"5"_s},
        {u"mode"_s, u"wal: WAL with synchronous NORMAL; full: with FULL."_s, u"MODE"_s, u"wal"_s},
        {u"path"_s, u"Of our own paths only this one (handle, portable)."_s, u"PATH"_s},
        {u"json"_s, u"Prints a line of JSON for each workload and path."_s},
        {u"gates"_s, u"Measures what the window promises, instead of the workloads."_s},
        {u"once"_s, u"One run of one path in this process (used by itself)."_s},
        {u"db"_s, u"With --once: the file."_s, u"FILE"_s},
        {u"n"_s, u"With --once: how often."_s, u"N"_s},
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
    const bool isGood = parser.isSet(u"gates"_s) ? measureWindow(parser) : measure(parser);
    return isGood ? 0 : 1;
}
