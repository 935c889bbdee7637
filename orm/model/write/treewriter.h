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

/// Writes new rows together with those that are associated with them: rows that they refer to
/// first, then themselves, then rows that refer to them. The statements come in Sequelize's order,
/// which goes down the tree level by level.
class TreeWriter
{
public:
    /// Gives `instance` the associated rows that stand among `values`, as far as `options` include
    /// them: new instances under the aliases of their associations.
    static void addRelations(const ModelData &model, Instance &instance, const Values &values,
                             const BuildOptions &options);
    /// Inserts a row, and what `options` include.
    [[nodiscard]] static Instance create(const ModelData &model, const Values &values,
                                         const CreateOptions &options, Connection &connection);
    /// The same for many rows; those of one association in one statement.
    [[nodiscard]] static QList<Instance> bulkCreate(const ModelData &model,
                                                    const QList<Values> &rows,
                                                    const BulkCreateOptions &options,
                                                    Connection &connection);
    /// Saves `instance`, and if it is new the rows that it was built with.
    [[nodiscard]] static Instance save(const Instance &instance, const SaveOptions &options,
                                       Connection &connection);

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
        const Association *via = nullptr; ///< The association by which they were reached.
        bool isRoot = false;
        std::function<void(const QList<Instance> &rows)> done = {};
        std::vector<Branch> before = {}; ///< Rows that these refer to.
        std::vector<Branch> after = {};  ///< Rows that refer to these.
        int open = 0;                    ///< Other groups that must be done first.
        int delay = 0; ///< Statements that become ready together go by this, as in Sequelize.
        bool isWritten = false;
    };

    TreeWriter(Connection &connection, const SaveOptions &save, const BulkCreateOptions &bulk,
               bool isBulk)
        : m_connection(connection)
        , m_saveOptions(save)
        , m_bulkOptions(bulk)
        , m_isBulk(isBulk)
    {
    }

    /// Tells an instance that was built with includes from others, though none may be there.
    static void expectRelations(Instance &instance);
    [[nodiscard]] static bool isTree(const Instance &instance);
    [[nodiscard]] QList<Instance> write(const QList<Instance> &roots);
    [[nodiscard]] QList<Instance> writeAll(const QList<Instance> &roots);
    void start(Group given);
    void startBranch(Group &group, Branch &branch);
    void startPart(Group &group, Branch &branch, const Places &places);
    void finishPart(Group &group, Branch &branch, const Places &places,
                    const QList<Instance> &rows);
    void close(Group &group);
    void insert(Group &group);
    void insertBetween(const Group &group, const Branch &branch, const Places &places);
    void finish(Group &group);
    void referTo(Group &group) const;
    static void referBack(const Group &group, Branch &branch);
    void await(int delay, std::function<void()> step);
    void takeWave();

    Connection &m_connection;
    SaveOptions m_saveOptions;
    BulkCreateOptions m_bulkOptions;
    bool m_isBulk; ///< The rows of one association in one statement.
    std::deque<Group> m_groups;
    std::deque<std::function<void()>> m_steps; ///< Statements that are waiting, in their order.
    /// Those that became ready by the last one, with their delays.
    std::vector<std::pair<int, std::function<void()>>> m_wave;
};

} // namespace orm
