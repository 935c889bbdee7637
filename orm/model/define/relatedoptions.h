#pragma once

#include "orm/model/define/findoptions.h"
#include "orm/model/define/instance.h"

#include <concepts>
#include <optional>

namespace orm {

/// Which associated rows to read. Members in the order in which designated initializers name them.
struct RelatedOptions
{
    Where where = {};                  ///< Which of the associated rows; default: all.
    Attributes attributes = {};        ///< Default: all.
    Includes include = {};             ///< What comes along with each row.
    Order order = {};                  ///< Default: as the database has them.
    std::optional<qint64> limit = {};  ///< Rows at most.
    std::optional<qint64> offset = {}; ///< Rows left out before the first.
    ThroughOptions through = {};       ///< belongsToMany: of the junction rows.
    /// The scopes of the other model instead of its default one; an empty list: none.
    std::optional<Names> scope = {};
    bool paranoid = true;                  ///< Leaves out rows that are marked as deleted.
    bool useMaster = false;                ///< As in FindOptions.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// How rows are associated.
struct LinkOptions
{
    Values through = {}; ///< belongsToMany: values of all the junction rows.
    /// set() of a belongsTo: false only sets the foreign key of the answered instance.
    bool save = true;
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// How rows cease to be associated.
struct UnlinkOptions
{
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// A row, or its key. With values of its own for the junction row: `{kindred, {{"rank", 1}}}`; they
/// come before those of the whole call.
struct RelatedRow
{
    /// A row, with values for the junction row.
    RelatedRow(const Instance &row, const Values &junctionRow = {})
        : instance(row)
        , through(junctionRow)
    {
    }
    /// The same by the row's key.
    template<typename Key>
    requires(std::convertible_to<Key, Operand> || std::convertible_to<Key, QVariant>)
        RelatedRow(const Key &rowKey, const Values &junctionRow = {})
        : through(junctionRow)
    {
        if constexpr (std::convertible_to<Key, Operand>)
            key = rowKey;
        else
            key = Operand(QVariant(rowKey));
    }

    std::optional<Instance> instance; ///< None: only the key is known.
    Operand key;                      ///< Of the row; undefined when the row itself is there.
    Values through;                   ///< belongsToMany: values of the junction row.
};

/// Rows, or their keys: `kindred`, `3`, `{1, 3}`, a list of either, or nullptr for none.
class RelatedRows
{
public:
    /// None.
    RelatedRows(std::nullptr_t) {}
    /// One row or key.
    template<std::convertible_to<RelatedRow> Row>
    RelatedRows(const Row &row)
        : m_rows{RelatedRow(row)}
    {
    }
    /// Rows and keys, each perhaps with values for the junction row.
    RelatedRows(std::initializer_list<RelatedRow> rows)
        : m_rows(rows)
    {
    }
    /// Rows or keys that are in a list already.
    template<std::convertible_to<RelatedRow> Row>
    RelatedRows(const QList<Row> &rows)
        : m_rows(rows.begin(), rows.end())
    {
    }

    /// All of them in the order given.
    [[nodiscard]] const std::vector<RelatedRow> &items() const { return m_rows; }

private:
    std::vector<RelatedRow> m_rows;
};

} // namespace orm
