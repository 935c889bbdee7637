#include "process.h"

#include <QFile>
#include <QJsonDocument>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <vector>

#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

namespace bench {

namespace {

double seconds(const timeval &time)
{
    return double(time.tv_sec) + double(time.tv_usec) / 1e6;
}

pid_t spawn(const QString &program, const QStringList &arguments, int output)
{
    std::vector<QByteArray> texts{program.toLocal8Bit()};
    for (const QString &argument : arguments)
        texts.push_back(argument.toLocal8Bit());
    std::vector<char *> pointers;
    for (QByteArray &text : texts)
        pointers.push_back(text.data());
    pointers.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO);
    pid_t child = -1;
    const int failure =
        posix_spawn(&child, pointers.front(), &actions, nullptr, pointers.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    return failure == 0 ? child : -1;
}

} // namespace

Finished runProgram(const QString &program, const QStringList &arguments)
{
    int ends[2] = {-1, -1};
    const auto from = std::chrono::steady_clock::now();
    const pid_t child = pipe(ends) == 0 ? spawn(program, arguments, ends[1]) : -1;
    close(ends[1]);

    QFile output;
    QByteArray line;
    if (output.open(ends[0], QIODevice::ReadOnly, QFileDevice::AutoCloseHandle))
        line = output.readAll();
    int status = -1;
    rusage usage{};
    wait4(child, &status, 0, &usage);
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - from;
    if (status != 0) {
        std::fprintf(stderr, "bench: %s %s failed\n", qPrintable(program),
                     qPrintable(arguments.join(u' ')));
        std::exit(2);
    }
    return {QJsonDocument::fromJson(line).object(), wall.count(),
            seconds(usage.ru_utime) + seconds(usage.ru_stime)};
}

} // namespace bench
