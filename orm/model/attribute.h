#pragma once

#include "orm/core/datatype.h"
#include "orm/core/text.h"
#include "orm/expr/operand.h"

#include <functional>
#include <optional>
#include <vector>

namespace orm {

/// A rule for one attribute's value. Nulls never reach it; `allowNull` judges them.
struct Validator
{
    QString key; ///< Sequelize's name of the rule: "min", "len", "notEmpty".
    /// Why `value` breaks the rule, as a sentence without the attribute's name ("must be at least
    /// 0"), or nothing when it keeps it. Called on any thread.
    std::function<std::optional<QString>(const QVariant &value)> refusal;
};

/// Rules in Sequelize's names, for AttributeOptions::validate.
namespace Validate {
/// Not made of white space alone.
[[nodiscard]] Validator notEmpty();
/// Between `low` and `high` characters, both counting.
[[nodiscard]] Validator len(int low, int high);
[[nodiscard]] Validator min(double low);
[[nodiscard]] Validator max(double high);
/// A rule of your own; `refusal` as in Validator.
[[nodiscard]] Validator custom(const Text &key,
                               std::function<std::optional<QString>(const QVariant &)> refusal);
} // namespace Validate

/// What `define` is told about one attribute. The order of the members is the order in which
/// designated initializers may name them.
struct AttributeOptions
{
    DataType type;
    bool allowNull = true;
    /// Data, NOW, UUIDV4 (as `DataTypes::NOW`) or a literal; undefined: none.
    std::variant<Operand, DataType> defaultValue = Operand();
    bool unique = false;
    bool primaryKey = false;
    bool autoIncrement = false;
    Text field = {}; ///< The column's name where it differs from the attribute's.
    std::vector<Validator> validate = {};
};

/// One entry of `define`: `{"title", {.type = DataTypes::STRING(200), .allowNull = false}}`, or
/// `{"year", DataTypes::INTEGER}` for short.
struct AttributeDefinition
{
    AttributeDefinition(const Text &attribute, const AttributeOptions &attributeOptions)
        : name(attribute)
        , options(attributeOptions)
    {
    }
    AttributeDefinition(const Text &attribute, const DataType &type)
        : name(attribute)
        , options{.type = type}
    {
    }

    QString name;
    AttributeOptions options;
};

/// The model-wide options of `define`.
struct ModelOptions
{
    Text tableName = {};          ///< Default: the plural of the model's name.
    bool freezeTableName = false; ///< The model's name as it is, not its plural.
    bool timestamps = true;       ///< createdAt and updatedAt, kept by the library.
    Text createdAt = "createdAt"; ///< Another name, or "" for none.
    Text updatedAt = "updatedAt";
    bool underscored = false; ///< Columns and table in snake_case.
};

} // namespace orm
