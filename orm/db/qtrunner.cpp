#include "orm/db/qtrunner.h"

#include "orm/core/error.h"
#include "orm/core/timestamp.h"
#include "orm/db/driver.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QSqlRecord>
#include <QSqlResult>

#include <array>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr size_t maxKept = 100;

QStringList columnNames(const QSqlQuery &query)
{
    const QSqlRecord record = query.record();
    QStringList names;
    for (int i = 0; i < record.count(); ++i)
        names += record.fieldName(i);
    return names;
}

/// `text` in `room` if it is short and ASCII, as moments and most names are, else in `other`.
template<size_t size>
QByteArrayView toUtf8(const QString &text, std::array<char, size> &room, QByteArray &other)
{
    if (text.size() <= qsizetype(size)) {
        char16_t all = 0;
        for (qsizetype i = 0; i < text.size(); ++i) {
            const char16_t unit = text[i].unicode();
            room[size_t(i)] = char(unit);
            all |= unit;
        }
        if (all < 0x80)
            return {room.data(), text.size()};
    }
    other = text.toUtf8();
    return other;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 6, 0)
/// The values that are bound to a prepared query, to be replaced in place: QSqlQuery::bindValue()
/// makes a name for the position each time, which takes 2,000 instructions a value.
struct BoundValues : QSqlResult
{
    [[nodiscard]] static QList<QVariant> &of(const QSqlQuery &query)
    {
        return (query.result()->*&BoundValues::boundValues)();
    }
};

void bindAll(QSqlQuery &query, const QList<QVariant> &values)
{
    if (QList<QVariant> &bound = BoundValues::of(query); bound.size() == values.size()) {
        bound = values;
        return;
    }
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), values.at(i));
}
#else
void bindAll(QSqlQuery &query, const QList<QVariant> &values)
{
    for (qsizetype i = 0; i < values.size(); ++i)
        query.bindValue(int(i), values.at(i));
}
#endif

void appendCell(RowBlock &block, const QVariant &value, bool isDate)
{
    if (value.isNull()) {
        block.appendNull();
        return;
    }
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Int:
    case QMetaType::Bool:
    case QMetaType::ULongLong: block.appendInteger(value.toLongLong()); return;
    case QMetaType::Double: block.appendReal(value.toDouble()); return;
    case QMetaType::QByteArray: block.appendBlob(value.toByteArray()); return;
    default: break;
    }
    std::array<char, 64> room{};
    QByteArray utf8;
    const QByteArrayView text = toUtf8(value.toString(), room, utf8);
    const auto milliseconds = isDate ? millisecondsOfTimestamp(text) : std::nullopt;
    if (milliseconds)
        block.appendDate(*milliseconds);
    else
        block.appendText(text);
}

} // namespace

QtRunner::QtRunner(QtDatabase database, const Driver &driver)
    : m_database(std::move(database))
    , m_driver(driver)
{
}

QtRunner::~QtRunner() = default;

void QtRunner::fail(QSqlQuery &query, const Statement &statement, const QVariantList &binds)
{
    const QSqlError error = query.lastError();
    query.finish();
    m_driver.throwError(
        {.code = error.nativeErrorCode(),
         .text = error.databaseText().isEmpty() ? error.driverText() : error.databaseText()},
        statement, binds);
    Q_UNREACHABLE(); // g++ does not believe a virtual function that it never returns
}

QSqlQuery &QtRunner::prepared(const Statement &statement, const QVariantList &binds)
{
    if (const auto found = m_byText.constFind(statement.text); found != m_byText.cend()) {
        m_kept.splice(m_kept.begin(), m_kept, *found);
        return *m_kept.front().query;
    }
    auto query = std::make_unique<QSqlQuery>(m_database.handle());
    query->setForwardOnly(true);
    if (!query->prepare(statement.text))
        fail(*query, statement, binds);
    if (m_kept.size() >= maxKept) {
        m_byText.remove(m_kept.back().text);
        m_kept.pop_back();
    }
    m_kept.push_front({statement.text, std::move(query)});
    m_byText.insert(statement.text, m_kept.begin());
    return *m_kept.front().query;
}

QSqlQuery &QtRunner::execute(const Statement &statement, const QVariantList &binds)
{
    m_isInterrupted = false;
    QSqlQuery &query = prepared(statement, binds);
    bindAll(query, binds);
    if (!query.exec())
        fail(query, statement, binds);
    return query;
}

void QtRunner::throwIfCancelled(QSqlQuery &query, const Statement &statement,
                                const QVariantList &binds)
{
    if (!m_isInterrupted && !(m_isCancelled && m_isCancelled()))
        return;
    query.finish();
    throwCancelled(statement, binds);
}

Result QtRunner::run(const Statement &statement, const QVariantList &binds,
                     const std::shared_ptr<RowHead> &head)
{
    QSqlQuery &query = execute(statement, binds);
    Result result;
    if (!query.isSelect()) {
        result.affected = query.numRowsAffected();
        result.insertId = query.lastInsertId().toLongLong();
        query.finish();
        return result;
    }

    if (head->columns.isEmpty())
        head->columns = columnNames(query);
    result.rows.columns = head->columns;
    const int columnCount = int(head->columns.size());
    markDates(statement, columnCount);
    QExplicitlySharedDataPointer<RowBlock> block;
    while (query.next()) {
        if (!block || block->isFull()) {
            throwIfCancelled(query, statement, binds);
            block = new RowBlock(head);
            result.rows.blocks += RowBlockPointer(block.data());
        }
        for (int column = 0; column < columnCount; ++column)
            appendCell(*block, query.value(column), m_isDate[size_t(column)] != 0);
        if (statement.isAboutOneRow)
            break;
    }
    if (query.lastError().isValid())
        fail(query, statement, binds);
    query.finish();
    if (block)
        block->squeeze();
    return result;
}

qint64 QtRunner::runKeys(const Statement &statement, const QVariantList &binds, const TakeKey &take)
{
    QSqlQuery &query = execute(statement, binds);
    qint64 count = 0;
    while (query.next()) {
        take(query.value(0).toLongLong());
        if (++count % 10'000 == 0)
            throwIfCancelled(query, statement, binds);
    }
    if (query.lastError().isValid())
        fail(query, statement, binds);
    query.finish();
    return count;
}

void QtRunner::setCancelCheck(std::function<bool()> isCancelled)
{
    m_isCancelled = std::move(isCancelled);
}

void QtRunner::interrupt()
{
    m_isInterrupted = true;
}

void QtRunner::reset()
{
    m_byText.clear();
    m_kept.clear();
}

} // namespace orm
