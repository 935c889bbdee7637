#pragma once

// Optional: rows as plain structs, checked by the compiler. See Mapped.

#include "orm/model/session.h"
#include "orm/model/typed/attribute.h"
#include "orm/model/typed/mapping.h"

#include <optional>
#include <utility>
#include <vector>

namespace orm {

/// Rows of a model as values of a struct S, which has members and nothing else:
///
///     struct Book
///     {
///         qint64 id = 0;
///         QString title;
///         std::optional<Decimal> price = {}; // may be null
///     };
///     namespace books {
///     inline constexpr Attribute id{&Book::id, "id"};
///     inline constexpr Attribute title{&Book::title, "title"};
///     inline constexpr Attribute price{&Book::price, "price"};
///     }
///     const Mapped<Book> table(db.model("Book"), books::id, books::title, books::price);
///
///     db.transaction([&](Session &session) {
///         for (const Book &old : table.findAll(session, {.where = books::price < 30})) {
///             Book book = old;
///             book.title += u'!';
///             table.update(session, old, book); // UPDATE of what differs
///         }
///     });
///
/// The model's validators, hooks, scope and version work as they always do. All attributes that
/// have a member are read and written, never a part of them. A null becomes the empty value of a
/// member that is no std::optional; an update that leaves the member as it is leaves the null, too.
/// Safe on every thread.
template<typename S>
class Mapped
{
public:
    /// Throws UsageError for a name that is no attribute, for a member that cannot hold what the
    /// attribute holds, and where a part of the primary key has no member. `model` must stay, as
    /// what define() answers with does.
    template<typename... Ts>
    explicit Mapped(const Model &model, const Attribute<S, Ts> &...attributes)
        : m_mapping(model,
                    {Mapping::Column{.name = attributes.name, .kind = memberKind<Plain<Ts>>()}...})
        , m_members{memberOf(attributes)...}
    {
    }
    /// Not there: what scope() makes goes at once.
    template<typename... Ts>
    explicit Mapped(Model &&model, const Attribute<S, Ts> &...attributes) = delete;

    /// The struct of a row, also of an included one. Throws UsageError for a row that was read
    /// without some of the attributes, and for a value that its member cannot hold.
    [[nodiscard]] S from(const Instance &row) const
    {
        S read{};
        for (size_t i = 0; i < m_members.size(); ++i)
            if (!m_members[i].read(row, read))
                m_mapping.throwMissing(m_mapping.columns()[i]);
        return read;
    }
    /// The same of several.
    [[nodiscard]] QList<S> from(const QList<Instance> &rows) const
    {
        QList<S> all;
        all.reserve(rows.size());
        for (const Instance &row : rows)
            all.append(from(row));
        return all;
    }
    /// What a create writes of it: all but what the database and the library make. A key that the
    /// database makes is left out while it is 0.
    [[nodiscard]] Values values(const S &row) const
    {
        Values all;
        for (size_t i = 0; i < m_members.size(); ++i) {
            const Mapping::Column &column = m_mapping.columns()[i];
            const Operand value = m_members[i].write(row);
            const bool isToBeMade =
                column.isMade && (value.isNull() || value.data()->toLongLong() == 0);
            if (!column.isKept && !isToBeMade)
                all.set(column.name, value);
        }
        return all;
    }

    /// All rows that match; see Model::findAll(). Which attributes come is not asked.
    [[nodiscard]] QList<S> findAll(const ReadSession &session, FindOptions options = {}) const
    {
        options.attributes = m_mapping.attributes();
        return from(session.findAll(m_mapping.model(), options));
    }
    /// The first row that matches, or none.
    [[nodiscard]] std::optional<S> findOne(const ReadSession &session,
                                           FindOptions options = {}) const
    {
        options.attributes = m_mapping.attributes();
        return fromOne(session.findOne(m_mapping.model(), options));
    }
    /// The row of that primary key, or none.
    [[nodiscard]] std::optional<S> findByPk(const ReadSession &session, const Operand &key) const
    {
        return fromOne(
            session.findByPk(m_mapping.model(), key, {.attributes = m_mapping.attributes()}));
    }
    /// Inserts a row; answers with it as it is stored.
    S create(const Session &session, const S &row) const
    {
        return stored(session, session.create(m_mapping.model(), values(row)));
    }
    /// Saves what `after` has other than `before`, which was read; answers with the row as it is
    /// then. As save() of an instance: the rules see the whole row, as far as S knows it. Throws
    /// InstanceError when the row is not there any more, OptimisticLockError when somebody else has
    /// written it and the model has a version, and UsageError for another key, and where the model
    /// has a version and S has not.
    S update(const Session &session, const S &before, const S &after) const
    {
        Instance row = m_mapping.stored(all(before));
        for (size_t i = 0; i < m_members.size(); ++i) {
            const Mapping::Column &column = m_mapping.columns()[i];
            if (column.isKept || m_members[i].isSame(before, after))
                continue;
            if (column.isKey)
                m_mapping.throwOtherKey(column);
            row.set(column.name, m_members[i].write(after));
        }
        const bool isSame = row.changed().isEmpty();
        if (m_mapping.hasVirtual()) // which are made anew, perhaps of what S does not have
            return from(session.reload(isSame ? row : session.save(std::as_const(row))));
        return isSame ? after : from(session.save(row));
    }
    /// Deletes the row, or marks it in a paranoid model, as destroy() of an instance does. Throws
    /// OptimisticLockError and UsageError as update() does.
    void destroy(const Session &session, const S &row) const
    {
        (void)session.destroy(m_mapping.stored(all(row)));
    }

private:
    /// How one member is read and written.
    struct Member
    {
        std::function<bool(const Instance &from, S &to)> read; ///< False: it did not come.
        std::function<Operand(const S &from)> write;
        std::function<bool(const S &one, const S &other)> isSame;
    };
    template<typename T>
    [[nodiscard]] static Member memberOf(const Attribute<S, T> &attribute)
    {
        const auto member = attribute.member;
        return {.read =
                    [attribute](const Instance &from, S &to) {
                        // As it is stored, so that update() writes no more than was changed.
                        const QVariant stored = from.getDataValue(Text(attribute.name));
                        const QVariant value =
                            stored.isValid() ? stored : from.get(Text(attribute.name));
                        if (!value.isValid())
                            return false;
                        to.*attribute.member = valueAs<T>(value, [&] {
                            const QString name = from.model().name() + u'.' + Text(attribute.name);
                            if (from.model().attribute(Text(attribute.name))->options.sensitive)
                                refuseToReadSensitive(name);
                            return name;
                        });
                        return true;
                    },
                .write = [member](const S &from) { return Operand(from.*member); },
                .isSame = [member](const S &one,
                                   const S &other) { return one.*member == other.*member; }};
    }

    /// The values of all members that are stored.
    [[nodiscard]] Values all(const S &row) const
    {
        Values values;
        for (size_t i = 0; i < m_members.size(); ++i)
            if (!m_mapping.columns()[i].isVirtual)
                values.set(m_mapping.columns()[i].name, m_members[i].write(row));
        return values;
    }
    [[nodiscard]] std::optional<S> fromOne(const std::optional<Instance> &row) const
    {
        return row ? std::optional(from(*row)) : std::nullopt;
    }
    /// A row that was just created. What the database alone knows of it is read.
    [[nodiscard]] S stored(const Session &session, const Instance &row) const
    {
        if (m_mapping.hasVirtual())
            return from(session.reload(row));
        S read{};
        for (const Member &member : m_members)
            if (!member.read(row, read))
                return from(session.reload(row));
        return read;
    }

    Mapping m_mapping;
    std::vector<Member> m_members; ///< In the order of the mapping's columns.
};

} // namespace orm
