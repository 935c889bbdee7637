#include "orm/model/write/rowimage.h"

#include "orm/core/held.h"
#include "orm/core/timestamp.h"
#include "orm/db/database.h"
#include "orm/model/define/plaincell.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>

#include <algorithm>
#include <utility>

namespace orm {

namespace {

bool takesBlocks(const ModelData &model)
{
    return model.database.generator().capabilities().insertsBlocks;
}

} // namespace

RowImage::RowImage(const ModelData &model, Attributes columns, qsizetype rows)
    : m_model(model)
    , m_head(model.headOf(columns))
    , m_columns(std::move(columns))
    , m_columnOf(model.attributeCount(), -1)
    , m_judges(model.attributeCount(), Judge::Nothing)
    , m_expected(rows)
    , m_takesBlocks(takesBlocks(model))
{
    for (int column = 0; column < m_columns.size(); ++column)
        m_columnOf[m_columns[column]] = column;
    if (m_columns.size() == model.attributeCount())
        return;
    for (int attribute = 0; attribute < model.attributeCount(); ++attribute)
        if (m_columnOf[attribute] < 0)
            m_others.append(attribute);
}

RowImage::RowImage(const ModelData &model, const RowBlock &loaded)
    : m_model(model)
    , m_head(loaded.sharedHead())
    , m_columns(loaded.columnCount(), -1)
    , m_columnOf(model.attributeCount(), -1)
    , m_judges(model.attributeCount(), Judge::Nothing)
    , m_expected(1)
    , m_takesBlocks(takesBlocks(model))
{
    const ModelRowHead &head = ModelRowHead::of(loaded);
    for (int attribute = 0; attribute < model.attributeCount(); ++attribute) {
        const int column = head.columnOf[size_t(attribute)];
        m_columnOf[attribute] = column;
        if (column >= 0)
            m_columns[column] = attribute;
    }
}

void RowImage::setJudge(Judge judge)
{
    std::ranges::fill(m_judges, judge);
}

void RowImage::beginRow()
{
    if (m_blocks.isEmpty() || m_blocks.last()->rowCount() == m_blockRows) {
        m_blocks.append(Block(new RowBlock(m_head)));
        m_blocks.last()->reserveRows(
            int(std::min<qsizetype>(m_expected - m_rowCount, m_blockRows)));
    }
    ++m_rowCount;
}

void RowImage::append(const GivenValues &given, const Operand *lasting)
{
    beginRow();
    if (m_moment != lasting)
        m_moment = nullptr; // Something else may stand there by now.
    for (const int attribute : m_columns)
        appendCell(attribute, given[attribute]);
    for (const int attribute : m_others) {
        const Operand *value = given[attribute];
        judge(attribute, value, !value || value->isNull());
        if (value)
            putBeside(attribute, *value);
    }
}

void RowImage::appendChanged(const RowBlock &loaded, int row, const GivenValues &given)
{
    beginRow();
    m_moment = nullptr;
    for (int column = 0; column < m_columns.size(); ++column) {
        const int attribute = m_columns[column];
        if (attribute >= 0 && given[attribute])
            appendCell(attribute, given[attribute]);
        else
            m_blocks.last()->appendCell(loaded, row, column);
    }
}

void RowImage::appendCell(int attribute, const Operand *given)
{
    const QVariant *data = given ? given->data() : nullptr;
    // The usual value goes into the block as it is; what is null never has the form of a value.
    if (data && !hasRules(attribute)) {
        const DataType &type = m_model.type(attribute);
        if (type.kind() == DataType::Kind::Date ? appendMoment(*data, given)
                                                : appendPlain(*m_blocks.last(), *data, type))
            return;
    }
    const bool isNull = !given || given->isNull();
    if (!isNull) {
        if (data)
            return appendData(attribute, *data, *given);
        if (const auto list = given->list() ? given->toData() : std::nullopt)
            return appendData(attribute, *list, *given);
    }
    judge(attribute, given, isNull);
    m_blocks.last()->appendNull();
    if (given && isNull)
        return;
    putBeside(attribute, given ? *given : Operand());
    m_isBindable = m_isBindable && !given;
}

/// Appends a moment as it is; false, and nothing appended, for what is none. Attributes of one row
/// mostly share theirs, and so do the rows of one call.
bool RowImage::appendMoment(const QVariant &data, const Operand *given)
{
    if (given != m_moment) {
        if (data.typeId() != QMetaType::QDateTime)
            return false;
        const auto &moment = held<QDateTime>(data);
        const qint64 milliseconds = moment.isValid() ? moment.toMSecsSinceEpoch() : 0;
        if (!moment.isValid() || !isStorableMoment(milliseconds))
            return false;
        m_moment = given;
        m_milliseconds = milliseconds;
    }
    m_blocks.last()->appendDate(m_milliseconds);
    return true;
}

/// Whether the values of the attribute are held against rules beside those of its type.
bool RowImage::hasRules(int attribute) const
{
    return m_judges[attribute] == Judge::Rules
           && !m_model.attributes[size_t(attribute)].options.validate.empty();
}

void RowImage::appendData(int attribute, const QVariant &data, const Operand &given)
{
    RowBlock &block = *m_blocks.last();
    const DataType &type = m_model.type(attribute);
    const size_t refused = m_refusals.size();
    judge(attribute, &given, false);
    if (m_refusals.size() > refused)
        return block.appendNull(); // which goes nowhere
    if (appendPlain(block, data, type))
        return;
    appendConverted(block, data, type, m_model.database.generator());
    if (m_takesBlocks)
        return;
    putBeside(attribute, given);
    // A truth value is a number in the block, and other servers take it for none.
    if (data.typeId() == QMetaType::Bool && type.kind() != DataType::Kind::Boolean)
        m_isBindable = false;
}

/// `isNull`: nothing is given, or null.
void RowImage::judge(int attribute, const Operand *given, bool isNull)
{
    const Judge how = m_judges[attribute];
    const AttributeDefinition &definition = m_model.attributes[size_t(attribute)];
    // Of null, there is but one rule.
    if (how == Judge::Nothing
        || (isNull
            && (how == Judge::Types || definition.options.allowNull
                || definition.options.autoIncrement)))
        return;
    QList<ValidationErrorItem> errors;
    if (how == Judge::Types)
        m_model.validateType(attribute, *given, errors);
    else if (!given)
        m_model.validate(attribute, QVariant(), errors);
    else if (given->data() && !definition.options.validate.empty())
        m_model.validate(attribute, m_model.type(attribute).fromUser(*given->data()), errors);
    else
        m_model.validate(attribute, *given, errors);
    for (const ValidationErrorItem &item : std::as_const(errors))
        m_refusals.push_back({m_rowCount - 1, item});
}

QList<ValidationErrorItem> RowImage::errors(std::optional<qsizetype> row) const
{
    if (m_refusals.empty())
        return {};
    const auto rowOf = &Refusal::row;
    const auto from =
        row ? std::ranges::lower_bound(m_refusals, *row, {}, rowOf) : m_refusals.begin();
    const auto to = row ? std::ranges::upper_bound(m_refusals, *row, {}, rowOf) : m_refusals.end();
    std::vector<Refusal> refusals(from, to);
    // In the order of the attributes, whatever that of the columns is.
    std::ranges::stable_sort(refusals, {}, [this](const Refusal &each) {
        return std::pair(each.row, m_model.indexOf(each.item.path));
    });
    QList<ValidationErrorItem> errors;
    for (const Refusal &each : refusals)
        errors += each.item;
    return errors;
}

// What was appended

void RowImage::putBeside(int attribute, const Operand &value)
{
    m_beside.push_back({m_rowCount - 1, attribute, value});
}

const RowImage::Beside *RowImage::beside(qsizetype row, int attribute) const
{
    auto found = std::ranges::lower_bound(m_beside, row, {}, &Beside::row);
    for (; found != m_beside.end() && found->row == row; ++found)
        if (found->attribute == attribute)
            return &*found;
    return nullptr;
}

RowImage::Place RowImage::place(qsizetype row) const
{
    return {*m_blocks[row / m_blockRows], int(row % m_blockRows)};
}

Operand RowImage::operand(qsizetype row, int attribute) const
{
    if (const Beside *found = beside(row, attribute))
        return found->value.isUndefined() ? Operand(nullptr) : found->value;
    const auto [block, at] = place(row);
    const int column = m_columnOf[attribute];
    if (block.isNull(at, column))
        return nullptr;
    if (const QVariant *given = block.given(at, column))
        return *given;
    const DataType &type = m_model.type(attribute);
    if (type.kind() == DataType::Kind::Boolean && block.type(at, column) == RowBlock::Type::Integer)
        return block.integer(at, column) != 0;
    // A document of JSON is a text in the block, and would be put in quotes again.
    return type.isJson() ? decoded(block, at, column, type) : block.value(at, column);
}

QVariant RowImage::value(qsizetype row, int attribute) const
{
    const DataType &type = m_model.type(attribute);
    const Beside *found = beside(row, attribute);
    if (found) {
        const std::optional<QVariant> data = found->value.toData();
        return data ? type.fromUser(*data) : QVariant();
    }
    const int column = m_columnOf[attribute];
    if (column < 0)
        return {};
    const auto [block, at] = place(row);
    return decoded(block, at, column, type);
}

bool RowImage::lacksKey(qsizetype row) const
{
    const int key = m_model.primaryKey;
    if (!m_model.attributes[size_t(key)].options.autoIncrement)
        return false;
    const Beside *found = beside(row, key);
    if (found || m_columnOf[key] < 0)
        return !found || found->value.isUndefined() || found->value.isNull();
    const auto [block, at] = place(row);
    return block.isNull(at, m_columnOf[key])
           || (m_model.database.generator().capabilities().zeroMakesKey
               && value(row, key).toLongLong() == 0);
}

} // namespace orm
