#pragma once

#include "orm/core/error.h"
#include "orm/core/text.h"
#include "orm/db/rowset.h"
#include "orm/model/define/findoptions.h"
#include "orm/model/define/values.h"

#include <QFuture>
#include <QJsonObject>
#include <QSharedDataPointer>
#include <QVariant>

#include <optional>
#include <type_traits>
#include <utility>

namespace orm {

class Model;
class Related;
struct InstanceChanges;
struct InstanceRelations;
struct ModelData;

/// What Model::build() is told.
struct BuildOptions
{
    /// False for a row that is stored already, e.g. one read by other means.
    bool isNewRecord = true;
    /// The values are taken as they are, and none counts as changed.
    bool raw = false;
    /// Associated rows among the values, which save() of a new row saves, too.
    Includes include = {};
};

/// How one row is deleted.
struct InstanceDestroyOptions
{
    bool force = false; ///< Deletes a row of a paranoid model that would only be marked.
};

/// One row of a model: a value. Copies are cheap and independent, and may go to any thread.
/// What is read from the database stays in the block it came in until it is asked for; only what
/// was set is owned. save(), update() and reload() answer with the fresh instance and leave this
/// one as it is: `book = book.save().result();`.
class Instance
{
public:
    /// Belongs to no model; only good to be assigned to.
    Instance();
    /// Copies share their values until one of them is changed.
    Instance(const Instance &);
    /// Leaves the other one good for assignment only.
    Instance(Instance &&) noexcept;
    /// Becomes a copy of the other.
    Instance &operator=(const Instance &);
    /// Becomes the other, which is good for assignment only from then on.
    Instance &operator=(Instance &&) noexcept;
    ~Instance();

    /// The model this is a row of; good as long as this or another row of it is there.
    [[nodiscard]] const Model &model() const;
    /// Whether save() will INSERT.
    [[nodiscard]] bool isNewRecord() const;

    /// The value of `attribute` (types: see DataType); invalid when it was neither set nor loaded,
    /// null() when it is null. Also finds aliases of the query that made this.
    [[nodiscard]] QVariant get(const Text &attribute) const;
    /// The same as get().
    [[nodiscard]] QVariant operator[](const Text &attribute) const { return get(attribute); }
    /// The same as a T: `book.get<QString>("title")`, `book.get<int>("stars")`. Null, what is not
    /// there and what a QVariant does not turn into a T are the type's empty value. QString,
    /// double, qint64, QDateTime and Decimal are read without a QVariant in between. Throws
    /// UsageError for a number that is too large for T.
    template<typename T>
    [[nodiscard]] T get(const char *attribute) const;
    /// Sets one attribute. Unknown ones are ignored as in Sequelize, and so is the primary key of
    /// a stored row. Returns this instance, for chains.
    Instance &set(const Text &attribute, const Operand &value);
    /// Sets several, one after another.
    Instance &set(const Values &values);

    class Field;
    /// `book["price"] = 32.99`, the same as set().
    [[nodiscard]] Field operator[](const Text &attribute);

    /// The attributes that differ from the stored row, in the order in which they were set.
    [[nodiscard]] QStringList changed() const;
    /// Whether an attribute differs from the stored row.
    [[nodiscard]] bool changed(const Text &attribute) const;
    /// Has an attribute written by the next save() though its value is the same.
    Instance &setChanged(const Text &attribute);
    /// The stored value of an attribute that was changed since.
    [[nodiscard]] QVariant previous(const Text &attribute) const;
    /// The same of all changed attributes, by name.
    [[nodiscard]] QList<std::pair<QString, QVariant>> previous() const;

    /// The associated rows that came with this one (see FindOptions::include), by alias; none when
    /// there are none. Throws UsageError for an alias that was not included.
    [[nodiscard]] QList<Instance> all(const Text &alias) const;
    /// The same of an association to one. Also the row between this one and the one it was included
    /// by, by the name of its model.
    [[nodiscard]] std::optional<Instance> one(const Text &alias) const;
    /// The aliases under which all() and one() find rows.
    [[nodiscard]] QStringList related() const;
    /// Whether the rows under `alias` came by an association to many; false for an unknown alias.
    [[nodiscard]] bool isToMany(const Text &alias) const;
    /// The rows that are associated with this one under `alias`, to be read from the database,
    /// added and taken away. Throws UsageError, which names the aliases there are, for any other.
    [[nodiscard]] Related related(const Text &alias) const;
    /// Puts `rows` under `alias`, as if they had come with this one; nothing is sent.
    Instance &relate(const Text &alias, const QList<Instance> &rows, bool isToMany);

    /// All values that are set or loaded, by name.
    [[nodiscard]] QList<std::pair<QString, QVariant>> values() const;
    /// The same as JSON: dates in ISO 8601, decimals as numbers, blobs in base 64.
    [[nodiscard]] QJsonObject toJson() const;

    /// The broken rules of the model, all of them; empty when it can be saved.
    [[nodiscard]] QList<ValidationErrorItem> validate() const;

    /// Inserts a new row, or writes the changed attributes and updatedAt; sends nothing when
    /// nothing changed. Fails with ValidationError, UniqueConstraintError, DatabaseError.
    [[nodiscard]] QFuture<Instance> save(const SaveOptions &options = {}) const;
    /// Sets `values` and saves only these.
    [[nodiscard]] QFuture<Instance> update(const Values &values,
                                           const SaveOptions &options = {}) const;
    /// Deletes the row; one of a paranoid model is marked as deleted.
    [[nodiscard]] QFuture<Instance> destroy(const InstanceDestroyOptions &options = {}) const;
    /// Takes the mark away that destroy() set. Fails with UsageError when the model is not
    /// paranoid.
    [[nodiscard]] QFuture<Instance> restore() const;
    /// Whether it is marked. Throws UsageError when the model is not paranoid.
    [[nodiscard]] bool isSoftDeleted() const;
    /// Reads the row again, with what `options` ask for beside the key; without an include, with
    /// all rows under the aliases that came with it. Fails with InstanceError when it is gone.
    [[nodiscard]] QFuture<Instance> reload(const FindOptions &options = {}) const;
    /// Adds in the database, so that other writers lose nothing, and answers with this instance and
    /// the sum it knows of; reload() tells what others added meanwhile.
    [[nodiscard]] QFuture<Instance> increment(const Text &attribute, double by = 1) const;
    /// The same with the amount taken away.
    [[nodiscard]] QFuture<Instance> decrement(const Text &attribute, double by = 1) const;
    /// Several at once, each by its own amount.
    [[nodiscard]] QFuture<Instance> increment(const Values &amounts) const;
    /// The same with the amounts taken away.
    [[nodiscard]] QFuture<Instance> decrement(const Values &amounts) const;

    /// A copy that keeps nothing but its own values alive, for one row kept out of very many.
    [[nodiscard]] Instance detached() const;

private:
    friend struct ModelData;
    friend class Finder;
    friend class NewRow;
    friend class ReadSession;
    friend class Relater;
    friend class RowImage;
    friend class RowTree;
    friend class Session;
    friend class TreeWriter;
    friend class Writer;

    /// `part`: which of the models of a result with included rows; 0 is the one that was asked.
    Instance(RowBlockPointer block, int row, int part = 0);

    /// What save() would write, in the model's order.
    [[nodiscard]] Values writtenValues() const;

    InstanceChanges &changes();
    /// An attribute as a T: by `fromBlock` where it stands in the block in a plain form.
    template<typename T, typename FromBlock>
    [[nodiscard]] T typed(const char *attribute, const FromBlock &fromBlock) const;
    [[noreturn]] void refuseNumber(const char *attribute, qint64 number) const;
    /// What was set of an attribute; undefined when nothing was.
    [[nodiscard]] const Operand &own(int attribute) const;
    void validate(int attribute, QList<ValidationErrorItem> &errors) const;
    /// Whether the attribute gets its value from a row that came with this one and is saved first.
    [[nodiscard]] bool awaitsOwner(int attribute) const;
    /// Makes the own values the stored ones.
    void markStored();
    /// Makes `value` the stored one of an attribute; an invalid one makes it absent.
    void markStored(int attribute, const QVariant &value);
    [[nodiscard]] const ModelData &data() const;
    /// This instance with the amounts added to stored numbers.
    [[nodiscard]] Instance withSums(const Values &amounts, bool isSubtracted) const;
    /// The value of an attribute as the caller gave it, or as it is stored.
    [[nodiscard]] Operand given(int attribute) const;
    /// The value as it is stored: of the loaded row, or of the last save.
    [[nodiscard]] QVariant stored(int attribute) const;
    [[nodiscard]] QVariant current(int attribute) const;

    RowBlockPointer m_block; ///< The loaded values; null for a row that was built.
    int m_row = 0;
    int m_part = 0;
    QSharedDataPointer<InstanceChanges> m_changes;     ///< Null while nothing was set.
    QSharedDataPointer<InstanceRelations> m_relations; ///< Null when nothing was included.
};

/// The value as a QString; the empty one for null and for what is not there.
template<>
QString Instance::get<QString>(const char *attribute) const;
/// The value as a double; the empty one for null and for what is not there.
template<>
double Instance::get<double>(const char *attribute) const;
/// The value as a qint64; the empty one for null and for what is not there.
template<>
qint64 Instance::get<qint64>(const char *attribute) const;
/// The value as a bool; the empty one for null and for what is not there.
template<>
bool Instance::get<bool>(const char *attribute) const;
/// The value as a QDateTime; the empty one for null and for what is not there.
template<>
QDateTime Instance::get<QDateTime>(const char *attribute) const;
/// The value as a Decimal; the empty one for null and for what is not there.
template<>
Decimal Instance::get<Decimal>(const char *attribute) const;

template<typename T>
T Instance::get(const char *attribute) const
{
    if constexpr (std::is_floating_point_v<T>) {
        return T(get<double>(attribute));
    } else if constexpr (std::is_integral_v<T>) {
        const qint64 number = get<qint64>(attribute);
        if (!std::in_range<T>(number))
            refuseNumber(attribute, number);
        return T(number);
    } else {
        return get(Text(attribute)).value<T>();
    }
}

/// One attribute of an instance, to be assigned to or read.
class Instance::Field
{
public:
    /// Refers to an attribute of `instance`, which must stay.
    Field(Instance &instance, const Text &attribute)
        : m_instance(instance)
        , m_attribute(attribute)
    {
    }
    /// Sets the attribute.
    Field &operator=(const Operand &value)
    {
        m_instance.set(m_attribute, value);
        return *this;
    }
    /// The value as Instance::get() tells it.
    [[nodiscard]] QVariant get() const { return m_instance.get(m_attribute); }
    /// The value, where a QVariant is wanted.
    operator QVariant() const { return get(); }
    operator Operand() const { return get(); } ///< `{"authorId", author["id"]}`
    /// @{
    /// What the function of the same name of the value tells.
    [[nodiscard]] bool isNull() const { return get().isNull(); }
    [[nodiscard]] bool toBool() const { return get().toBool(); }
    [[nodiscard]] qint64 toLongLong() const { return get().toLongLong(); }
    [[nodiscard]] double toDouble() const { return get().toDouble(); }
    [[nodiscard]] QString toString() const { return get().toString(); }
    [[nodiscard]] QDateTime toDateTime() const { return get().toDateTime(); }
    template<typename T>
    [[nodiscard]] T value() const
    {
        return get().value<T>();
    }
    /// @}

private:
    Instance &m_instance;
    Text m_attribute;
};

} // namespace orm
