#pragma once

#include "orm/model/define/relatedoptions.h"

#include <QFuture>

#include <optional>

namespace orm {

struct Association;

/// The rows that are associated with an instance, and how to change which they are:
/// `author.related("books").add(kindred)`. What Sequelize calls getBooks, addBook and so on.
///
/// Every call answers with a future, as Model's do; `session.add(author.related("books"), kindred)`
/// is the same inside a unit of work. Those that change something answer with the fresh instance
/// (`book = book.related("author").set(eco).result()`), which differs from the old one where the
/// key stands in its own row. They fail with UsageError for rows without a key, and as save() does.
class Related
{
public:
    /// The rows that `association` leads to from `instance`.
    Related(const Association &association, const Instance &instance)
        : m_association(&association)
        , m_instance(instance)
    {
    }

    /// The instance whose associated rows these are.
    [[nodiscard]] const Instance &instance() const { return m_instance; }
    /// Stays as long as the instance.
    [[nodiscard]] const Association &association() const { return *m_association; }

    /// The rows; of an association to one, it or none.
    [[nodiscard]] QFuture<QList<Instance>> get(const RelatedOptions &options = {}) const;
    /// The row of an association to one, or the first of many; none when there is none.
    [[nodiscard]] QFuture<std::optional<Instance>> one(const RelatedOptions &options = {}) const;
    /// How many rows get() would answer with.
    [[nodiscard]] QFuture<qint64> count(const RelatedOptions &options = {}) const;
    /// Whether all of `rows` are associated.
    [[nodiscard]] QFuture<bool> has(const RelatedRows &rows,
                                    const RelatedOptions &options = {}) const;

    /// Makes `rows` the associated ones, and no others; nullptr for none.
    QFuture<Instance> set(const RelatedRows &rows, const LinkOptions &options = {}) const;
    /// Associates `rows` beside those that are. For associations to many.
    QFuture<Instance> add(const RelatedRows &rows, const LinkOptions &options = {}) const;
    /// Ends the association of `rows`, which stay. For associations to many.
    QFuture<Instance> remove(const RelatedRows &rows, const UnlinkOptions &options = {}) const;
    /// Inserts a row that is associated, and answers with it.
    QFuture<Instance> create(const Values &values, const CreateOptions &options = {},
                             const LinkOptions &link = {}) const;

private:
    const Association *m_association;
    Instance m_instance; ///< Keeps the association.
};

} // namespace orm
