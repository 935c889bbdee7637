#include "ui/bulk/bulkkept.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/export/jsontext.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QTemporaryFile>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// As many as are given back by one statement.
constexpr qsizetype recordsPerLine = 5'000;

/// The item of a record's list in the file, in SQL.
QString item(qsizetype place)
{
    return u"json_extract(value, '$$[%1]')"_s.arg(place);
}

} // namespace

qsizetype BulkKept::placeOf(qsizetype attribute, Direction side) const
{
    return m_keys.size() + attribute * 2 + (side == Direction::Back ? 0 : 1);
}

qsizetype BulkKept::placeOfMoment() const
{
    return m_keys.size() + m_attributes.size() * 2;
}

BulkKept::BulkKept(const PageSpec &spec, const QStringList &attributes)
    : m_spec(spec)
    , m_attributes(attributes)
    , m_keys(isReadByDatabase(*spec.model) ? RowKeys(*spec.model).attributes()
                                           : QStringList(spec.model->primaryKey()))
    , m_clock(updatedAttribute(*spec.model))
{
}

/// Where the ORM will read it, the number stands for any key.
QByteArray BulkKept::lineOf(const BulkRow &row) const
{
    QByteArray line;
    if (isReadByDatabase(*m_spec.model))
        for (const orm::Values::Entry &part : RowKeys(*m_spec.model).values(row.key)) {
            line += line.isEmpty() ? '[' : ',';
            appendJson(line, *part.value.data());
        }
    else
        line = '[' + QByteArray::number(row.key);
    for (qsizetype i = 0; i < row.before.size(); ++i) {
        for (const QVariant &value : {row.before.at(i), row.after.at(i)}) {
            line += ',';
            appendJson(line, value);
        }
    }
    line += ',';
    appendJson(line, row.changedAt);
    return line + ']';
}

BulkKept::~BulkKept() = default;

void BulkKept::clear()
{
    m_file.reset();
    m_records.clear();
    m_pieces.clear();
    m_linesOfPieces = 0;
    m_count = 0;
}

void BulkKept::append(const QList<BulkRow> &rows)
{
    QByteArray line;
    qsizetype records = 0;
    const auto endLine = [&] {
        if (records > 0)
            write(line + "]\n");
        m_records.insert(m_records.end(), records > 0 ? 1 : 0, records);
        m_count += std::exchange(records, 0);
        line.clear();
    };
    for (const BulkRow &row : rows) {
        if (!row.refusal.isEmpty())
            continue;
        line += (line.isEmpty() ? '[' : ',') + lineOf(row);
        if (++records == recordsPerLine)
            endLine();
    }
    endLine();
}

void BulkKept::write(const QByteArray &line)
{
    if (!m_file) {
        m_file = std::make_unique<QTemporaryFile>();
        (void)m_file->open(); // what fails shows at the first line
    }
    if (m_file->write(line) != line.size() || !m_file->flush())
        throw orm::BaseError(QCoreApplication::translate(
            "BulkKept", "The old values could not be kept, so nothing was changed: the folder for "
                        "temporary files is full, or cannot be written."));
}

void BulkKept::setMoment(const QVariant &moment)
{
    const auto lines = qsizetype(m_records.size());
    m_pieces.push_back({lines - std::exchange(m_linesOfPieces, lines), moment});
}

BulkKept::Turned BulkKept::turn(orm::Session &session, Direction direction,
                                BulkProgress &progress) const
{
    Turned turned;
    progress.total = m_count;
    const bool isRead = isReadByDatabase(*m_spec.model);
    const QString sql = isRead ? statement(direction) : QString();
    auto records = m_records.begin();
    if (m_file)
        m_file->seek(0);
    QVariantMap values{{u"now"_s, QDateTime::currentDateTimeUtc()}};
    for (const Piece &piece : m_pieces) {
        values[u"moment"_s] = piece.moment;
        for (qsizetype i = 0; i < piece.lines; ++i, ++records) {
            const QByteArray line = m_file->readLine();
            const qint64 changed = isRead ? turnInFile(session, line, sql, values)
                                          : turnByCalls(session, line, direction, piece.moment);
            turned.changed += changed;
            turned.left += *records - changed;
            progress.done += *records;
        }
    }
    return turned;
}

qint64 BulkKept::turnInFile(orm::Session &session, const QByteArray &line, const QString &sql,
                            QVariantMap &values) const
{
    values[u"rows"_s] = QString::fromUtf8(line);
    session.query(sql, {.bind = values, .kind = orm::StatementKind::Write});
    return session.query("SELECT changes()").first().toLongLong();
}

/// One statement gives thousands of records each a value of its own, for which Sequelize, and so
/// the ORM, has no call. It is SQLite's SQL: the file is read by the database itself.
QString BulkKept::statement(Direction direction) const
{
    const Direction other = direction == Direction::Back ? Direction::Forth : Direction::Back;
    QStringList kept;
    QStringList set;
    QString same;
    for (qsizetype i = 0; i < m_keys.size(); ++i) {
        kept += u"%1 AS key%2"_s.arg(item(i)).arg(i);
        same += u"%1t.%2 = kept.key%3"_s
                    .arg(i == 0 ? u""_s : u" AND "_s, quotedColumn(m_spec, m_keys.at(i)))
                    .arg(i);
    }
    for (qsizetype i = 0; i < m_attributes.size(); ++i) {
        const QString column = quotedColumn(m_spec, m_attributes.at(i));
        kept += u"%1 AS to%2"_s.arg(item(placeOf(i, direction))).arg(i);
        kept += u"%1 AS from%2"_s.arg(item(placeOf(i, other))).arg(i);
        set += u"%1 = kept.to%2"_s.arg(column).arg(i);
        same += u" AND t.%1 IS kept.from%2"_s.arg(column).arg(i);
    }
    if (!m_clock.isEmpty()) {
        kept += u"%1 AS moment"_s.arg(item(placeOfMoment()));
        set += u"%1 = %2"_s.arg(quotedColumn(m_spec, m_clock), momentAfter(direction));
    }
    return u"UPDATE %1 AS t SET %2 FROM (SELECT %3 FROM json_each($rows)) AS kept WHERE %4"_s.arg(
        quoted(*m_spec.model, m_spec.model->tableName()), set.join(u", "_s), kept.join(u", "_s),
        same);
}

/// A record that nobody else has touched gets its old moment, too, so that it is as it was. On
/// another one the window has made a change of its own, which its moment must show.
QString BulkKept::momentAfter(Direction direction) const
{
    const bool isBack = direction == Direction::Back;
    return u"CASE WHEN t.%1 IS %2 THEN %3 ELSE $now END"_s.arg(
        quotedColumn(m_spec, m_clock), isBack ? u"$moment"_s : u"kept.moment"_s,
        isBack ? u"kept.moment"_s : u"$moment"_s);
}

} // namespace ui
