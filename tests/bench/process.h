#pragma once

#include <QJsonObject>
#include <QStringList>

namespace bench {

/// A process that ended.
struct Finished
{
    QJsonObject answer; ///< The one line of JSON that it printed.
    double wall = 0;    ///< Seconds from its start to its end.
    double cpu = 0;     ///< Seconds, user and system.
};

/// Runs a program and waits for it. Ends this one, too, when it fails.
[[nodiscard]] Finished runProgram(const QString &program, const QStringList &arguments);

} // namespace bench
