#include "rounds.h"

#include "authors.h"
#include "barehop.h"
#include "process.h"
#include "spelling.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

using Samples = std::map<QString, QList<Sample>>; // by path, one for each round

template<typename Value>
double medianOf(const QList<Sample> &samples, Value value)
{
    std::vector<double> values;
    for (const Sample &sample : samples)
        values.push_back(value(sample));
    return median(values);
}

/// The median of the ratios to the other path's sample of the same round.
double ratio(const QList<Sample> &samples, const QList<Sample> &others, double Sample::*member)
{
    std::vector<double> ratios;
    for (qsizetype i = 0; i < samples.size(); ++i)
        ratios.push_back(samples[i].*member / others[i].*member);
    return median(ratios);
}

double goalOf(const Goals &goals, const QString &path)
{
    if (path == Path::handle)
        return goals.handle;
    return path == Path::portable ? goals.portable : 0;
}

double medianWall(const QList<Sample> &samples)
{
    return medianOf(samples, [](const Sample &sample) { return sample.wall; });
}

double medianCpu(const QList<Sample> &samples)
{
    return medianOf(samples, [](const Sample &sample) { return sample.cpu; });
}

double medianCall(const QList<Sample> &samples)
{
    return medianOf(samples, [](const Sample &sample) { return sample.p50; });
}

/// A call through the event loop may take 12 µs more than one of QSqlQuery at once, and a start
/// 1 ms more than that of a program with Qt alone; of processor time, since starting programs wait
/// for others most of all.
Figure figureOf(const Workload &workload, const QList<Sample> &own, const QList<Sample> &qsql)
{
    if (workload.isWholeProcess())
        return {medianCpu(own) * 1e3, medianCpu(qsql) * 1e3 + 1, u"ms CPU"_s};
    if (medianCall(own) > 0 && medianCall(qsql) > 0 && workload.goals.handle == 0)
        return {medianCall(own), medianCall(qsql) + 12, u"µs p50"_s, bareHop()};
    return {};
}

PathResult summary(const Workload &workload, const QString &path, const Samples &samples)
{
    const QString best = Path::qsql + "-100"_L1;
    const QList<Sample> &own = samples.at(path);
    const QList<Sample> &raw = samples.at(workload.best);
    const QList<Sample> &qsql = samples.contains(best) ? samples.at(best) : samples.at(Path::qsql);
    const double operations = double(std::max<qint64>(1, own.first().operations));
    PathResult result{.path = path, .isOurs = isOurs(path)};
    result.wall = medianWall(own) * 1e6 / operations;
    result.cpu = medianCpu(own) * 1e6 / operations;
    result.memory =
        medianOf(own, [](const Sample &sample) { return double(sample.memory); }) / 1024;
    result.cpuToRaw = ratio(own, raw, &Sample::cpu);
    result.wallToRaw = ratio(own, raw, &Sample::wall);
    result.cpuToQsql = ratio(own, qsql, &Sample::cpu);
    result.goal = goalOf(workload.goals, path);
    if (!workload.plain.isEmpty()) {
        result.cpuToPlain = ratio(own, samples.at(workload.plain), &Sample::cpu);
        result.plainGoal = goalOf(workload.plainGoals, path);
    }
    if ((path == Path::kept || path == Path::text) && samples.contains(Path::handle)) {
        constexpr double keptGoal = 1.25;
        result.cpuToOff = ratio(own, samples.at(Path::handle), &Sample::cpu);
        result.offGoal = path == Path::kept ? keptGoal : workload.textGoal;
    }
    if (result.isOurs)
        result.figure = figureOf(workload, own, qsql);
    return result;
}

bool allAgree(const Samples &samples)
{
    const Sample &first = samples.at(Path::raw).first();
    for (const auto &[path, list] : samples)
        for (const Sample &sample : list)
            if (sample.check != first.check || sample.rest != first.rest)
                return false;
    return true;
}

void copy(const QString &from, const QString &to)
{
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(to + suffix);
    QFile::copy(from, to);
}

} // namespace

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

int Rounds::timesFor(const Workload &workload) const
{
    if (workload.n == 1)
        return 1;
    // In hundreds, so that a statement of a hundred rows comes out even.
    const qint64 times = qint64(workload.n) * m_options.rows / 1'000'000 / 100 * 100;
    return int(std::max<qint64>(100, times));
}

QString Rounds::tableFile(Workload::Table table)
{
    const QString file = m_folder.filePath(u"table%1.sqlite"_s.arg(int(table)));
    if (QFile::exists(file))
        return file;
    if (table == Workload::Table::Authors)
        makeAuthors(file, timesFor(*findWorkload(u"W8"_s)));
    else
        makeTable(file, table == Workload::Table::Empty ? 0 : m_options.rows,
                  table == Workload::Table::Indexed);
    return file;
}

Sample Rounds::runOnce(const Workload &workload, const QString &path, const QString &source)
{
    const QString own = m_folder.filePath(u"run.sqlite"_s);
    if (workload.writes)
        copy(source, own);
    const Finished finished = runProgram(
        QCoreApplication::applicationFilePath(),
        {u"--once"_s, u"--all"_s, u"--workload"_s, workload.name, u"--path"_s, path, u"--db"_s,
         workload.writes ? own : source, u"--mode"_s, nameOf(m_options.mode), u"--n"_s,
         QString::number(timesFor(workload)), u"--rows"_s, QString::number(m_options.rows)});
    const QJsonObject told = finished.answer;
    Sample sample{told["wall"_L1].toDouble(),    told["cpu"_L1].toDouble(),
                  told["rss_kb"_L1].toInteger(), told["n"_L1].toInteger(),
                  told["check"_L1].toInteger(),  told["rest"_L1].toInteger(),
                  told["p50"_L1].toDouble()};
    if (workload.isWholeProcess()) {
        sample.wall = finished.wall;
        sample.cpu = finished.cpu;
    }
    return sample;
}

WorkloadResult Rounds::measureSpelling()
{
    const QString own = m_folder.filePath(u"spelling.sqlite"_s);
    copy(tableFile(Workload::Table::Indexed), own);
    return bench::measureSpelling(own, m_options.rows, m_options.rounds);
}

WorkloadResult Rounds::measure(const Workload &workload)
{
    WorkloadResult result{.workload = workload.name, .what = workload.what};
    QStringList paths = workload.paths();
    paths.removeIf([&](const QString &path) {
        return !m_options.paths.isEmpty() && !m_options.paths.contains(path) && isOurs(path);
    });
    const QString source = tableFile(workload.table);
    Samples samples;
    for (int round = 0; round < m_options.rounds; ++round) {
        for (const QString &path : paths)
            samples[path] << runOnce(workload, path, source);
        std::ranges::rotate(paths, paths.begin() + 1); // nobody is always the first
    }
    for (const QString &path : workload.paths())
        if (samples.contains(path))
            result.paths << summary(workload, path, samples);
    result.operations = samples.at(Path::raw).first().operations;
    result.agree = allAgree(samples);
    return result;
}

} // namespace bench
