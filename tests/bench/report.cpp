#include "report.h"

#include <QJsonDocument>
#include <QJsonObject>

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

} // namespace

QString asTable(const WorkloadResult &result)
{
    const Workload *workload = findWorkload(result.workload);
    QString text =
        u"%1  %2 (%3 operations)\n"_s.arg(result.workload, workload->what).arg(result.operations);
    text += u"  path         µs wall   µs CPU  CPU:raw wall:raw CPU:qsql  RSS MiB  goal\n"_s;
    for (const PathResult &path : result.paths) {
        text += u"  "_s + path.path.leftJustified(9) + cell(path.wall, 2, 11) + cell(path.cpu, 2, 9)
                + cell(path.cpuToRaw, 2, 9) + cell(path.wallToRaw, 2, 9)
                + cell(path.cpuToQsql, 2, 9) + cell(path.memory, 0, 9);
        if (path.goal > 0)
            text += u"  ≤ %1%2"_s.arg(path.goal).arg(path.cpuToRaw <= path.goal ? u""_s
                                                                                : u"  missed"_s);
        if (path.p50 > 0)
            text += u"  p50 %1 µs"_s.arg(path.p50, 0, 'f', 1);
        text += u'\n';
    }
    return result.agree ? text : text + u"  the paths got different answers\n"_s;
}

QString asJson(const WorkloadResult &result)
{
    QString text;
    for (const PathResult &path : result.paths) {
        QJsonObject line{{u"workload"_s, result.workload},
                         {u"path"_s, path.path},
                         {u"n"_s, result.n},
                         {u"cpu_us"_s, rounded(path.cpu)},
                         {u"wall_us"_s, rounded(path.wall)},
                         {u"cpu_ratio"_s, rounded(path.cpuToRaw)},
                         {u"wall_ratio"_s, rounded(path.wallToRaw)},
                         {u"cpu_ratio_qsql"_s, rounded(path.cpuToQsql)},
                         {u"rss_mib"_s, rounded(path.memory)},
                         {u"same_answer"_s, result.agree}};
        line[u"goal"_s] = path.goal > 0 ? QJsonValue(path.goal) : QJsonValue();
        if (path.p50 > 0)
            line[u"p50_us"_s] = rounded(path.p50);
        text += QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return text;
}

} // namespace bench
