#include "orm/model/write/rowsender.h"

#include "orm/core/error.h"
#include "orm/model/write/boundvalues.h"
#include "orm/model/write/rowfailures.h"
#include "orm/model/write/writer.h"
#include "orm/sql/querygenerator.h"

#include <algorithm>
#include <deque>
#include <functional>

namespace orm {

namespace {

constexpr int maxUpdated = 9; ///< Numbers of attributes, of seven bits each, fit in a key.
constexpr int maxNumber = 127;

bool isPlainlyBound(const ModelData &model, const RowImage::Attributes &attributes)
{
    return std::ranges::all_of(
        attributes, [&](int attribute) { return isPlainlyBound(model.type(attribute)); });
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
        coverDetails(error, m_model);
        throw;
    } catch (ForeignKeyConstraintError &error) {
        coverDetails(error, m_model);
        if (written)
            BrokenKey(m_model, m_connection).findMissing(error, written);
        throw;
    } catch (DatabaseError &error) {
        if (!error.errors().isEmpty())
            complete(error, m_model, written);
        coverDetails(error, m_model);
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

bool RowSender::canBind(const RowImage &image) const
{
    return image.isBindable() && !image.columns().isEmpty();
}

bool RowSender::canBindUpdate(const RowImage &image, const RowImage::Attributes &written) const
{
    const int key = m_model.primaryKey;
    const int column = image.columnOf(key);
    const auto [block, row] = image.place(0);
    return written.size() <= maxUpdated && m_model.attributeCount() < maxNumber
           && m_model.primaryKeys.size() == 1 && column >= 0
           && isBoundAsHeld(m_model.type(key), block.type(row, column)) && !written.contains(key)
           && canBind(image) && isPlainlyBound(m_model, written);
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

StatementPointer RowSender::insertStatement(const RowImage::Attributes &columns,
                                            const BoundInsert &insert)
{
    static const Operand nextKey(nullptr);
    const Returning returning{.isWanted = insert.isReturning};
    const auto value = [&](int attribute) -> const Operand & {
        return insert.makesKey && attribute == m_model.primaryKey
                   ? nextKey
                   : someValue(m_model.type(attribute));
    };
    const auto spellOne = [&] {
        Insert one{.table = &m_model.table, .values = {}, .returning = returning};
        for (const int attribute : columns)
            one.values.push_back(
                {.column = &m_model.table.columns[size_t(attribute)], .value = value(attribute)});
        return m_connection.generator().insert(one);
    };
    const auto spellMany = [&] {
        BulkInsert many{.table = &m_model.table, .columns = {}, .rows = {}, .returning = returning};
        std::vector<const Operand *> row;
        for (const int attribute : columns) {
            many.columns.push_back(&m_model.table.columns[size_t(attribute)]);
            row.push_back(&value(attribute));
        }
        many.rows.assign(size_t(insert.rows), row);
        return m_connection.generator().bulkInsert(many);
    };
    const auto spell = [&] { return insert.isBulk ? spellMany() : spellOne(); };
    const std::optional<quint64> bits = bitsOf({columns.data(), size_t(columns.size())});
    if (!bits)
        return std::make_shared<const Statement>(spell());
    using Kind = StatementKey::Kind;
    constexpr int ways = 4; // of saying nothing of the keys and of what comes back, or something
    return m_connection.cachedStatement(
        {.owner = &m_model,
         .kind = insert.isBulk ? Kind::InsertRows : Kind::Insert,
         .columns = *bits,
         .rows = insert.rows * ways + (insert.makesKey ? 2 : 0) + (insert.isReturning ? 1 : 0)},
        spell);
}

std::optional<RowSender::BoundInsert> RowSender::boundInsert(const RowImage &image, qsizetype first,
                                                             int count,
                                                             const InsertRules &rules) const
{
    const auto isBoundOtherwise = [this](int attribute) {
        const ColumnDef &column = m_model.table.columns[size_t(attribute)];
        return !isPlainlyBound(column.type)
               || (column.autoIncrement && attribute != m_model.primaryKey);
    };
    const bool hasKeyAlone = image.columns().size() == 1 && image.columnOf(m_model.primaryKey) >= 0;
    if (!rules.isPlain() || !rules.returning.columns.isEmpty() || !canBind(image) || hasKeyAlone
        || std::ranges::any_of(image.columns(), isBoundOtherwise))
        return std::nullopt;
    const bool hasKey = image.columnOf(m_model.primaryKey) >= 0;
    const bool makesKey = hasKey && image.lacksKey(first);
    for (qsizetype row = first + 1; hasKey && row < first + count; ++row)
        if (image.lacksKey(row) != makesKey)
            return std::nullopt;
    return BoundInsert{.makesKey = makesKey,
                       .isReturning = rules.returning.isWanted
                                      && m_connection.generator().capabilities().returning,
                       .rows = count};
}

/// A key that the database makes is no value: the statement says so. Empty: all are values.
RowImage::Attributes RowSender::boundColumns(const RowImage &image, const BoundInsert &insert) const
{
    RowImage::Attributes bound;
    const int key = insert.makesKey ? image.columnOf(m_model.primaryKey) : -1;
    for (int column = 0; key >= 0 && column < image.columns().size(); ++column)
        if (column != key)
            bound.append(column);
    return bound;
}

Result RowSender::insertBound(const RowImage &image, qsizetype first, const BoundInsert &insert,
                              const RowImage *single)
{
    const RowImage::Attributes bound = boundColumns(image, insert);
    const auto [block, row] = image.place(first);
    const BlockCells cells{.block = block,
                           .first = row,
                           .count = insert.rows,
                           .columns = {bound.data(), size_t(bound.size())}};
    return told(single, first, [&] {
        return m_connection.execute(insertStatement(image.columns(), insert), cells,
                                    insert.isReturning ? image.returnedHead() : nullptr);
    });
}

Result RowSender::insert(const RowImage &image, const InsertRules &rules)
{
    if (const std::optional<BoundInsert> bound = boundInsert(image, 0, 1, rules))
        return insertBound(image, 0, *bound, &image);
    const Insert insert{.table = &m_model.table,
                        .values = assignments(image, image.columns()),
                        .onDuplicate = rules.onDuplicate,
                        .returning = rules.returning,
                        .searchPath = rules.searchPath};
    Sql sql = m_connection.generator().insert(insert);
    sql.isLogged = rules.isLogged;
    return told(&image, 0, [&] { return m_connection.execute(sql); });
}

Result RowSender::insertRows(const RowImage &image, qsizetype first, int count,
                             const InsertRules &rules)
{
    const RowImage *single = count == 1 ? &image : nullptr;
    if (std::optional<BoundInsert> bound = boundInsert(image, first, count, rules)) {
        bound->isBulk = true;
        return insertBound(image, first, *bound, single);
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
            return m_connection.execute(
                updateStatement(written),
                BlockCells{.block = image.place(0).block,
                           .columns = {columns.data(), size_t(columns.size())}});
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
