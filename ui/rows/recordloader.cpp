#include "ui/rows/recordloader.h"

#include "orm/model/sequelize.h"
#include "ui/base/onserver.h"
#include "ui/rows/rowkeys.h"

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

void RecordLoader::ask(const RecordQuestion &question)
{
    stopAsking();
    m_question = question;
    askPart([&model = m_model, options = pageFromStart(m_model, question, 0).options](
                const orm::ReadSession &session) { return session.findAll(model, options); },
            [this](const QList<orm::Instance> &rows) { takeHead(rows); });
}

void RecordLoader::cancel()
{
    stopAsking();
    forgetPages();
}

template<typename Work, typename OnResult>
void RecordLoader::askPart(Work work, OnResult onResult)
{
    const int number = m_number;
    openOne();
    m_asked += m_model.sequelize().read(
        this, std::move(work),
        [this, number, onResult](const auto &answer) {
            onResult(answer);
            if (number == m_number)
                closeOne();
        },
        [this](const orm::BaseError &error) {
            stopAsking();
            if (isLoss(m_model.sequelize(), error))
                emit lost();
            else
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
    for (orm::Request &request : m_asked)
        request.cancel();
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
    const orm::CountOptions options{
        .where = m_question.where,
        .indexHints = indexHints({.where = m_question.where}, m_model, ReadingFor::Keys)};
    askPart([&model = m_model,
             options](const orm::ReadSession &session) { return session.count(model, options); },
            [this](qint64 rows) { emit counted(rows); });
}

void RecordLoader::countTotal()
{
    askPart([&model = m_model](const orm::ReadSession &session) { return session.count(model); },
            [this](qint64 rows) {
                m_total = rows;
                emit totalCounted(rows);
            });
}

void RecordLoader::guessRun(qint64 firstKey)
{
    const bool up = keyDirection(m_question.order, m_model) == KeyIndex::Direction::Up;
    askPart(
        [&model = m_model, up] {
            const orm::Text key(model.primaryKey());
            return (up ? model.max(key) : model.min(key)).result();
        },
        [this, firstKey](const QVariant &lastKey) { checkRun(firstKey, lastKey.toLongLong()); });
}

void RecordLoader::checkRun(qint64 firstKey, qint64 lastKey)
{
    const KeyIndex guess = KeyIndex::run(firstKey, std::llabs(lastKey - firstKey) + 1,
                                         *keyDirection(m_question.order, m_model));
    emit guessed(guess);
    askPart([&model = m_model](const orm::ReadSession &session) { return session.count(model); },
            [this, guess](qint64 rows) {
                m_total = rows;
                emit counted(rows);
                if (rows == guess.count())
                    emit indexRead(guess);
                else
                    readKeys();
            });
}

void RecordLoader::readKeys()
{
    const orm::FindOptions options{.where = m_question.where,
                                   .order = m_question.order,
                                   .indexHints = indexHints(m_question, m_model, ReadingFor::Keys)};
    // Room for all of them at once: a list that grows leaves its smaller ones behind.
    const qint64 expected = m_question.where.isEmpty() ? m_total : 0;
    askPart(
        [&model = m_model, options, expected](const orm::ReadSession &session) {
            KeyIndex index;
            index.reserve(expected);
            RowKeys(model).read(session, options, [&index](qint64 key) { index.append(key); });
            return index;
        },
        [this](const KeyIndex &index) { emit indexRead(index); });
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
    for (orm::Request &request : m_reading)
        request.cancel();
    m_reading.clear();
    m_wanted.clear();
}

void RecordLoader::readNextPage()
{
    if (m_wanted.isEmpty() || m_reading.size() >= pagesAtOnce)
        return;
    const PageQuery query = m_wanted.takeLast();
    m_reading.insert(
        query.page,
        m_model.sequelize().read(
            this,
            [&model = m_model, options = query.options](const orm::ReadSession &session) {
                return session.findAll(model, options);
            },
            [this, query](const QList<orm::Instance> &rows) { takePage(query, rows); },
            [this, page = query.page](const orm::BaseError &error) {
                m_reading.remove(page);
                if (isLoss(m_model.sequelize(), error)) {
                    m_wanted.clear();
                    emit lost();
                    return;
                }
                emit pageFailed(page, error.message());
                readNextPage();
            }));
}

void RecordLoader::takePage(const PageQuery &query, const QList<orm::Instance> &rows)
{
    m_reading.remove(query.page);
    emit pageRead(query.page, arranged(query, rows));
    readNextPage();
}

} // namespace ui
