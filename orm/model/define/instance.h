#pragma once

#include "orm/core/error.h"
#include "orm/core/readvalue.h"
#include "orm/core/text.h"
#include "orm/db/rowset.h"
#include "orm/model/define/instancefield.h"
#include "orm/model/define/instanceoptions.h"
#include "orm/model/define/values.h"

#include <QDebug>
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
class TransactionOutcome;
struct InstanceChanges;
struct InstanceRelations;
struct ModelData;

/// One row of a model: a value. Copies are cheap and independent, and may go to any thread.
/// What is read from the database stays in the block it came in until it is asked for; only what
/// was set is owned. save(), update() and reload() answer with the fresh instance and leave this
/// one as it is: `book = book.save().result();`.
class Instance
{
public:
    /// Belongs to no model; only good to be assigned to.
    Instance();
    ///@{
    /// Copies share their values until one of them is changed. One that was moved from is good for
    /// assignment only.
    Instance(const Instance &);
    Instance(Instance &&) noexcept;
    Instance &operator=(const Instance &);
    Instance &operator=(Instance &&) noexcept;
    ~Instance();
    ///@}

    /// The model this is a row of; good as long as this or another row of it is there.
    [[nodiscard]] const Model &model() const;
    /// Whether it is a row of a model; false for one of the default constructor.
    [[nodiscard]] bool hasModel() const { return m_block || m_changes; }
    /// Whether save() will INSERT: it was built, or was built and saved, or created, by a unit of
    /// work that was rolled back.
    [[nodiscard]] bool isNewRecord() const;

    /// The value of `attribute` (types: see DataType); invalid when it was neither set nor loaded,
    /// null() when it is null. Also finds aliases of the query that made this. Of an attribute with
    /// a getter it is what that makes.
    [[nodiscard]] QVariant get(const Text &attribute) const;
    ///@{
    /// The same as get(). Of a temporary, too, so that nothing refers to what is gone.
    [[nodiscard]] QVariant operator[](const Text &attribute) const & { return get(attribute); }
    [[nodiscard]] QVariant operator[](const Text &attribute) && { return get(attribute); }
    [[nodiscard]] QVariant operator[](const Text &attribute) const && { return get(attribute); }
    ///@}
    ///@{
    /// The same as a T, which Readable lists: `book.get<QString>("title")`,
    /// `book.get<std::optional<int>>("stars")`. Null and what is not there are the type's empty
    /// value, or no value of an optional. A JSON object or list as a QString is the stored text,
    /// its keys in their order. Throws UsageError for what does not convert without a loss.
    template<typename T>
    [[nodiscard]] T get(const char *attribute) const
    {
        return typed<T>(indexOf(attribute), attribute);
    }
    template<typename T>
    [[nodiscard]] T get(const Text &attribute) const
    {
        return typed<T>(indexOf(attribute), attribute);
    }
    ///@}
    /// Sets one attribute, by its setter if it has one; an invalid QVariant stores null. The
    /// primary key of a stored row stays as it is, as in Sequelize. Returns this instance, for
    /// chains. Throws UsageError for an attribute that is not there, unless the model says
    /// `.unknown = Unknown::Ignore`.
    Instance &set(const Text &attribute, const Operand &value);
    /// Sets several, one after another; none of them when a setter throws.
    Instance &set(const Values &values);
    /// The same, past the setters or with what is not among them forgotten.
    Instance &set(const Values &values, const SetOptions &options);

    ///@{
    /// The same as get() and set(), past the getter and the setter of the attribute: what these
    /// themselves call. setDataValue() sets times and versions of stored rows, too, but no key.
    [[nodiscard]] QVariant getDataValue(const Text &attribute) const;
    Instance &setDataValue(const Text &attribute, const Operand &value);
    ///@}

    /// `book["price"] = 32.99`, the same as set().
    [[nodiscard]] InstanceField operator[](const Text &attribute) &;

    /// The attributes that differ from the stored row, in the order in which they were set.
    [[nodiscard]] QStringList changed() const;
    /// Whether an attribute differs from the stored row.
    [[nodiscard]] bool changed(const Text &attribute) const;
    /// Has an attribute written by the next save() though its value is the same. This, changed()
    /// and previous() throw UsageError for an attribute that is not there, as set() does.
    Instance &setChanged(const Text &attribute);
    /// The stored value of an attribute that was changed since.
    [[nodiscard]] QVariant previous(const Text &attribute) const;
    /// The same of all changed attributes, by name.
    [[nodiscard]] QList<std::pair<QString, QVariant>> previous() const;

    /// The associated rows that came with this one (see FindOptions::include), by alias; none when
    /// there are none. Throws UsageError for an alias that was not included.
    [[nodiscard]] QList<Instance> all(const Text &alias) const;
    /// The same of an association to one. Also the row of the junction between this one and the one
    /// it was included by, by the name of its model.
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

    /// All values as get() tells them, by name: those that are set or loaded, and those that
    /// getters make, but for those of attributes that the query left out.
    [[nodiscard]] QList<std::pair<QString, QVariant>> values() const;
    /// All values that are set or loaded, by name, past the getters.
    [[nodiscard]] QList<std::pair<QString, QVariant>> dataValues() const;
    /// What values() tells, as JSON: dates in ISO 8601, decimals as numbers, blobs in base 64.
    [[nodiscard]] QJsonObject toJson() const;

    /// The broken rules of the model, all of them; empty when it can be saved.
    [[nodiscard]] QList<ValidationErrorItem> validate() const;

    /// Inserts a new row, or writes the changed attributes and updatedAt; sends nothing when
    /// nothing changed. Fails with ValidationError, UniqueConstraintError, DatabaseError, and with
    /// UsageError for a built row that is stored already: it is one row, however many copies of the
    /// instance there are. Go on with the answer: `book = book.save().result();`. When the unit of
    /// work is rolled back, the row is new again.
    [[nodiscard]] QFuture<Instance> save(const SaveOptions &options = {}) const;
    /// Sets `values` and saves only these.
    [[nodiscard]] QFuture<Instance> update(const Values &values,
                                           const SaveOptions &options = {}) const;
    /// Not there: values stand in two braces, `{{"title", "Kindred"}}`.
    void update(const BareValue &, const SaveOptions & = {}) const;
    /// Deletes the row; one of a paranoid model is marked as deleted.
    [[nodiscard]] QFuture<Instance> destroy(const InstanceDestroyOptions &options = {}) const;
    /// Takes the mark away that destroy() set. Fails with UsageError when the model is not
    /// paranoid.
    [[nodiscard]] QFuture<Instance> restore(const InstanceRestoreOptions &options = {}) const;
    /// Whether it is marked. Throws UsageError when the model is not paranoid.
    [[nodiscard]] bool isSoftDeleted() const;
    /// Reads the row again, with what `options` ask for beside the key; without an include, with
    /// all rows under the aliases that came with it. Fails with InstanceError when it is gone.
    [[nodiscard]] QFuture<Instance> reload(const FindOptions &options = {}) const;
    ///@{
    /// Adds in the database, so that other writers lose nothing, or takes away; several attributes
    /// each by its own amount. Answers with this instance and the sum it knows of; reload() tells
    /// what others added meanwhile.
    [[nodiscard]] QFuture<Instance> increment(const Text &attribute, double by = 1) const;
    [[nodiscard]] QFuture<Instance> increment(const Text &attribute,
                                              const InstanceIncrementOptions &options) const;
    [[nodiscard]] QFuture<Instance> increment(const Values &amounts,
                                              const InstanceIncrementOptions &options = {}) const;
    [[nodiscard]] QFuture<Instance> decrement(const Text &attribute, double by = 1) const;
    [[nodiscard]] QFuture<Instance> decrement(const Text &attribute,
                                              const InstanceIncrementOptions &options) const;
    [[nodiscard]] QFuture<Instance> decrement(const Values &amounts,
                                              const InstanceIncrementOptions &options = {}) const;
    ///@}

    /// The condition by which the row is found: its key. Throws UsageError for a row without one.
    [[nodiscard]] Where where() const;
    ///@{
    /// Whether that is a row of the same model with the same key, or one of them is.
    [[nodiscard]] bool equals(const Instance &other) const;
    [[nodiscard]] bool equalsOneOf(const QList<Instance> &others) const;
    ///@}

    /// A copy that keeps nothing but its own values alive, for one row kept out of very many.
    [[nodiscard]] Instance detached() const;

private:
    friend struct ModelData;
    friend class Finder;
    friend class InstanceField;
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
    /// The value of an attribute, or under a name that the query gave (index -1).
    [[nodiscard]] QVariant dataValue(int index, const Text &name) const;
    void setRaw(const Values::Entry &entry);
    /// What set() does without a setter: keys, times and versions of a stored row stay.
    void setPlain(int attribute, const Operand &value);
    void setData(int attribute, const Operand &value);
    [[nodiscard]] bool isStoredKey(int attribute) const;
    /// Whether nobody asked for the attribute in the query that made this.
    [[nodiscard]] bool isHidden(int attribute) const;
    /// Which attribute that is; -1: none.
    [[nodiscard]] int indexOf(const char *attribute) const;
    [[nodiscard]] int indexOf(const QString &attribute) const;
    /// Reads an attribute without a QVariant in between. False where it does not stand in the block
    /// in a form that allows that.
    bool readPlain(int attribute, QString &value) const;
    bool readPlain(int attribute, double &value) const;
    bool readPlain(int attribute, qint64 &value) const;
    bool readPlain(int attribute, QDateTime &value) const;
    bool readPlain(int attribute, Decimal &value) const;
    /// The column of the block in which the attribute stands as it is now; -1: none.
    [[nodiscard]] int plainColumn(int attribute) const;
    template<typename T, typename Name>
    [[nodiscard]] T typed(int index, const Name &attribute) const;
    /// An attribute's value with a number added or taken away; see InstanceField.
    [[nodiscard]] QVariant sum(const Text &attribute, const Operand &amount,
                               bool isSubtracted) const;
    /// "Book.price", for messages. The second is for those that show the value, and throws for a
    /// sensitive attribute.
    [[nodiscard]] QString fullName(const Text &attribute) const;
    [[nodiscard]] QString nameToRefuse(const Text &attribute) const;
    /// What was set of an attribute; undefined when nothing was.
    [[nodiscard]] const Operand &own(int attribute) const;
    void validate(int attribute, QList<ValidationErrorItem> &errors) const;
    /// Whether the attribute gets its value from a row that came with this one and is saved first.
    [[nodiscard]] bool awaitsOwner(int attribute) const;
    /// Whether it was inserted by a unit of work that was rolled back. Such a row as it was built
    /// or created, with what was set since.
    [[nodiscard]] bool wasTakenBack() const;
    [[nodiscard]] Instance rebuilt() const;
    /// Notes that `built` was inserted as this, or what is known of the row before it was changed.
    void setInserted(const Instance &built, std::shared_ptr<const TransactionOutcome> in);
    void setInserted(const Instance &before);
    /// Makes the own values the stored ones, or `value` that of an attribute; invalid: no value.
    void markStored();
    void markStored(int attribute, const QVariant &value);
    [[nodiscard]] const ModelData &data() const;
    /// This with amounts added. `isFloating`: DECIMALs without digits are added up as DOUBLEs.
    [[nodiscard]] Instance withSums(const Values &amounts, bool isSubtracted,
                                    bool isFloating) const;
    /// The value of an attribute as the caller gave it, or as it is stored; as it is stored.
    [[nodiscard]] Operand given(int attribute) const;
    [[nodiscard]] QVariant stored(int attribute) const;
    [[nodiscard]] QVariant current(int attribute) const;

    RowBlockPointer m_block; ///< The loaded values; null for a row that was built.
    int m_row = 0;
    int m_part = 0;
    QSharedDataPointer<InstanceChanges> m_changes;     ///< Null while nothing was set.
    QSharedDataPointer<InstanceRelations> m_relations; ///< Null when nothing was included.
};

template<typename T, typename Name>
T Instance::typed(int index, const Name &attribute) const
{
    if constexpr (isOptional<T>) {
        const bool isThere = !get(Text(attribute)).isNull();
        return isThere ? T(typed<typename T::value_type>(index, attribute)) : T();
    } else {
        if constexpr (OneOf<T, QString, double, QDateTime, Decimal>) {
            T value;
            if (readPlain(index, value))
                return value;
        } else if constexpr (std::integral<T> && Readable<T> && !std::same_as<T, bool>) {
            if (qint64 number = 0; readPlain(index, number) && std::in_range<T>(number))
                return T(number);
        }
        return valueAs<T>(get(Text(attribute)), [&] { return nameToRefuse(attribute); });
    }
}

/// The same as Instance::get() of that type.
template<typename T>
T InstanceField::value() &&
{
    return m_instance.get<T>(m_attribute);
}

/// One line: `Book(id: 1, title: "Kindred")`.
QDebug operator<<(QDebug debug, const Instance &instance);

} // namespace orm
