#include "tablevisit.h"

#include "books.h"
#include "contender.h"
#include "rawdatabase.h"

#include "app/books/bookstore.h"
#include "orm/orm.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/table/recordtableview.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QEventLoop>
#include <QScrollBar>

#include <algorithm>
#include <functional>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr int rounds = 7;
constexpr int jumps = 200;
constexpr int rowsOfAPage = 128;

double milliseconds(const QElapsedTimer &timer)
{
    return double(timer.nsecsElapsed()) / 1e6;
}

/// The value that `share` of the others stay below.
double quantile(std::vector<double> values, double share)
{
    std::ranges::sort(values);
    return values.at(size_t(double(values.size() - 1) * share));
}

double medianOfRounds(const std::function<double()> &measure)
{
    std::vector<double> times;
    for (int round = 0; round < rounds; ++round)
        times.push_back(measure());
    return quantile(times, 0.5);
}

/// As many rows as there are books, with nothing in them: what Qt itself needs.
class EmptyModel final : public QAbstractTableModel
{
public:
    explicit EmptyModel(int rows)
        : m_rows(rows)
    {
    }
    [[nodiscard]] int rowCount(const QModelIndex & = {}) const override { return m_rows; }
    [[nodiscard]] int columnCount(const QModelIndex & = {}) const override { return 6; }
    [[nodiscard]] QVariant data(const QModelIndex &, int) const override { return {}; }

private:
    int m_rows;
};

/// Whether all rows in sight are there.
bool rowsAreSeen(const QTableView &view)
{
    const QAbstractItemModel *model = view.model();
    if (model->rowCount() == 0)
        return false;
    const int below = view.rowAt(view.viewport()->height() - 1);
    const int last = below < 0 ? model->rowCount() - 1 : below;
    for (int row = view.rowAt(0); row <= last; ++row)
        if (model->index(row, 0).data(ui::RecordTableModel::LoadingRole).toBool())
            return false;
    return true;
}

/// Notices the first painting of a view in which all rows in sight are there.
class PaintWatch final : public QObject
{
public:
    explicit PaintWatch(const QTableView &view)
        : m_view(view)
    {
        view.viewport()->installEventFilter(this);
    }
    void restart() { m_hasPainted = false; }
    [[nodiscard]] bool hasPainted() const { return m_hasPainted; }

protected:
    bool eventFilter(QObject *, QEvent *event) override
    {
        m_hasPainted = m_hasPainted || (event->type() == QEvent::Paint && rowsAreSeen(m_view));
        return false;
    }

private:
    const QTableView &m_view;
    bool m_hasPainted = false;
};

void waitUntil(const std::function<bool()> &isSo)
{
    while (!isSo())
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
}

void show(QTableView &view)
{
    view.resize(1'000, 800);
    view.show();
}

double firstPaintOfNothing(int rows)
{
    QElapsedTimer timer;
    timer.start();
    EmptyModel model(rows);
    QTableView view;
    view.setModel(&model);
    const PaintWatch watch(view);
    show(view);
    waitUntil([&] { return watch.hasPainted(); });
    return milliseconds(timer);
}

double firstPaint(const ui::PageSpec &page)
{
    QElapsedTimer timer;
    timer.start();
    ui::RecordTableModel model(page);
    model.refresh();
    ui::RecordTableView view(model);
    const PaintWatch watch(view);
    show(view);
    waitUntil([&] { return watch.hasPainted(); });
    return milliseconds(timer);
}

/// Jumps to places all over the table, each until the rows there are painted.
class Jumper
{
public:
    explicit Jumper(const ui::PageSpec &page)
        : m_model(page)
        , m_view(m_model)
        , m_watch(m_view)
    {
        m_model.refresh();
        show(m_view);
        settle();
    }

    void sortBy(int column)
    {
        m_view.sortByColumn(column, Qt::AscendingOrder);
        settle();
    }

    std::vector<double> jump()
    {
        std::vector<double> times;
        for (int i = 0; i < jumps; ++i) {
            QElapsedTimer timer;
            timer.start();
            m_watch.restart();
            m_view.verticalScrollBar()->setValue(int(m_random.below(quint32(m_model.rowCount()))));
            waitUntil([&] { return m_watch.hasPainted(); });
            times.push_back(milliseconds(timer));
        }
        return times;
    }

private:
    void settle()
    {
        waitUntil([&] {
            return m_model.isSettled() && !m_model.isAsking() && !m_view.isRestoring()
                   && rowsAreSeen(m_view);
        });
    }

    ui::RecordTableModel m_model;
    ui::RecordTableView m_view;
    PaintWatch m_watch;
    Random m_random{lookupSeed};
};

/// Milliseconds of a page read on a worker, the median of many all over the table.
double pageTime(const orm::Model &book, quint32 rows,
                const std::function<orm::Where(Random &random)> &where)
{
    Random random(lookupSeed);
    const auto work = [&] {
        std::vector<double> times;
        for (int i = 0; i < jumps; ++i) {
            const orm::Where wanted = where(random);
            QElapsedTimer timer;
            timer.start();
            const auto page = book.findAll({.where = wanted}).result();
            times.push_back(page.isEmpty() && rows > 0 ? 1e9 : milliseconds(timer));
        }
        return times;
    };
    return quantile(book.sequelize().run(work).result(), 0.5);
}

orm::Where byKey(Random &random, quint32 rows)
{
    const qint64 first = 1 + random.below(std::max<quint32>(1, rows - rowsOfAPage));
    return {{"id", orm::Op::between(first, first + rowsOfAPage - 1)}};
}

orm::Where byIds(Random &random, quint32 rows)
{
    QList<qint64> ids;
    for (int i = 0; i < rowsOfAPage; ++i)
        ids << 1 + random.below(rows);
    return {{"id", orm::Operand(ids)}};
}

double keysTime(const orm::Model &book, const orm::FindOptions &options)
{
    return medianOfRounds([&] {
        QElapsedTimer timer;
        timer.start();
        const QList<qint64> keys = book.findKeys(options).result();
        return keys.isEmpty() ? 1e9 : milliseconds(timer);
    });
}

/// What SQLite itself takes to read the table and hold each title against the word.
double rawFilterTime(const QString &file)
{
    RawDatabase db(file);
    RawStatement select(db, "SELECT id FROM books NOT INDEXED WHERE title LIKE '%wolf%'");
    return medianOfRounds([&] {
        QElapsedTimer timer;
        timer.start();
        std::vector<qint64> keys;
        while (select.step())
            keys.push_back(select.integer(0));
        return keys.empty() ? 1e9 : milliseconds(timer);
    });
}

} // namespace

QJsonObject visitTable(const QString &file)
{
    orm::Sequelize db({.storage = file, .logging = nullptr, .unicodeLike = true}); // as the app
    orm::Model &book = defineBook(db);
    const auto rows = quint32(book.count().result());
    const ui::PageSpec page = bookPage(book, false);
    const int titleColumn = 1;
    (void)firstPaintOfNothing(int(rows)); // fonts and styles are loaded by the first one

    QJsonObject times;
    const double nothing = medianOfRounds([&] { return firstPaintOfNothing(int(rows)); });
    times[u"first paint over an empty view"_s] =
        medianOfRounds([&] { return firstPaint(page); }) - nothing;
    times[u"first paint over an empty view note"_s] =
        u"which takes %1 ms"_s.arg(nothing, 0, 'f', 1);
    Jumper jumper(page);
    times[u"jump"_s] = quantile(jumper.jump(), 0.5);
    times[u"jump, 99 of 100"_s] = quantile(jumper.jump(), 0.99);
    times[u"memory, unsorted"_s] = double(peakMemory()) / 1024;
    times[u"128 rows by key"_s] =
        pageTime(book, rows, [rows](Random &random) { return byKey(random, rows); });
    times[u"128 rows by ids"_s] =
        pageTime(book, rows, [rows](Random &random) { return byIds(random, rows); });
    times[u"ids of a filter"_s] =
        keysTime(book, {.where = {{"title", orm::Op::substring("wolf")}}, .order = {"id"}});
    times[u"ids of a filter, raw scan"_s] = rawFilterTime(file);
    for (const char *column : {"title", "author", "price", "updatedAt"})
        times[u"ids of a sort by "_s + QString::fromUtf8(column)] =
            keysTime(book, {.order = {{column, "ASC"}, {"id", "ASC"}}});
    times[u"ids of a sort by an index"_s] = times.value(u"ids of a sort by price"_s);
    times[u"ids of a sort without one"_s] =
        keysTime(book, {.order = {{"createdAt", "ASC"}, {"id", "ASC"}}});
    jumper.sortBy(titleColumn);
    times[u"jump, sorted"_s] = quantile(jumper.jump(), 0.5);
    times[u"jump, sorted, 99 of 100"_s] = quantile(jumper.jump(), 0.99);
    return times;
}

} // namespace bench
