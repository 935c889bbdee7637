#pragma once

#include "orm/expr/selection.h"

#include <concepts>
#include <initializer_list>
#include <memory>
#include <optional>
#include <vector>

namespace orm {

struct FindOptions;
class Include;
struct IncludeOptions;

/// What an Include names, by name: nothing here knows a model. Models and associations make one of
/// themselves.
struct Included
{
    /// What `name` is. Junction: how a row of the target of a belongsToMany has the junction row.
    /// All: every association of the model.
    enum class Kind : quint8 { Alias, Model, Association, Junction, All };

    Kind kind = Kind::Alias; ///< How `name` is meant.
    /// The alias, the model, the association's alias, or which associations: "BelongsTo", "HasOne",
    /// "HasMany", "One" (the first two), "Has" (the last two), "Many" (hasMany) or "" for all.
    QString name;
    QString source = {}; ///< Of an association, and Junction: the model that it belongs to.
    /// Of a model that scope() made: what it begins with.
    std::shared_ptr<const FindOptions> scope = {};
};

/// What an Include can be made of beside an alias: Model and Association.
template<typename T>
concept Includable = requires(const T &what)
{
    {
        what.included()
        } -> std::same_as<Included>;
};

/// Associated rows to be included: models, associations or aliases, each perhaps with options:
/// `{Author, "reviews", {Tag, {.required = true}}}`.
class Includes
{
public:
    Includes() = default; ///< None.
    /// As they are written in braces.
    Includes(std::initializer_list<Include> items);
    /// As they were collected at run time.
    explicit Includes(std::vector<Include> items);
    ///@{
    /// A brace too few is refused.
    template<typename How = IncludeOptions>
    Includes(const Text &, const How &)
    {
        static_assert(sizeof(How) == 0, "What is included with options stands in braces of its "
                                        "own: .include = {{\"books\", {.required = true}}}.");
    }
    template<Includable Source, typename How = IncludeOptions>
    Includes(const Source &, const How &)
    {
        static_assert(sizeof(How) == 0, "What is included with options stands in braces of its "
                                        "own: .include = {{Book, {.required = true}}}.");
    }
    template<typename One>
    requires(Includable<One> || std::convertible_to<const One &, Text>) Includes(const One &)
    {
        static_assert(sizeof(One) == 0, "What is included stands in a list: "
                                        ".include = {\"books\"}.");
    }
    ///@}

    /// Whether nothing is included.
    [[nodiscard]] bool isEmpty() const;
    /// What is included, in the order given.
    [[nodiscard]] const std::vector<Include> &items() const;

private:
    std::shared_ptr<const std::vector<Include>> m_items; ///< Null: none.
};

/// What is asked of the rows between both sides of a belongsToMany.
struct ThroughOptions
{
    Attributes attributes = {}; ///< What comes of them; empty: all.
    Where where = {};           ///< Which of them count.
    bool paranoid = true;       ///< Leaves out those that are marked as deleted.
};

/// How included rows are fetched; what comes is the same.
enum class IncludeStrategy : quint8 {
    Join, ///< In one statement, by a join, as Sequelize does.
    /// By one more query, both in the order of their key, and merged along it: parents do not come
    /// again with each of their rows, and a limit needs no sub-query. For associations of all
    /// kinds; included rows that choose or sort their parents are joined all the same.
    Merge,
};

/// How associated rows are included. Members in the order in which designated initializers name
/// them.
struct IncludeOptions
{
    Text as = {};               ///< The association's alias, where a model is named.
    Where where = {};           ///< On the included rows.
    Attributes attributes = {}; ///< What comes of the included rows; empty: all.
    Includes include = {};      ///< What comes with the included rows.
    /// Whether rows without an associated one are left out. Default: where a condition stands on
    /// an include that is joined.
    std::optional<bool> required = {};
    bool right = false; ///< Also associated rows that no row has; not on SQLite.
    Where on = {};      ///< Joins by this condition instead of the association's keys.
    bool or_ = false;   ///< `where` or the keys, not both.
    Order order = {};   ///< Of a query of its own: a separate or a merged one.
    std::optional<qint64> limit = {};  ///< For each parent; makes a separate query.
    std::optional<qint64> offset = {}; ///< Rows of each parent that are left out before.
    /// One more query for the rows of all parents, instead of a join. For hasMany.
    std::optional<bool> separate = {};
    IncludeStrategy strategy = IncludeStrategy::Join; ///< By which statements the rows are fetched.
    ThroughOptions through = {};                      ///< Of a belongsToMany.
    bool paranoid = true;              ///< Leaves out what a paranoid model has marked as deleted.
    std::optional<bool> subQuery = {}; ///< As in FindOptions, of a separate query.
    /// Whether it multiplies rows, so that a limit needs a sub-query. Default: of associations to
    /// many.
    std::optional<bool> duplicating = {};
    bool nested = false; ///< Of Include::all(): also what is associated with the included rows.

    /// Stands in the .cpp, not in every unit that includes something.
    ~IncludeOptions();
};

/// One association to be included: `Author`, `"reviews"`, `{Review, {.where = {{"stars", 5}}}}`.
class Include
{
public:
    ///@{
    /// The association of that alias, which the call looks up: a wrong one fails with UsageError.
    Include(const char *alias, const IncludeOptions &how = {});
    Include(const Text &alias, const IncludeOptions &how = {});
    ///@}
    /// A model or an association.
    template<Includable Source>
    Include(const Source &source, const IncludeOptions &how = {})
        : Include(source.included(), how)
    {
    }
    /// What is named by other means.
    Include(Included included, const IncludeOptions &how);
    ///@{
    /// Copies are independent; these stand in the .cpp to spare compilers.
    Include(const Include &);
    Include(Include &&) noexcept;
    Include &operator=(const Include &);
    Include &operator=(Include &&) noexcept;
    ~Include();
    ///@}
    /// Everything that is associated, or all of one kind (see Included::name).
    [[nodiscard]] static Include all(const Text &kind = {}, const IncludeOptions &how = {});

    Included what;          ///< Which association, by name.
    IncludeOptions options; ///< How its rows come.
};

} // namespace orm
