#pragma once

#include "orm/db/lazytext.h"
#include "orm/model/define/association.h"
#include "orm/model/define/findoptions.h"
#include "orm/model/define/instance.h"

#include <QFuture>

#include <concepts>
#include <optional>

namespace orm {

/// Which associated rows to read. Members in the order in which designated initializers name them.
struct RelatedOptions
{
    Where where = {};
    Attributes attributes = {};
    Includes include = {};
    Order order = {};
    std::optional<qint64> limit = {};
    std::optional<qint64> offset = {};
    ThroughOptions through = {}; ///< belongsToMany: of the rows between.
    /// The scopes of the other model instead of its default one; an empty list: none.
    std::optional<QStringList> scope = {};
    bool paranoid = true;
};

/// How rows are associated.
struct LinkOptions
{
    Values through = {}; ///< belongsToMany: values of all the rows between.
};

/// A row, or its key. With values of its own for the row between: `{kindred, {{"rank", 1}}}`; they
/// come before those of the whole call.
struct RelatedRow
{
    RelatedRow(const Instance &row, const Values &rowBetween = {})
        : instance(row)
        , through(rowBetween)
    {
    }
    template<typename Key>
    requires(std::convertible_to<Key, Operand> || std::convertible_to<Key, QVariant>)
        RelatedRow(const Key &rowKey, const Values &rowBetween = {})
        : through(rowBetween)
    {
        if constexpr (std::convertible_to<Key, Operand>)
            key = rowKey;
        else
            key = Operand(QVariant(rowKey));
    }

    std::optional<Instance> instance;
    Operand key;
    Values through; ///< belongsToMany: values of the row between.
};

/// Rows, or their keys: `kindred`, `3`, `{1, 3}`, a list of either, or nullptr for none.
class RelatedRows
{
public:
    RelatedRows(std::nullptr_t) {}
    template<std::convertible_to<RelatedRow> Row>
    RelatedRows(const Row &row)
        : m_rows{RelatedRow(row)}
    {
    }
    RelatedRows(std::initializer_list<RelatedRow> rows)
        : m_rows(rows)
    {
    }
    template<std::convertible_to<RelatedRow> Row>
    RelatedRows(const QList<Row> &rows)
        : m_rows(rows.begin(), rows.end())
    {
    }

    [[nodiscard]] const std::vector<RelatedRow> &items() const { return m_rows; }

private:
    std::vector<RelatedRow> m_rows;
};

/// The rows that are associated with an instance, and how to change which they are:
/// `author.related("books").add(kindred)`. What Sequelize calls getBooks, addBook and so on.
///
/// Every call answers with a future, as Model's do. Those that change something answer with the
/// fresh instance (`book = book.related("author").set(eco).result()`), which differs from the old
/// one where the key stands in its own row. They fail with UsageError for rows without a key, and
/// as save() does.
class Related
{
public:
    Related(const Association &association, const Instance &instance)
        : m_association(&association)
        , m_instance(instance)
    {
    }

    /// The rows; of an association to one, it or none.
    [[nodiscard]] QFuture<QList<Instance>> get(const RelatedOptions &options = {}) const;
    /// The row of an association to one, or the first of many.
    [[nodiscard]] QFuture<std::optional<Instance>> one(const RelatedOptions &options = {}) const;
    [[nodiscard]] QFuture<qint64> count(const RelatedOptions &options = {}) const;
    /// Whether all of `rows` are associated.
    [[nodiscard]] QFuture<bool> has(const RelatedRows &rows,
                                    const RelatedOptions &options = {}) const;

    /// Makes `rows` the associated ones, and no others.
    QFuture<Instance> set(const RelatedRows &rows, const LinkOptions &options = {}) const;
    /// Associates `rows` beside those that are. For associations to many.
    QFuture<Instance> add(const RelatedRows &rows, const LinkOptions &options = {}) const;
    /// Ends the association of `rows`, which stay. For associations to many.
    QFuture<Instance> remove(const RelatedRows &rows) const;
    /// Inserts a row that is associated, and answers with it.
    QFuture<Instance> create(const Values &values, const CreateOptions &options = {},
                             const LinkOptions &link = {}) const;

private:
    [[nodiscard]] LazyText text(const char *method, const QString &argument,
                                const FindOptions &options = {}) const;

    const Association *m_association;
    Instance m_instance;
};

} // namespace orm
