#include "contender.h"
#include "tablevisit.h"
#include "windowdriver.h"

#include "app/models/bookmodels.h"
#include "app/shop/shop.h"
#include "app/window/mainwindow.h"
#include "app/window/settings.h"
#include "orm/model/sequelize.h"

#include <QApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTemporaryDir>
#include <QTextStream>

#include <algorithm>
#include <ctime>

// One visit to the real window: opened on a file, looked at, searched, sorted. Started by
// `bench --gates` as `gates FILE STARTED`, the moment of its start in nanoseconds of the steady
// clock; prints a line of JSON with milliseconds. `gates FILE` visits the table by itself, and
// `gates --prepare FILE` gives the file the indexes that a shop has.

using namespace Qt::StringLiterals;
using namespace bench;

namespace {

double millisecondsSince(qint64 nanoseconds)
{
    timespec now{};
    clock_gettime(CLOCK_MONOTONIC, &now);
    return double(now.tv_sec * 1'000'000'000LL + now.tv_nsec - nanoseconds) / 1e6;
}

bool allContain(const QStringList &texts, const QString &part)
{
    return std::ranges::all_of(
        texts, [&](const QString &text) { return text.contains(part, Qt::CaseInsensitive); });
}

/// Milliseconds of each step of the visit, by name of the gate.
QJsonObject visit(WindowDriver &user, qint64 started)
{
    QJsonObject times;
    user.timeUntil(u"first rows"_s, [&] { return user.rowsAreSeen(); });
    times[u"first rows"_s] = millisecondsSince(started);
    times[u"count"_s] = user.timeUntil(u"count"_s, [&] { return user.isAtRest(); });

    user.pressEnd();
    times[u"last row"_s] = user.timeUntil(u"last row"_s, [&] { return user.lastRowIsSeen(); });

    const int title = user.columnOf(u"Title"_s);
    user.type(u"title:wolf"_s);
    times[u"filter"_s] = user.timeUntil(
        u"filter"_s, [&] { return user.rowsAreSeen() && allContain(user.seen(title), u"wolf"_s); });
    times[u"filter count"_s] = user.timeUntil(u"filter count"_s, [&] { return user.isAtRest(); });
    user.clearSearch();
    user.timeUntil(u"all again"_s,
                   [&] { return user.isAtRest() && !allContain(user.seen(title), u"wolf"_s); });

    user.clickHeader(title);
    times[u"sort"_s] = user.timeUntil(u"sort"_s, [&] {
        const QStringList titles = user.rowsAreSeen() ? user.seen(title) : QStringList();
        return !titles.isEmpty() && std::ranges::is_sorted(titles);
    });
    user.pressEnd();
    times[u"last row, sorted"_s] =
        user.timeUntil(u"last row, sorted"_s, [&] { return user.lastRowIsSeen(); });
    user.timeUntil(u"rest"_s, [&] { return user.isAtRest(); });
    return times;
}

QJsonObject visitWindow(const QString &file, qint64 started)
{
    const double program = double(peakMemory()) / 1024;
    const QTemporaryDir folder;
    Settings settings(folder.filePath(u"settings.ini"_s));
    MainWindow window(settings);
    window.resize(1200, 800);
    window.show();
    window.openShop({.file = file});
    WindowDriver user(window);
    QCoreApplication::processEvents();
    const double shown = millisecondsSince(started);

    QJsonObject times = visit(user, started);
    times[u"window"_s] = shown;
    times[u"longest block"_s] = user.watchdog().longestBlock();
    times[u"longest block note"_s] = u"in: "_s + user.watchdog().longestIn();
    times[u"memory"_s] = double(peakMemory()) / 1024;
    times[u"memory note"_s] =
        u"the peak; %1 MiB before there is a window"_s.arg(program, 0, 'f', 1);
    window.close();
    return times;
}

void prepare(const QString &file)
{
    orm::Sequelize db({.storage = file, .logging = nullptr});
    defineBook(db).sync().waitForFinished();
}

} // namespace

int main(int argc, char **argv)
{
    const QApplication application(argc, argv);
    const QStringList arguments = QCoreApplication::arguments();
    if (arguments.size() < 2)
        return 2;
    if (arguments.at(1) == u"--prepare"_s) {
        prepare(arguments.at(2));
        return 0;
    }
    const QJsonObject times = arguments.size() == 3
                                  ? visitWindow(arguments.at(1), arguments.at(2).toLongLong())
                                  : visitTable(arguments.at(1));
    QTextStream(stdout) << QJsonDocument(times).toJson(QJsonDocument::Compact) << Qt::endl;
    return 0;
}
