#include "orm/model/write/rowsender.h"

#include "orm/core/error.h"
#include "orm/model/write/rowfailures.h"
#include "orm/model/write/writer.h"
#include "orm/sql/querygenerator.h"

#include <QDate>

#include <algorithm>
#include <deque>
#include <functional>

namespace orm {

namespace {

/// Tells sets of columns in the model's order apart, a bit each; nothing for other columns.
std::optional<quint64> bitsOf(const RowImage::Attributes &columns)
{
    constexpr int bits = 64;
    quint64 set = 0;
    int before = -1;
    for (const int attribute : columns) {
        if (attribute <= before || attribute >= bits)
            return std::nullopt;
        set |= quint64(1) << attribute;
        before = attribute;
    }
    return set;
}

constexpr int maxUpdated = 9; ///< Numbers of attributes, of seven bits each, fit in a key.
constexpr int maxNumber = 127;

/// Some value of that type. A statement that is spelled once has a placeholder for it, so that it
/// does not matter which one.
const Operand &someValue(const DataType &type)
{
    static const Operand number(0);
    static const Operand day(QDate(2000, 1, 1));
    static const Operand time("00:00");
    static const Operand bytes(QByteArray(""));
    switch (type.kind()) {
    case DataType::Kind::DateOnly: return day;
    case DataType::Kind::Time: return time;
    case DataType::Kind::Blob: return bytes;
    default: return number;
    }
}

} // namespace

Result RowSender::execute(const Sql &sql, const BrokenKey::Written &written) const
{
    return told(written, [&] { return m_connection.execute(sql); });
}

template<typename Work>
Result RowSender::told(const BrokenKey::Written &written, const Work &work) const
{
    try {
        return work();
    } catch (UniqueConstraintError &error) {
        complete(error, m_model, written);
        throw;
    } catch (ForeignKeyConstraintError &error) {
        if (written)
            BrokenKey(m_model, m_connection).findMissing(error, written);
        throw;
    } catch (DatabaseError &error) {
        if (!error.errors().isEmpty())
            complete(error, m_model, written);
        throw;
    }
}

template<typename Work>
Result RowSender::told(const RowImage *image, qsizetype row, const Work &work) const
{
    if (!image)
        return told(BrokenKey::Written(), work);
    const auto value = [image, row](int attribute) {
        return image->columnOf(attribute) < 0 ? Operand() : Operand(image->value(row, attribute));
    };
    return told(BrokenKey::Written(std::cref(value)), work);
}

bool RowSender::canBind(const RowImage &image)
{
    return image.isBindable() && !image.columns().isEmpty();
}

bool RowSender::canBindUpdate(const RowImage &image, const RowImage::Attributes &written) const
{
    const int key = m_model.primaryKey;
    const int column = image.columnOf(key);
    const auto [block, row] = image.place(0);
    return written.size() <= maxUpdated && m_model.attributeCount() < maxNumber
           && m_model.primaryKeys.size() == 1 && column >= 0 && !block.isNull(row, column)
           && !written.contains(key) && canBind(image);
}

std::vector<Assignment> RowSender::assignments(const RowImage &image,
                                               const RowImage::Attributes &written) const
{
    std::vector<Assignment> values;
    values.reserve(size_t(written.size()));
    for (const int attribute : written)
        values.push_back({.column = &m_model.table.columns[size_t(attribute)],
                          .value = image.operand(0, attribute)});
    return values;
}

// INSERT

StatementPointer RowSender::insertStatement(const RowImage::Attributes &columns, bool makesKey)
{
    const auto spell = [&] {
        Insert insert{.table = &m_model.table, .values = {}};
        for (const int attribute : columns)
            insert.values.push_back({.column = &m_model.table.columns[size_t(attribute)],
                                     .value = makesKey && attribute == m_model.primaryKey
                                                  ? Operand(nullptr)
                                                  : someValue(m_model.type(attribute))});
        return m_connection.generator().insert(insert);
    };
    const std::optional<quint64> bits = bitsOf(columns);
    if (!bits)
        return std::make_shared<const Statement>(spell());
    return m_connection.cachedStatement({.owner = &m_model,
                                         .kind = StatementKey::Kind::Insert,
                                         .columns = *bits,
                                         .rows = makesKey ? 0 : 1},
                                        spell);
}

StatementPointer RowSender::insertStatement(const RowImage &image, int count)
{
    const auto spell = [&] {
        BulkInsert insert{.table = &m_model.table, .columns = {}, .rows = {}};
        std::vector<const Operand *> row;
        for (const int attribute : image.columns()) {
            insert.columns.push_back(&m_model.table.columns[size_t(attribute)]);
            row.push_back(&someValue(m_model.type(attribute)));
        }
        insert.rows.assign(size_t(count), row);
        return m_connection.generator().bulkInsert(insert);
    };
    const std::optional<quint64> bits = bitsOf(image.columns());
    if (!bits)
        return std::make_shared<const Statement>(spell());
    return m_connection.cachedStatement({.owner = &m_model,
                                         .kind = StatementKey::Kind::InsertRows,
                                         .columns = *bits,
                                         .rows = count},
                                        spell);
}

Result RowSender::insert(const RowImage &image, const InsertRules &rules)
{
    if (rules.isPlain() && canBind(image)) {
        // A key that the database makes is no value: the statement says NULL.
        const bool makesKey = image.columnOf(m_model.primaryKey) >= 0 && image.lacksKey(0);
        RowImage::Attributes bound;
        for (int column = 0; column < image.columns().size(); ++column)
            if (!makesKey || column != image.columnOf(m_model.primaryKey))
                bound.append(column);
        return told(&image, 0, [&] {
            return m_connection.executeCells(insertStatement(image.columns(), makesKey),
                                             image.place(0).block, bound);
        });
    }
    const Insert insert{.table = &m_model.table,
                        .values = assignments(image, image.columns()),
                        .onDuplicate = rules.onDuplicate,
                        .returning = rules.returning,
                        .searchPath = rules.searchPath};
    return told(&image, 0,
                [&] { return m_connection.execute(m_connection.generator().insert(insert)); });
}

Result RowSender::insertRows(const RowImage &image, qsizetype first, int count,
                             const InsertRules &rules)
{
    const RowImage *single = count == 1 ? &image : nullptr;
    if (rules.isPlain() && canBind(image)) {
        const auto [block, row] = image.place(first);
        return told(single, first, [&] {
            return m_connection.executeRows(insertStatement(image, count), block, row, count);
        });
    }
    BulkInsert insert{.table = &m_model.table,
                      .columns = {},
                      .rows = {},
                      .onDuplicate = rules.onDuplicate,
                      .returning = rules.returning};
    for (const int attribute : image.columns())
        insert.columns.push_back(&m_model.table.columns[size_t(attribute)]);
    std::deque<Operand> values;
    for (qsizetype row = first; row < first + count; ++row) {
        std::vector<const Operand *> &pointers = insert.rows.emplace_back();
        for (const int attribute : image.columns())
            pointers.push_back(&values.emplace_back(image.operand(row, attribute)));
    }
    Sql sql = m_connection.generator().bulkInsert(insert);
    sql.isLogged = rules.isLogged;
    return told(single, first, [&] { return m_connection.execute(sql); });
}

Result RowSender::upsert(const RowImage &image, Upsert upsert)
{
    upsert.inserted = assignments(image, image.columns());
    for (Assignment &each : upsert.updated)
        each.value = image.operand(0, m_model.indexOf(each.column->attribute));
    return told(&image, 0,
                [&] { return m_connection.execute(m_connection.generator().upsert(upsert)); });
}

// UPDATE

StatementPointer RowSender::updateStatement(const RowImage::Attributes &written)
{
    quint64 numbers = 0;
    for (const int attribute : written)
        numbers = numbers << 7U | quint64(attribute + 1);
    const auto spell = [&] {
        const QString &key = m_model.attributes[size_t(m_model.primaryKey)].name;
        Update update{.table = &m_model.table,
                      .values = {},
                      .where = Where{{key, someValue(m_model.type(m_model.primaryKey))}}};
        for (const int attribute : written)
            update.values.push_back({.column = &m_model.table.columns[size_t(attribute)],
                                     .value = someValue(m_model.type(attribute))});
        return m_connection.generator().update(update);
    };
    return m_connection.cachedStatement(
        {.owner = &m_model, .kind = StatementKey::Kind::Update, .columns = numbers}, spell);
}

Result RowSender::update(const RowImage &image, const RowImage::Attributes &written,
                         const Instance &instance, const std::optional<qint64> &version,
                         const QString &searchPath)
{
    if (!version && searchPath.isEmpty() && canBindUpdate(image, written)) {
        RowImage::Attributes columns;
        for (const int attribute : written)
            columns.append(image.columnOf(attribute));
        columns.append(image.columnOf(m_model.primaryKey));
        return told(&image, 0, [&] {
            return m_connection.executeCells(updateStatement(written), image.place(0).block,
                                             columns);
        });
    }
    std::vector<Where::Term> terms = Writer::whereKey(instance).terms();
    if (version)
        terms.emplace_back(Text(m_model.attributes[size_t(m_model.version)].name), *version);
    const Update update{.table = &m_model.table,
                        .values = assignments(image, written),
                        .where = Where(std::move(terms)),
                        .searchPath = searchPath};
    return told(&image, 0,
                [&] { return m_connection.execute(m_connection.generator().update(update)); });
}

} // namespace orm
