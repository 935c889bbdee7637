#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/read/includetree.h"
#include "orm/sql/querygenerator.h"

namespace orm {

/// Reads rows of a model, on the thread of a connection.
class Finder
{
public:
    Finder(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// The rows, with the hooks of finding around it.
    [[nodiscard]] QList<Instance> findAll(FindOptions options) const;
    [[nodiscard]] std::optional<Instance> findOne(const FindOptions &options) const
    {
        return findOne(options, options.where);
    }
    /// The same in a scope; `where` is what the call itself asks for.
    [[nodiscard]] std::optional<Instance> findOne(FindOptions options, const Where &where) const;
    /// The same rows as names and values, with those that they include beside them.
    [[nodiscard]] RowSet findAllRaw(FindOptions options) const;
    [[nodiscard]] std::optional<ResultRow> findOneRaw(FindOptions options) const;
    /// Rows with just the attributes asked for: what is included chooses them and stays away.
    [[nodiscard]] QList<Instance> findBare(const FindOptions &options) const;
    /// The row with that primary key, whole.
    [[nodiscard]] std::optional<Instance> findByKey(const QVariant &key) const;
    /// The rows of somebody's own SQL, whose columns have the names of fields or attributes.
    [[nodiscard]] QList<Instance> findBySql(const Sql &sql) const;
    [[nodiscard]] QList<qint64> findKeys(const FindOptions &options) const;
    /// The same one by one.
    void findKeys(const FindOptions &options, const TakeKey &take) const;
    [[nodiscard]] qint64 count(const CountOptions &options) const;
    /// How many rows of the model findAll() would find without a limit.
    [[nodiscard]] qint64 countAll(const FindOptions &options) const;
    /// One row a group: its columns, and one named like the function. Without an attribute, of all
    /// rows.
    [[nodiscard]] RowSet aggregateGroups(const QString &function, const QString &attribute,
                                         const GroupOptions &options) const;
    /// `function` is sum, min, max, avg …
    [[nodiscard]] QVariant aggregate(const QString &function, const QString &attribute,
                                     const AggregateOptions &options) const;

private:
    [[nodiscard]] QList<Instance> foundRows(const FindOptions &options) const;
    [[nodiscard]] Select selectFor(const FindOptions &options) const;
    [[nodiscard]] Select selectFor(const FindOptions &options, std::vector<Selected> columns) const;
    [[nodiscard]] std::vector<Selected> selected(const Attributes &attributes) const;
    /// What a query for the rows of many parents has beside its options.
    struct ForParents
    {
        std::optional<PerParent> perParent = {};
        QStringList hidden = {}; ///< Attributes that nobody asked for.
    };
    [[nodiscard]] QList<Instance> findTrees(const FindOptions &options,
                                            const ForParents &parents) const;
    /// How the database compares aliases.
    [[nodiscard]] Qt::CaseSensitivity aliasCase() const;
    [[nodiscard]] Select joinedSelect(const IncludeTree &tree, const FindOptions &options) const;
    [[nodiscard]] Select keysFor(const IncludeTree &tree, const Select &select,
                                 const FindOptions &options) const;
    [[nodiscard]] Select
    chosenByKeys(const FindOptions &options,
                 IncludeTree::Merging merging = IncludeTree::Merging::Allowed) const;
    [[nodiscard]] Select flatSelect(const FindOptions &options) const;
    void runHooksBefore(FindOptions &options) const;
    [[nodiscard]] Select groupsOf(const FindOptions &options) const;
    [[nodiscard]] qint64 countOf(const Select &select) const;
    [[nodiscard]] QList<Instance> found(const Select &select,
                                        const std::shared_ptr<RowHead> &head) const;
    void completeHead(ModelRowHead &head, const std::vector<Selected> &selected) const;
    [[nodiscard]] std::vector<QList<Instance>>
    findSeparate(const IncludeNode &node, const std::vector<QVariant> &keys) const;
    class KeyOfParent;
    /// `isOfAll`: the parents are all there are.
    [[nodiscard]] std::vector<QList<Instance>>
    findMerged(const IncludeNode &node, const std::vector<QVariant> &keys, bool isOfAll) const;
    [[nodiscard]] QList<Instance> mergedRows(const IncludeNode &node,
                                             const QList<QVariant> &keys) const;
    [[nodiscard]] FindOptions mergedOptions(const IncludeNode &node,
                                            const std::optional<QList<QVariant>> &keys) const;
    [[nodiscard]] static Include junction(const IncludeNode &node, const Where &ofParents);
    /// Where a limit is kept that counts the rows of each parent: in one statement for the only
    /// parent, in a part of it for each, or when all rows are there.
    enum class Limit : quint8 { OfAll, OfEach, Afterwards };
    [[nodiscard]] bool canLimitEach(const IncludeNode &node) const;
    [[nodiscard]] bool sortsParents(std::optional<qint64> limit) const;
    [[nodiscard]] QList<Instance> rowsOfParents(const IncludeNode &node,
                                                const QList<QVariant> &keys, Limit limit) const;
    /// `select`, which counts rows, with what `includes` join.
    [[nodiscard]] Select joined(Select select, const Includes &includes) const;
    [[nodiscard]] std::shared_ptr<RowHead> headFor(const std::vector<Selected> &columns,
                                                   const std::vector<Join> &joins = {}) const;
    [[nodiscard]] std::optional<bool> keyOrder(const FindOptions &options) const;
    [[nodiscard]] QList<qint64> sortedKeys(FindOptions options, bool descends) const;
    [[nodiscard]] bool isAboutOneRow(const Where &where) const;
    [[nodiscard]] Where found(const Where &where, bool paranoid) const;
    /// `count(DISTINCT(col))`, under the function's name.
    [[nodiscard]] Selected counted(const QString &function, const QString &column,
                                   bool isDistinct) const;
    [[nodiscard]] QString columnName(const QString &attribute) const;
    /// The column that count() counts: an attribute's, the key when each counts once or other
    /// tables are joined, or all.
    [[nodiscard]] QString countedColumn(const QString &attribute, bool isDistinct,
                                        bool isJoined) const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
