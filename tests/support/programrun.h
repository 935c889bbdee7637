#pragma once

#include <QCoreApplication>
#include <QProcess>

/// How a run of the program ended.
struct ProgramRun
{
    int status = -1; ///< What it exited with; -1 when it crashed.
    QString output;
    QString errors;
};

/// Runs the program itself in `folder`, in a world without a display, where the folder "data" in it
/// is that of the user's data.
inline ProgramRun runProgram(const QString &folder, const QStringList &arguments)
{
    QProcessEnvironment world = QProcessEnvironment::systemEnvironment();
    for (const char *name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"})
        world.remove(QString::fromLatin1(name));
    world.insert(QStringLiteral("XDG_DATA_HOME"), folder + QStringLiteral("/data"));
    QProcess process;
    process.setProcessEnvironment(world);
    process.setWorkingDirectory(folder);
    process.start(QCoreApplication::applicationDirPath() + QStringLiteral("/bookstore"), arguments);
    process.waitForFinished(60'000);
    return {process.exitStatus() == QProcess::NormalExit ? process.exitCode() : -1,
            QString::fromUtf8(process.readAllStandardOutput()),
            QString::fromUtf8(process.readAllStandardError())};
}
