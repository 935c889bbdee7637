#pragma once

#include "orm/expr/statement.h"
#include "orm/expr/where.h"

#include <initializer_list>
#include <optional>
#include <vector>

namespace orm {

/// Which attributes a result has: `{"id", {"title", "name"}}`, all when empty, or all with some
/// more or some less: `Attributes::include({…})`, `Attributes::exclude({"createdAt"})`.
class Attributes
{
public:
    Attributes() = default;
    Attributes(std::initializer_list<Selected> only)
        : m_only(only)
    {
    }
    explicit Attributes(std::vector<Selected> only)
        : m_only(std::move(only))
    {
    }
    Attributes(const QStringList &only)
        : m_only(only.begin(), only.end())
    {
    }
    [[nodiscard]] static Attributes include(std::initializer_list<Selected> more);
    [[nodiscard]] static Attributes include(std::vector<Selected> more)
    {
        Attributes all;
        all.m_more = std::move(more);
        return all;
    }
    [[nodiscard]] static Attributes exclude(const QStringList &less);

    /// Whether all attributes are meant.
    [[nodiscard]] bool isEmpty() const
    {
        return m_only.empty() && m_more.empty() && m_less.isEmpty();
    }
    [[nodiscard]] const std::vector<Selected> &only() const { return m_only; }
    [[nodiscard]] const std::vector<Selected> &more() const { return m_more; }
    [[nodiscard]] const QStringList &less() const { return m_less; }

private:
    std::vector<Selected> m_only;
    std::vector<Selected> m_more;
    QStringList m_less;
};

/// Sort keys, the first one first: `{{"price", "DESC"}, "id"}`.
class Order
{
public:
    Order() = default;
    Order(std::initializer_list<OrderTerm> terms)
        : m_terms(terms)
    {
    }
    explicit Order(std::vector<OrderTerm> terms)
        : m_terms(std::move(terms))
    {
    }
    [[nodiscard]] const std::vector<OrderTerm> &terms() const { return m_terms; }

private:
    std::vector<OrderTerm> m_terms;
};

/// What to find. Members in the order in which designated initializers name them.
struct FindOptions
{
    Where where = {};
    Attributes attributes = {};
    Order order = {};
    std::optional<qint64> limit = {};
    std::optional<qint64> offset = {};

    /// Whether they ask for nothing but whole rows.
    [[nodiscard]] bool isEmpty() const
    {
        return where.isEmpty() && attributes.isEmpty() && order.terms().empty() && !limit
               && !offset;
    }
};

struct CountOptions
{
    Where where = {};
    bool distinct = false;
    Text col = {}; ///< Counts the rows in which this attribute is not null; default: all rows.
};

struct AggregateOptions
{
    Where where = {};
};

struct CreateOptions
{
    bool validate = true;
    QStringList fields = {}; ///< Only these attributes are written; empty: all.
    bool silent = false;     ///< Keeps a given updatedAt.
};

struct BulkCreateOptions
{
    bool validate = false;
    QStringList fields = {};
    bool ignoreDuplicates = false; ///< Rows that break a unique rule are left out silently.
};

struct SaveOptions
{
    bool validate = true;
    QStringList fields = {}; ///< Only these attributes are written; empty: all that changed.
    bool silent = false;     ///< Leaves updatedAt as it is.
};

/// Without a condition nothing is changed and an error says so; for all rows say `.allRows`.
struct UpdateOptions
{
    Where where = {};
    bool allRows = false;
    std::optional<qint64> limit = {};
    bool validate = true;
    bool silent = false; ///< Leaves updatedAt as it is.
};

/// Without a condition nothing is deleted and an error says so; for all rows say `.allRows` or
/// call truncate().
struct DestroyOptions
{
    Where where = {};
    bool allRows = false;
    std::optional<qint64> limit = {};
};

struct IncrementOptions
{
    double by = 1;
    Where where = {};
    bool silent = false;
};

struct SyncOptions
{
    bool force = false; ///< Drops the table first, with all that is in it.
};

/// Some rows, and how many there are in all.
template<typename Row>
struct RowsAndCount
{
    qint64 count = 0;
    QList<Row> rows;
};

} // namespace orm
