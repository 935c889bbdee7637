#include "ui/rows/rowkeys.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "ui/rows/keybytes.h"
#include "ui/rows/keydictionary.h"

#include <algorithm>
#include <map>
#include <mutex>

namespace ui {

namespace {

constexpr size_t valuesAtOnce = 500;

/// The attribute that is the key by itself and a whole number; nullptr where it is another one.
const orm::AttributeDefinition *numberIn(const orm::Model &model)
{
    const orm::AttributeDefinition *key = nullptr;
    for (const orm::AttributeDefinition &attribute : model.attributes()) {
        if (!attribute.options.primaryKey)
            continue;
        if (key)
            return nullptr;
        key = &attribute;
    }
    return key && key->options.type.isInteger() ? key : nullptr;
}

/// Whether its values are texts, which stand for themselves.
bool areTexts(const orm::DataType &type)
{
    return type.isText() || type.kind() == orm::DataType::Kind::Uuid;
}

/// A row of no more than a model, of which it knows that it is the one that rows have.
orm::Instance emptyRow(const orm::Model &model)
{
    return model.build({}, {.isNewRecord = false, .raw = true});
}

bool hasDatabase(const orm::Model &model)
{
    try {
        (void)model.sequelize();
        return true;
    } catch (const orm::UsageError &) {
        return false;
    }
}

/// The dictionaries of models whose key is no number, until their databases go.
class Dictionaries
{
public:
    std::shared_ptr<KeyDictionary> of(const orm::Instance &row)
    {
        const orm::Model *model = &row.model();
        const std::lock_guard lock(m_mutex);
        const auto found = m_entries.find(model);
        if (found != m_entries.end())
            return found->second.dictionary;
        std::erase_if(m_entries, [](const auto &entry) { return !hasDatabase(*entry.first); });
        const Entry entry{emptyRow(*model), std::make_shared<KeyDictionary>()};
        return m_entries.emplace(model, entry).first->second.dictionary;
    }

private:
    struct Entry
    {
        orm::Instance row; ///< Keeps the model, so that no other one takes its place in memory.
        std::shared_ptr<KeyDictionary> dictionary;
    };

    std::mutex m_mutex;
    std::map<const orm::Model *, Entry> m_entries;
};

/// Stays until the end: rows may be asked for their keys as long as the program runs.
Dictionaries &dictionaries()
{
    static auto *all = new Dictionaries;
    return *all;
}

} // namespace

RowKeys::RowKeys(const orm::Model &model)
    : m_model(model)
{
    if (const orm::AttributeDefinition *number = numberIn(model)) {
        m_attributes = {number->name};
        return;
    }
    for (const orm::AttributeDefinition &attribute : model.attributes()) {
        if (!attribute.options.primaryKey)
            continue;
        m_attributes += attribute.name;
        m_areTexts.push_back(areTexts(attribute.options.type));
    }
    m_dictionary = dictionaries().of(emptyRow(model));
}

bool RowKeys::areNumbers(const orm::Model &model)
{
    return numberIn(model);
}

bool RowKeys::arePlain(const orm::Model &model)
{
    return std::ranges::all_of(model.attributes(), [](const auto &attribute) {
        const orm::DataType &type = attribute.options.type;
        return !attribute.options.primaryKey || type.isInteger()
               || (areTexts(type) && !type.isBinary());
    });
}

bool RowKeys::isKey(const orm::Model &model, QStringView attribute)
{
    const orm::AttributeDefinition *definition = model.attribute(attribute);
    return definition && definition->options.primaryKey;
}

size_t RowKeys::atOnce() const
{
    return std::max<size_t>(valuesAtOnce / size_t(m_attributes.size()), 1);
}

qint64 RowKeys::numberOf(const orm::Instance &row)
{
    const orm::Model &model = row.model();
    if (const orm::AttributeDefinition *number = numberIn(model))
        return row.getDataValue(number->name).toLongLong();
    QByteArray key;
    for (const orm::AttributeDefinition &attribute : model.attributes())
        if (attribute.options.primaryKey)
            KeyBytes::append(key, row.getDataValue(attribute.name));
    return dictionaries().of(row)->numberOf(key);
}

qint64 RowKeys::numberOfValue(const QVariant &value) const
{
    if (areNumbers())
        return value.toLongLong();
    QByteArray key;
    KeyBytes::append(key, value);
    return m_dictionary->numberOf(key);
}

qint64 RowKeys::numberOf(const orm::RowBlock &block, int row, std::span<const int> columns) const
{
    if (areNumbers())
        return block.integer(row, columns.front());
    QByteArray key;
    for (size_t i = 0; i < columns.size(); ++i) {
        const int column = columns[i];
        // Nothing is made of the text of a million rows.
        if (m_areTexts[i] && block.type(row, column) == orm::RowBlock::Type::Text)
            KeyBytes::appendText(key, block.bytes(row, column));
        else
            KeyBytes::append(key, block.head().value(block, row, column));
    }
    return m_dictionary->numberOf(key);
}

std::vector<int> RowKeys::columnsIn(const orm::RowSet &rows) const
{
    std::vector<int> columns;
    for (const QString &attribute : m_attributes)
        columns.push_back(int(rows.columns.indexOf(attribute)));
    return columns;
}

/// Null where nothing has that number.
QVariantList RowKeys::valuesOf(qint64 number) const
{
    if (areNumbers())
        return {number};
    QVariantList values = KeyBytes::values(m_dictionary->keyOf(number));
    while (values.size() < m_attributes.size())
        values += orm::null();
    return values;
}

orm::Values RowKeys::values(qint64 number) const
{
    const QVariantList key = valuesOf(number);
    orm::Values values;
    for (qsizetype i = 0; i < m_attributes.size(); ++i)
        values.set(m_attributes.at(i), orm::Operand(key.at(i)));
    return values;
}

orm::Operand RowKeys::value(qint64 number) const
{
    return orm::Operand(valuesOf(number).first());
}

orm::Operand RowKeys::valueList(std::span<const qint64> numbers) const
{
    orm::Operand::List values;
    values.reserve(numbers.size());
    for (const qint64 number : numbers)
        values.push_back(areNumbers() ? orm::Operand(number) : value(number));
    return orm::Operand(std::move(values));
}

bool RowKeys::isIncomplete(const orm::Instance &row)
{
    return std::ranges::any_of(row.model().attributes(), [&row](const auto &attribute) {
        return attribute.options.primaryKey && row.getDataValue(attribute.name).isNull();
    });
}

std::optional<orm::Instance> RowKeys::find(const orm::ReadSession &session, qint64 number,
                                           const orm::FindOptions &options) const
{
    if (m_attributes.size() == 1)
        return session.findByPk(m_model, value(number), options);
    orm::FindOptions byKey = options;
    byKey.where = where({&number, 1});
    return session.findOne(m_model, byKey);
}

void RowKeys::read(const orm::ReadSession &session, const orm::FindOptions &options,
                   const orm::TakeKey &take) const
{
    if (areNumbers())
        return session.findKeys(m_model, options, take);
    orm::FindOptions keysOnly = options;
    keysOnly.attributes = selection();
    const orm::RowSet rows = session.findAllRaw(m_model, keysOnly);
    const std::vector<int> columns = columnsIn(rows);
    for (const orm::RowBlockPointer &block : rows.blocks)
        for (int row = 0; row < block->rowCount(); ++row)
            take(numberOf(*block, row, columns));
}

} // namespace ui
