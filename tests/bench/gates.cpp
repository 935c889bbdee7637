#include "gates.h"

#include "books.h"
#include "process.h"

#include <QCoreApplication>
#include <QFile>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <algorithm>
#include <ctime>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

QList<Gate> promises(int rows)
{
    const bool isLarge = rows > 1'000'000;
    return {{u"window"_s, u"ms"_s, 350},
            {u"first rows"_s, u"ms"_s, 400},
            {u"count"_s, u"ms"_s, 0},
            {u"last row"_s, u"ms"_s, 150},
            {u"filter"_s, u"ms"_s, isLarge ? 600.0 : 200.0},
            {u"filter count"_s, u"ms"_s, 1600},
            {u"sort"_s, u"ms"_s, isLarge ? 2000.0 : 500.0},
            {u"last row, sorted"_s, u"ms"_s, 1500},
            {u"longest block"_s, u"ms"_s, 50},
            {u"memory"_s, u"MiB"_s, 130}};
}

QString now()
{
    timespec time{};
    clock_gettime(CLOCK_MONOTONIC, &time);
    return QString::number(time.tv_sec * 1'000'000'000LL + time.tv_nsec);
}

double median(QList<double> values)
{
    std::ranges::sort(values);
    return values.at(values.size() / 2);
}

/// The headless import of a file of `rows` books; seconds.
Gate measureImport(const QString &bookstore, const QTemporaryDir &folder, int rows)
{
    QFile csv(folder.filePath(u"books.csv"_s));
    if (!csv.open(QIODevice::WriteOnly))
        return {};
    csv.write("title,author,price\n");
    Random random(createSeed);
    for (int done = 0; done < rows; done += 10'000)
        for (const Book &book : inventBooks(random, std::min(10'000, rows - done)))
            csv.write(QByteArray::fromStdString(book.title + ',' + book.author + ',')
                      + QByteArray::number(book.price, 'f', 2) + '\n');
    csv.close();
    const Finished finished =
        runProgram(bookstore, {folder.filePath(u"import.sqlite"_s), u"--import"_s, csv.fileName()});
    return {u"import of a CSV file"_s, u"s"_s, 6.0 * rows / 1'000'000, finished.wall};
}

} // namespace

QList<Gate> measureGates(int rows, int rounds)
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(u"shop.sqlite"_s);
    makeTable(file, rows, false);
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QString programs = QCoreApplication::applicationDirPath() + u'/';

    QList<QJsonObject> visits;
    for (int round = 0; round < rounds; ++round)
        visits << runProgram(programs + u"gates"_s, {file, now()}).answer;
    QList<Gate> gates = promises(rows);
    for (Gate &gate : gates) {
        QList<double> values;
        for (const QJsonObject &visit : visits)
            values << visit[gate.name].toDouble();
        gate.value = median(values);
        gate.note = visits.first()[gate.name + u" in"_s].toString();
    }
    if (QFile::exists(programs + u"bookstore"_s))
        gates << measureImport(programs + u"bookstore"_s, folder, rows);
    return gates;
}

QString asTable(const QList<Gate> &gates, int rows)
{
    QString text = u"the window on %1 books\n"_s.arg(rows);
    for (const Gate &gate : gates) {
        text += u"  "_s + gate.name.leftJustified(22)
                + QString::number(gate.value, 'f', 1).rightJustified(9) + u' ' + gate.unit;
        if (gate.goal > 0)
            text += u"  ≤ %1%2"_s.arg(gate.goal).arg(gate.isKept() ? u""_s : u"  missed"_s);
        if (!gate.note.isEmpty())
            text += u"  (in: %1)"_s.arg(gate.note);
        text += u'\n';
    }
    return text;
}

QString asJson(const QList<Gate> &gates, int rows)
{
    QString text;
    for (const Gate &gate : gates) {
        const QJsonObject line{{u"gate"_s, gate.name},
                               {u"rows"_s, rows},
                               {u"value"_s, gate.value},
                               {u"unit"_s, gate.unit},
                               {u"goal"_s, gate.goal > 0 ? QJsonValue(gate.goal) : QJsonValue()},
                               {u"kept"_s, gate.isKept()}};
        text += QString::fromUtf8(QJsonDocument(line).toJson(QJsonDocument::Compact)) + u'\n';
    }
    return text;
}

} // namespace bench
