#include "regressions.h"

#include <QJsonDocument>

#include <algorithm>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

/// What `now` says of the CPU ratio `key` if it grew since `before`.
QString regression(const QJsonObject &before, const QJsonObject &now, QLatin1StringView key,
                   QLatin1StringView name)
{
    const double was = before[key].toDouble();
    const double is = now[key].toDouble();
    if (is <= was * 1.15 + 0.05)
        return {};
    return u"%1 (%2): %3 %4, was %5"_s
        .arg(now["workload"_L1].toString(), now["path"_L1].toString(), name)
        .arg(is, 0, 'f', 2)
        .arg(was, 0, 'f', 2);
}

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
        worse << regression(*old, line, "cpu_ratio"_L1, "CPU ratio"_L1);
        if (old->contains("off_ratio"_L1))
            worse << regression(*old, line, "off_ratio"_L1, "CPU ratio to nobody listening"_L1);
    }
    worse.removeAll(QString());
    return worse;
}

} // namespace bench
