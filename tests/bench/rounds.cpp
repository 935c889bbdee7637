#include "rounds.h"

#include "process.h"

#include <QCoreApplication>
#include <QFile>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

double median(std::vector<double> values)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    const size_t middle = values.size() / 2;
    return values.size() % 2 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

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

double goalOf(const Workload &workload, const QString &path)
{
    if (path == Path::handle)
        return workload.goal;
    return path == Path::portable ? workload.portableGoal : 0;
}

PathResult summary(const Workload &workload, const QString &path, const Samples &samples,
                   int operations)
{
    const QString best = Path::qsql + "-100"_L1;
    const QList<Sample> &own = samples.at(path);
    const QList<Sample> &raw = samples.at(Path::raw);
    const QList<Sample> &qsql = samples.contains(best) ? samples.at(best) : samples.at(Path::qsql);
    PathResult result{.path = path};
    result.wall =
        medianOf(own, [](const Sample &sample) { return sample.wall; }) * 1e6 / operations;
    result.cpu = medianOf(own, [](const Sample &sample) { return sample.cpu; }) * 1e6 / operations;
    result.memory =
        medianOf(own, [](const Sample &sample) { return double(sample.memory); }) / 1024;
    result.p50 = medianOf(own, [](const Sample &sample) { return sample.p50; });
    result.cpuToRaw = ratio(own, raw, &Sample::cpu);
    result.wallToRaw = ratio(own, raw, &Sample::wall);
    result.cpuToQsql = ratio(own, qsql, &Sample::cpu);
    result.goal = goalOf(workload, path);
    return result;
}

bool allAgree(const Samples &samples)
{
    const qint64 check = samples.at(Path::raw).first().check;
    for (const auto &[path, list] : samples)
        for (const Sample &sample : list)
            if (sample.check != check)
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
    if (!QFile::exists(file)) {
        const int rows = table == Workload::Table::Empty ? 0 : m_options.rows;
        makeTable(file, rows, table == Workload::Table::Indexed);
    }
    return file;
}

Sample Rounds::runOnce(const Workload &workload, const QString &path, const QString &source)
{
    const QString own = m_folder.filePath(u"run.sqlite"_s);
    if (workload.writes)
        copy(source, own);
    const Finished finished = runProgram(
        QCoreApplication::applicationFilePath(),
        {u"--once"_s, u"--workload"_s, workload.name, u"--path"_s, path, u"--db"_s,
         workload.writes ? own : source, u"--mode"_s,
         m_options.mode == Mode::Full ? u"full"_s : u"wal"_s, u"--n"_s,
         QString::number(timesFor(workload)), u"--rows"_s, QString::number(m_options.rows)});
    const QJsonObject told = finished.answer;
    Sample sample{told["wall"_L1].toDouble(), told["cpu"_L1].toDouble(),
                  told["rss_kb"_L1].toInteger(), told["check"_L1].toInteger(),
                  told["p50"_L1].toDouble()};
    if (workload.name == "start"_L1) { // the whole process counts
        sample.wall = finished.wall;
        sample.cpu = finished.cpu;
    }
    return sample;
}

WorkloadResult Rounds::measure(const Workload &workload)
{
    WorkloadResult result{workload.name, timesFor(workload), timesFor(workload), {}, true};
    if (result.n == 1 && workload.name != "start"_L1)
        result.operations = m_options.rows;
    QStringList paths = workload.paths();
    paths.removeIf([&](const QString &path) {
        return !m_options.paths.isEmpty() && !m_options.paths.contains(path)
               && !path.startsWith(Path::raw) && !path.startsWith(Path::qsql);
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
            result.paths << summary(workload, path, samples, result.operations);
    result.agree = allAgree(samples);
    return result;
}

} // namespace bench
