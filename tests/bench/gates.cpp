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

QList<Gate> windowPromises(int rows)
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
            {u"memory"_s, u"MiB"_s, isLarge ? 170.0 : 130.0}};
}

QList<Gate> tablePromises(int rows)
{
    const double millions = std::max(1.0, rows / 1e6);
    return {{u"first paint over an empty view"_s, u"ms"_s, 15},
            {u"jump"_s, u"ms"_s, 15},
            {u"jump, 99 of 100"_s, u"ms"_s, 15},
            {u"jump, sorted"_s, u"ms"_s, 15},
            {u"jump, sorted, 99 of 100"_s, u"ms"_s, 15},
            {u"128 rows by key"_s, u"ms"_s, 0.6},
            {u"128 rows by ids"_s, u"ms"_s, 1.5},
            {u"ids of a filter"_s, u"ms"_s, 150 * millions},
            {u"ids of a filter, raw scan"_s, u"ms"_s, 0},
            {u"ids of a sort by title"_s, u"ms"_s, 150 * millions},
            {u"ids of a sort by author"_s, u"ms"_s, 150 * millions},
            {u"ids of a sort by price"_s, u"ms"_s, 150 * millions},
            {u"ids of a sort by updatedAt"_s, u"ms"_s, 150 * millions},
            {u"ids of a sort by an index"_s, u"ms"_s, 150 * millions},
            {u"ids of a sort without one"_s, u"ms"_s, 0},
            {u"memory, unsorted"_s, u"MiB"_s, rows > 1'000'000 ? 170.0 : 0.0}};
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

/// The medians of what some visits told.
QList<Gate> filled(QList<Gate> gates, const QList<QJsonObject> &visits)
{
    for (Gate &gate : gates) {
        QList<double> values;
        for (const QJsonObject &visit : visits)
            values << visit[gate.name].toDouble();
        gate.value = median(values);
        gate.note = visits.first()[gate.name + u" note"_s].toString();
    }
    return gates;
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

    (void)runProgram(programs + u"gates"_s, {u"--prepare"_s, file});
    QList<QJsonObject> windows;
    QList<QJsonObject> tables;
    for (int round = 0; round < rounds; ++round) {
        windows << runProgram(programs + u"gates"_s, {file, now()}).answer;
        tables << runProgram(programs + u"gates"_s, {file}).answer;
    }
    QList<Gate> gates = filled(windowPromises(rows), windows) + filled(tablePromises(rows), tables);
    if (QFile::exists(programs + u"bookstore"_s))
        gates << measureImport(programs + u"bookstore"_s, folder, rows);
    return gates;
}

QString asTable(const QList<Gate> &gates, int rows)
{
    QString text = u"the window on %1 books\n"_s.arg(rows);
    for (const Gate &gate : gates) {
        text += u"  "_s + gate.name.leftJustified(31)
                + QString::number(gate.value, 'f', gate.goal > 0 && gate.goal < 10 ? 2 : 1)
                      .rightJustified(9)
                + u' ' + gate.unit;
        if (gate.goal > 0)
            text += u"  ≤ %1%2"_s.arg(gate.goal).arg(gate.isKept() ? u""_s : u"  missed"_s);
        if (!gate.note.isEmpty())
            text += u"  (%1)"_s.arg(gate.note);
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
