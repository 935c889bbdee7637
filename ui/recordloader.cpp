#include "ui/recordloader.h"

#include "orm/core/deliver.h"

#include <QFutureWatcher>

#include <algorithm>
#include <cstdlib>

namespace ui {

namespace {

/// More would only make the page that is looked at now wait for pages that were scrolled past.
constexpr qsizetype pagesAtOnce = 2;
constexpr qsizetype pagesWaiting = 4;

} // namespace

RecordLoader::RecordLoader(const orm::Model &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
{
}

RecordLoader::~RecordLoader()
{
    stopReading();
    for (QFuture<void> &future : m_asked)
        future.cancel();
}

void RecordLoader::ask(const RecordQuestion &question)
{
    stopAsking();
    m_question = question;
    listen(m_model.findAll(pageFromStart(m_model, question, 0).options),
           [this](const QList<orm::Instance> &rows) { takeHead(rows); });
}

void RecordLoader::cancel()
{
    stopAsking();
    forgetPages();
}

template<typename T, typename OnResult>
void RecordLoader::listen(const QFuture<T> &future, OnResult onResult)
{
    const int number = m_number;
    m_asked.append(QFuture<void>(future));
    openOne();
    orm::deliver(
        future, this,
        [this, number, onResult](const T &answer) {
            if (number != m_number)
                return;
            onResult(answer);
            if (number == m_number)
                closeOne();
        },
        [this, number](const orm::BaseError &error) {
            if (number != m_number)
                return;
            stopAsking();
            emit failed(error.message());
        });
}

void RecordLoader::openOne()
{
    if (++m_open == 1)
        emit askingChanged(true);
}

void RecordLoader::closeOne()
{
    if (--m_open > 0)
        return;
    m_asked.clear();
    emit askingChanged(false);
}

void RecordLoader::stopAsking()
{
    ++m_number;
    for (QFuture<void> &future : m_asked)
        future.cancel();
    m_asked.clear();
    if (m_open == 0)
        return;
    m_open = 0;
    emit askingChanged(false);
}

void RecordLoader::takeHead(const QList<orm::Instance> &rows)
{
    const bool isAll = rows.size() < rowsPerPage;
    const bool isFiltered = !m_question.where.isEmpty();
    const std::optional<KeyIndex::Direction> direction = keyDirection(m_question.order, m_model);
    const int number = m_number;
    emit headRead(rows);
    if (number != m_number)
        return;

    if (isFiltered)
        countTotal();
    if (isAll) {
        QList<qint64> keys;
        for (const orm::Instance &row : rows)
            keys += keyOf(row);
        emit indexRead(KeyIndex(std::move(keys)));
    } else if (direction && !isFiltered) {
        guessRun(keyOf(rows.first()));
    } else {
        if (!direction)
            countRows();
        readKeys();
    }
}

void RecordLoader::countRows()
{
    listen(m_model.count(
               {.where = m_question.where,
                .indexHints = indexHints({.where = m_question.where}, m_model, ReadingFor::Keys)}),
           [this](qint64 rows) { emit counted(rows); });
}

void RecordLoader::countTotal()
{
    listen(m_model.count(), [this](qint64 rows) { emit totalCounted(rows); });
}

void RecordLoader::guessRun(qint64 firstKey)
{
    const orm::Text key(m_model.primaryKey());
    const bool up = keyDirection(m_question.order, m_model) == KeyIndex::Direction::Up;
    listen(up ? m_model.max(key) : m_model.min(key),
           [this, firstKey](const QVariant &lastKey) { checkRun(firstKey, lastKey.toLongLong()); });
}

void RecordLoader::checkRun(qint64 firstKey, qint64 lastKey)
{
    const KeyIndex guess = KeyIndex::run(firstKey, std::llabs(lastKey - firstKey) + 1,
                                         *keyDirection(m_question.order, m_model));
    emit guessed(guess);
    listen(m_model.count(), [this, guess](qint64 rows) {
        emit counted(rows);
        if (rows == guess.count())
            emit indexRead(guess);
        else
            readKeys();
    });
}

void RecordLoader::readKeys()
{
    const QFuture<QList<qint64>> future =
        m_model.findKeys({.where = m_question.where,
                          .order = m_question.order,
                          .indexHints = indexHints(m_question, m_model, ReadingFor::Keys)});
    const int number = m_number;
    m_asked.append(QFuture<void>(future));
    openOne();
    // Not by orm::deliver, which leaves a copy in the future: millions of keys to detach from.
    auto *watcher = new QFutureWatcher<QList<qint64>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, number] {
        watcher->deleteLater();
        if (number == m_number)
            takeKeys(watcher->future());
    });
    watcher->setFuture(future);
}

void RecordLoader::takeKeys(QFuture<QList<qint64>> future)
{
    const int number = m_number;
    try {
        future.waitForFinished(); // throws the failure; it is finished
        emit indexRead(KeyIndex(future.takeResult()));
    } catch (const orm::BaseError &error) {
        stopAsking();
        emit failed(error.message());
        return;
    }
    if (number == m_number)
        closeOne();
}

void RecordLoader::want(const PageQuery &query)
{
    if (m_reading.contains(query.page))
        return;
    m_wanted.removeIf([&](const PageQuery &other) { return other.page == query.page; });
    m_wanted.append(query);
    if (m_wanted.size() > pagesWaiting)
        m_wanted.removeFirst();
    readNextPage();
}

bool RecordLoader::isWanted(int page) const
{
    return m_reading.contains(page)
           || std::any_of(m_wanted.begin(), m_wanted.end(),
                          [page](const PageQuery &query) { return query.page == page; });
}

void RecordLoader::forgetPages()
{
    stopReading();
    ++m_pageNumber;
}

void RecordLoader::stopReading()
{
    for (QFuture<void> &future : m_reading)
        future.cancel();
    m_reading.clear();
    m_wanted.clear();
}

void RecordLoader::readNextPage()
{
    if (m_wanted.isEmpty() || m_reading.size() >= pagesAtOnce)
        return;
    const PageQuery query = m_wanted.takeLast();
    const QFuture<QList<orm::Instance>> future = m_model.findAll(query.options);
    m_reading.insert(query.page, QFuture<void>(future));
    const int number = m_pageNumber;
    orm::deliver(
        future, this,
        [this, number, query](const QList<orm::Instance> &rows) {
            if (number == m_pageNumber)
                takePage(query, rows);
        },
        [this, number, page = query.page](const orm::BaseError &error) {
            if (number != m_pageNumber)
                return;
            m_reading.remove(page);
            emit pageFailed(page, error.message());
            readNextPage();
        });
}

void RecordLoader::takePage(const PageQuery &query, const QList<orm::Instance> &rows)
{
    m_reading.remove(query.page);
    emit pageRead(query.page, arranged(query, rows));
    readNextPage();
}

} // namespace ui
