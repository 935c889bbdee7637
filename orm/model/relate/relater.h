#pragma once

#include "orm/db/connection.h"
#include "orm/db/transaction.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/define/relatedoptions.h"
#include "orm/model/relate/keyset.h"

#include <optional>

namespace orm {

/// Reads and changes which rows are associated with one, on the thread of a connection, with the
/// statements of Sequelize's getBooks, addBook and so on.
class Relater
{
public:
    Relater(const Association &association, const Instance &source, Connection &connection)
        : m_association(association)
        , m_source(source)
        , m_connection(connection)
    {
    }

    [[nodiscard]] QList<Instance> get(const RelatedOptions &options) const;
    [[nodiscard]] std::optional<Instance> one(const RelatedOptions &options) const;
    [[nodiscard]] qint64 count(RelatedOptions options) const;
    [[nodiscard]] bool has(const RelatedRows &rows, RelatedOptions options) const;

    [[nodiscard]] Instance set(const RelatedRows &rows, const LinkOptions &options) const;
    [[nodiscard]] Instance add(const RelatedRows &rows, const LinkOptions &options) const;
    [[nodiscard]] Instance remove(const RelatedRows &rows) const;
    [[nodiscard]] Instance create(Values values, CreateOptions options,
                                  const LinkOptions &link) const;

private:
    using Kind = Association::Kind;
    using Keys = std::vector<QVariant>;

    [[nodiscard]] const ModelData &target() const { return *m_association.target; }
    /// The attribute of the target by which rows are known.
    [[nodiscard]] QString targetKey() const;
    /// The value in the source that the other side refers to; null when it has none. Throws
    /// UsageError when the source is not saved yet.
    [[nodiscard]] QVariant ownKey() const;
    [[nodiscard]] Keys keysOf(const RelatedRows &rows) const;
    [[nodiscard]] QVariant keyOf(const RelatedRow &row) const;
    [[nodiscard]] static Operand listOf(const Keys &keys);
    [[nodiscard]] static KeySet setOf(const Keys &keys);
    [[nodiscard]] FindOptions findOptions(const RelatedOptions &options) const;
    [[nodiscard]] FindOptions scopeOf(const RelatedOptions &options) const;
    [[nodiscard]] std::optional<Instance> owner(const RelatedOptions &options) const;
    /// Begins a transaction unless the caller wants none.
    void begin(std::optional<Transaction> &transaction) const;
    void refuseToOne(const char *method) const;

    [[nodiscard]] Instance withOwner(const RelatedRows &rows, bool isSaved = true) const;
    [[nodiscard]] Instance stored(const QVariant &key) const;
    void setOne(const RelatedRows &rows) const;
    void setMany(const Keys &keys) const;
    void attach(const Keys &keys) const;
    void update(const Values &values, const Where &where) const;

    // Junction rows, of belongsToMany
    [[nodiscard]] const ModelData &junction() const { return *m_association.through; }
    [[nodiscard]] Where junctionWhere(bool isScoped, const std::optional<Keys> &keys = {}) const;
    [[nodiscard]] QList<Instance> junctionRows(const Where &where) const;
    /// A key of the other side, and what the junction row is told besides.
    struct Link
    {
        QVariant key;
        Values values;
    };
    [[nodiscard]] std::vector<Link> linksOf(const RelatedRows &rows, const Values &values) const;
    [[nodiscard]] static Keys keysOf(const std::vector<Link> &links);
    /// Junction rows that are to be inserted, and those that are to be changed.
    struct Work
    {
        QList<Values> added;       ///< Before the setters of the junction.
        std::vector<Link> changed; ///< Behind them.
    };
    /// `changesEqual`: also rows that have the values already, as Sequelize's set does.
    [[nodiscard]] Work workOf(const std::vector<Link> &links, const QList<Instance> &known,
                              bool changesEqual) const;
    void perform(const Work &work) const;
    [[nodiscard]] bool isPairUnique() const;
    /// Brings back those of `added` that are only marked as deleted, with their new values; answers
    /// the others.
    [[nodiscard]] QList<Values> withoutRestored(const QList<Values> &added) const;
    void setJunction(const std::vector<Link> &links) const;
    void addJunction(const std::vector<Link> &links) const;
    void removeJunction(const Keys &keys, bool isScoped) const;

    const Association &m_association;
    const Instance &m_source;
    Connection &m_connection;
};

} // namespace orm
