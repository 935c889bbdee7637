#include "report.h"

#include <QJsonDocument>

#include <cmath>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

QString cell(double value, int decimals, int width)
{
    return QString::number(value, 'f', decimals).rightJustified(width);
}

double rounded(double value)
{
    return std::round(value * 1000) / 1000;
}

QString kept(double value, double goal)
{
    return u"≤ %1%2"_s.arg(goal, 0, 'g', 3).arg(value <= goal ? u""_s : u" missed"_s);
}

QString row(const PathResult &path)
{
    QString text = u"  "_s + path.path.leftJustified(15) + cell(path.wall, 2, 9)
                   + cell(path.cpu, 2, 9) + cell(path.cpuToRaw, 2, 9) + cell(path.wallToRaw, 2, 9)
                   + cell(path.cpuToQsql, 2, 9) + cell(path.memory, 0, 9);
    if (path.goal > 0)
        text += u"  CPU:raw "_s + kept(path.cpuToRaw, path.goal);
    if (path.plainGoal > 0)
        text += u"  (to plain raw %1 "_s.arg(path.cpuToPlain, 0, 'f', 2)
                + kept(path.cpuToPlain, path.plainGoal) + u')';
    if (path.offGoal > 0)
        text += u"  (to nobody listening %1 "_s.arg(path.cpuToOff, 0, 'f', 2)
                + kept(path.cpuToOff, path.offGoal) + u')';
    if (path.figure.value > 0)
        text += u"  %1 %2 "_s.arg(path.figure.value, 0, 'f', 1).arg(path.figure.unit)
                + kept(path.figure.value, path.figure.goal);
    if (path.figure.bareHop > 0)
        text += u"  (two bare threads %1)"_s.arg(path.figure.bareHop, 0, 'f', 1);
    return text + u'\n';
}

} // namespace

QString asTable(const WorkloadResult &result)
{
    QString text =
        u"%1  %2 (%3 operations)\n"_s.arg(result.workload, result.what).arg(result.operations);
    text += u"  path             µs wall   µs CPU  CPU:raw wall:raw CPU:qsql  RSS MiB\n"_s;
    for (const PathResult &path : result.paths)
        text += row(path);
    return result.agree ? text : text + u"  the paths got different answers\n"_s;
}

QList<QJsonObject> asJson(const WorkloadResult &result)
{
    QList<QJsonObject> lines;
    for (const PathResult &path : result.paths) {
        if (!path.isOurs)
            continue;
        QJsonObject line{{u"workload"_s, result.workload},
                         {u"path"_s, path.path},
                         {u"cpu_ratio"_s, rounded(path.cpuToRaw)},
                         {u"wall_ratio"_s, rounded(path.wallToRaw)},
                         {u"rss_mib"_s, rounded(path.memory)},
                         {u"goal"_s, path.goal > 0 ? QJsonValue(path.goal) : QJsonValue()}};
        if (path.plainGoal > 0) {
            line[u"plain_ratio"_s] = rounded(path.cpuToPlain);
            line[u"plain_goal"_s] = path.plainGoal;
        }
        if (path.offGoal > 0) {
            line[u"off_ratio"_s] = rounded(path.cpuToOff);
            line[u"off_goal"_s] = path.offGoal;
        }
        if (path.figure.value > 0) {
            line[u"value"_s] = rounded(path.figure.value);
            line[u"value_goal"_s] = rounded(path.figure.goal);
            line[u"unit"_s] = path.figure.unit;
            if (path.figure.bareHop > 0)
                line[u"bare_hop"_s] = rounded(path.figure.bareHop);
        }
        lines << line;
    }
    return lines;
}

QString asLine(const QJsonObject &object)
{
    return QString::fromUtf8(QJsonDocument(object).toJson(QJsonDocument::Compact)) + u'\n';
}

} // namespace bench
