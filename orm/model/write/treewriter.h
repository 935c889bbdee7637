#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/association.h"
#include "orm/model/define/findoptions.h"
#include "orm/model/define/instance.h"

#include <deque>
#include <functional>
#include <utility>
#include <vector>

namespace orm {

/// Plans the writes of new rows together with those that are associated with them: rows that they
/// refer to first, then themselves, then rows that refer to them. The statements come in
/// Sequelize's order, which goes down the tree level by level. A Writer writes the rows.
class TreeWriter
{
public:
    /// Gives `instance` the associated rows that stand among `values`, as far as `options` include
    /// them: new instances under the aliases of their associations.
    static void addRelations(const ModelData &model, Instance &instance, const Values &values,
                             const BuildOptions &options);
    /// Whether values of associated rows under `alias` have a place: it is included, or the model
    /// of a junction, whose row comes with the one it leads to.
    [[nodiscard]] static bool isIncluded(const ModelData &model, const Includes &includes,
                                         const QString &alias);
    /// Whether there are rows to be written together with `instance`: it is new, and was built with
    /// some.
    [[nodiscard]] static bool isTree(const Instance &instance);

    /// Of trees that are saved one by one.
    TreeWriter(Connection &connection, const SaveOptions &options)
        : m_connection(connection)
        , m_saveOptions(options)
        , m_isBulk(false)
    {
    }
    /// Of trees whose rows of one association are inserted by one statement.
    TreeWriter(Connection &connection, const BulkCreateOptions &options)
        : m_connection(connection)
        , m_bulkOptions(options)
        , m_isBulk(true)
    {
    }

    /// Writes the trees, all of them or nothing.
    [[nodiscard]] QList<Instance> writeAll(const QList<Instance> &roots);

private:
    using Places = std::vector<qsizetype>;

    /// The rows under one alias of the rows of a group.
    struct Branch
    {
        const Association *association = nullptr;
        QList<Instance> rows = {};
        Places owners = {}; ///< By row, its owner's place in the group.
    };
    /// Rows of one model that are written together.
    struct Group
    {
        QList<Instance> rows;
        Places roots = {};                ///< By row, the place of the tree that it belongs to.
        const Association *via = nullptr; ///< The association by which they were reached.
        bool isRoot = false;
        SaveOptions options = {};    ///< Of the rows, when they are saved one by one.
        BulkCreateOptions bulk = {}; ///< Of the rows, when they are inserted together.
        bool wasNew = true;          ///< They were to be inserted.
        std::function<void(const QList<Instance> &rows)> done = {};
        std::vector<Branch> before = {}; ///< Rows that these refer to.
        std::vector<Branch> after = {};  ///< Rows that refer to these.
        int open = 0;                    ///< Other groups that must be done first.
        int delay = 0; ///< Statements that become ready together go by this, as in Sequelize.
        bool isWritten = false;
    };

    /// Tells an instance that was built with includes from others, though none may be there.
    static void expectRelations(Instance &instance);
    [[nodiscard]] QList<Instance> write(const QList<Instance> &roots);
    void start(Group given);
    void prepare(Group &group);
    void startBranch(Group &group, Branch &branch);
    void startPart(Group &group, Branch &branch, const Places &places);
    void finishPart(Group &group, Branch &branch, const Places &places,
                    const QList<Instance> &rows);
    void close(Group &group);
    template<typename Work>
    void ofRoots(const Places &roots, const Work &work) const;
    void insert(Group &group);
    static void addGiven(Instance &pair, const Values &keys, const Instance &row);
    void insertJunction(const Group &group, const Branch &branch, const Places &places);
    void finish(Group &group);
    void runHooksAfter(Group &group) const;
    void referTo(Group &group) const;
    static void referBack(const Group &group, Branch &branch);
    void await(int delay, std::function<void()> step);
    void takeWave();

    Connection &m_connection;
    SaveOptions m_saveOptions;
    BulkCreateOptions m_bulkOptions;
    bool m_isBatch = false; ///< Several trees were given.
    bool m_isBulk;          ///< The rows of one association in one statement.
    std::deque<Group> m_groups;
    std::deque<std::function<void()>> m_steps; ///< Statements that are waiting, in their order.
    /// Those that became ready by the last one, with their delays.
    std::vector<std::pair<int, std::function<void()>>> m_wave;
};

} // namespace orm
