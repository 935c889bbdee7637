#pragma once

#include "orm/model/session.h"

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace ui {

class KeyDictionary;

/// The primary keys of a model's rows, as the window carries them: each is a number, whatever the
/// key is. Where the key is one whole number, it stands for itself, and nothing is kept. Any other
/// key, such as a text or one of several attributes, gets a number when it is met for the first
/// time, and keeps it as long as its database is there. What is sent to the database are the keys
/// themselves. Cheap to make and safe on every thread; the model outlives it.
class RowKeys
{
public:
    explicit RowKeys(const orm::Model &model);

    /// Whether the key is one whole number.
    [[nodiscard]] static bool areNumbers(const orm::Model &model);
    /// Whether each value of the key is a text or a whole number, which JSON has, too.
    [[nodiscard]] static bool arePlain(const orm::Model &model);
    /// Whether an attribute is the primary key, or a part of it.
    [[nodiscard]] static bool isKey(const orm::Model &model, QStringView attribute);

    /// The same as the static one, of this model.
    [[nodiscard]] bool areNumbers() const { return !m_dictionary; }
    /// The attributes that are the key, in the model's order.
    [[nodiscard]] QStringList attributes() const { return m_attributes; }
    /// How many keys one statement takes: databases limit its parameters, and logs its length.
    [[nodiscard]] size_t atOnce() const;

    /// The number of a row that has its key.
    [[nodiscard]] static qint64 numberOf(const orm::Instance &row);
    /// The number of the key that is one value, such as a foreign key has it.
    [[nodiscard]] qint64 numberOfValue(const QVariant &value) const;
    /// The number of a row of a result whose columns are told.
    [[nodiscard]] qint64 numberOf(const orm::RowBlock &block, int row,
                                  std::span<const int> columns) const;
    /// The columns that have the key in rows of a result; -1 for an attribute that was not read.
    [[nodiscard]] std::vector<int> columnsIn(const orm::RowSet &rows) const;

    /// The key of a number, attribute by attribute.
    [[nodiscard]] orm::Values values(qint64 number) const;
    /// The first, and mostly only, value of the key: what rows of other models refer to.
    [[nodiscard]] orm::Operand value(qint64 number) const;
    /// The same of several keys.
    [[nodiscard]] orm::Operand valueList(std::span<const qint64> numbers) const;
    /// Whether some part of the key of a row is null or missing, so that no statement finds it.
    [[nodiscard]] static bool isIncomplete(const orm::Instance &row);

    /// Holds for the rows of these keys, and for none where there are no keys. No more keys than
    /// atOnce(), or a database may refuse the statement.
    [[nodiscard]] orm::Where where(std::span<const qint64> numbers) const;
    /// Holds for all other rows. Of any number of keys that a database takes.
    [[nodiscard]] orm::Where whereNot(std::span<const qint64> numbers) const;
    /// Holds for the rows whose key comes behind that of `row` in order().
    [[nodiscard]] orm::Where whereBehind(const orm::Instance &row) const;
    /// By the whole key, upwards.
    [[nodiscard]] orm::Order order() const;
    /// What has to be read to know the key.
    [[nodiscard]] orm::Attributes selection() const { return orm::Attributes(m_attributes); }

    /// The row of a key, or none. On a worker; this and read() throw what the calls of the session
    /// throw.
    [[nodiscard]] std::optional<orm::Instance> find(const orm::ReadSession &session, qint64 number,
                                                    const orm::FindOptions &options = {}) const;
    /// Hands over the numbers of the rows that `options` ask for, in their order.
    void read(const orm::ReadSession &session, const orm::FindOptions &options,
              const orm::TakeKey &take) const;

private:
    [[nodiscard]] QVariantList valuesOf(qint64 number) const;
    [[nodiscard]] std::vector<QVariantList> keysOf(std::span<const qint64> numbers) const;

    const orm::Model &m_model;
    QStringList m_attributes;
    std::vector<bool> m_areTexts;                ///< Of each attribute: a text stands for itself.
    std::shared_ptr<KeyDictionary> m_dictionary; ///< Null: numbers stand for themselves.
};

} // namespace ui
