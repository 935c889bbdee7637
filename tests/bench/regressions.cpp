#include "regressions.h"

#include <QJsonDocument>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

bool isSame(const QJsonObject &a, const QJsonObject &b)
{
    return a["workload"_L1] == b["workload"_L1] && a["path"_L1] == b["path"_L1];
}

} // namespace

QList<QJsonObject> readLines(const QByteArray &text)
{
    QList<QJsonObject> lines;
    for (const QByteArray &line : text.split('\n'))
        if (const QJsonObject object = QJsonDocument::fromJson(line).object(); !object.isEmpty())
            lines << object;
    return lines;
}

QStringList regressions(const QList<QJsonObject> &before, const QList<QJsonObject> &now)
{
    QStringList worse;
    for (const QJsonObject &line : now) {
        const auto old = std::ranges::find_if(
            before, [&](const QJsonObject &other) { return isSame(line, other); });
        if (old == before.end())
            continue;
        const double was = (*old)["cpu_ratio"_L1].toDouble();
        const double is = line["cpu_ratio"_L1].toDouble();
        if (is > was * 1.15 + 0.05)
            worse << u"%1 (%2): CPU ratio %3, was %4"_s
                         .arg(line["workload"_L1].toString(), line["path"_L1].toString())
                         .arg(is, 0, 'f', 2)
                         .arg(was, 0, 'f', 2);
    }
    return worse;
}

} // namespace bench
