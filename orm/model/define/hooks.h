#pragma once

#include "orm/core/error.h"
#include "orm/db/connectionhooks.h"
#include "orm/expr/find.h"
#include "orm/model/define/association.h"
#include "orm/model/define/findoptions.h"
#include "orm/model/define/hook.h"
#include "orm/model/define/instance.h"
#include "orm/schema/attribute.h"

namespace orm {

class Session;

/// Two models that hasMany() or its like is about to associate, or has associated.
struct AssociatedModels
{
    const Model &source;                      ///< The model that has the association.
    const Model &target;                      ///< The model it leads to.
    Association::Kind kind;                   ///< How rows of one belong to rows of the other.
    const Association *association = nullptr; ///< Before it is made: nullptr.
};

/// The hooks of a model, which Model::hooks() gives, or of all models of a database, those of
/// Sequelize::hooks(), which run behind those of the model. Each runs where Sequelize runs the one
/// of its name. A call whose options say `.hooks = false` runs none.
///
/// A call for many rows (bulkCreate, update, destroy and restore of a Model) runs the bulk hooks,
/// and those of its rows only with `.individualHooks`; then the rows are read first.
class ModelHooks
{
    std::atomic<int> m_count = 0; ///< Of all functions.

public:
    ModelHooks();
    ModelHooks(const ModelHooks &) = delete;
    ModelHooks &operator=(const ModelHooks &) = delete;
    ~ModelHooks();

    /// Whether there is no function at all.
    [[nodiscard]] bool isEmpty() const { return m_count.load(std::memory_order_relaxed) == 0; }

    using BeforeRow = Hook<Instance, SaveOptions>;      ///< Before a row is saved.
    using AfterRow = Hook<Instance, const SaveOptions>; ///< After a row was saved.

    // One row that is created or saved
    /// Before the rules of the model are asked. What it sets is judged and saved.
    BeforeRow beforeValidate{m_count};
    /// After they were kept.
    BeforeRow afterValidate{m_count};
    /// After they were broken. Another failure that it throws is the call's.
    Hook<Instance, SaveOptions, const ValidationError> validationFailed{m_count};
    /// Before an INSERT. What it sets is stored, judged by its type alone, unless the call names
    /// its `fields`; then it counts as changed.
    BeforeRow beforeCreate{m_count};
    /// After an INSERT, when the rows that came with the row are stored, too. What it sets counts
    /// as changed and is not stored.
    AfterRow afterCreate{m_count};
    /// Before an UPDATE of one row, also of one in which nothing has changed. What it sets is
    /// judged and stored, unless the call names its `fields`.
    BeforeRow beforeUpdate{m_count};
    /// After an UPDATE of one row.
    AfterRow afterUpdate{m_count};
    /// beforeCreate and beforeUpdate.
    BothHooks<BeforeRow> beforeSave{beforeCreate, beforeUpdate};
    /// afterCreate and afterUpdate.
    BothHooks<AfterRow> afterSave{afterCreate, afterUpdate};
    /// Before an upsert, when its values are judged. What it sets is stored.
    Hook<Values, UpsertOptions> beforeUpsert{m_count};
    /// After it, with what the call answers.
    Hook<std::pair<Instance, std::optional<bool>>, const UpsertOptions> afterUpsert{m_count};

    // One row that is destroyed, or restored
    /// Before the row goes, or is marked in a paranoid model.
    Hook<Instance, InstanceDestroyOptions> beforeDestroy{m_count};
    /// After that.
    Hook<Instance, const InstanceDestroyOptions> afterDestroy{m_count};
    /// Before the mark of a row is taken away.
    Hook<Instance> beforeRestore{m_count};
    /// After that.
    Hook<Instance> afterRestore{m_count};

    // Many rows
    /// Before many rows are created. What it sets in them is judged and stored, unless the call
    /// names its `fields`.
    Hook<QList<Instance>, BulkCreateOptions> beforeBulkCreate{m_count};
    /// After that.
    Hook<QList<Instance>, const BulkCreateOptions> afterBulkCreate{m_count};
    /// Before Model::update(). The values, and which rows, may be changed.
    Hook<Values, UpdateOptions> beforeBulkUpdate{m_count};
    /// After it.
    Hook<const Values, const UpdateOptions> afterBulkUpdate{m_count};
    /// Before Model::destroy() and truncate().
    Hook<DestroyOptions> beforeBulkDestroy{m_count};
    /// After that.
    Hook<const DestroyOptions> afterBulkDestroy{m_count};
    /// Before Model::restore().
    Hook<RestoreOptions> beforeBulkRestore{m_count};
    /// After it.
    Hook<const RestoreOptions> afterBulkRestore{m_count};

    // Rows that are found
    /// Before findAll(), findOne(), findByPk(), findAndCountAll() and reload(), with what the call
    /// and the scope ask for. Included rows run no hooks.
    Hook<FindOptions> beforeFind{m_count};
    /// The same, when `include = {All}` is the list of associations.
    Hook<FindOptions> beforeFindAfterExpandIncludeAll{m_count};
    /// The same, right before the SELECT.
    Hook<FindOptions> beforeFindAfterOptions{m_count};
    /// After that, with the rows that were found, perhaps none.
    Hook<QList<Instance>, const FindOptions> afterFind{m_count};
    /// Before count() and findAndCountAll().
    Hook<CountOptions> beforeCount{m_count};

    // Associations
    /// Before the model is associated with another one.
    Hook<const AssociatedModels> beforeAssociate{m_count};
    /// After that.
    Hook<const AssociatedModels> afterAssociate{m_count};

    // Tables
    /// Before the table of one model is made.
    Hook<SyncOptions> beforeSync{m_count};
    /// After that.
    Hook<const SyncOptions> afterSync{m_count};
};

/// The hooks of a database: those of each of its models, those about all of them, and those of its
/// connections, its pool and its queries.
///
/// The latter cannot ask the database that waits for them: calls in them are refused with
/// UsageError, but for those of the session that afterConnect is given. Another database may be
/// asked, and a future that a function answers with is waited for, on the thread that is named.
class SequelizeHooks : public ModelHooks
{
    std::atomic<int> m_ownCount = 0;
    const std::shared_ptr<ConnectionHooks> m_connections;

public:
    /// Those of a database, whose connections have `connections` called; for the library's own use.
    explicit SequelizeHooks(std::shared_ptr<ConnectionHooks> connections);
    ~SequelizeHooks();

    /// Before a model is made of its definition, which may be changed.
    Hook<std::vector<AttributeDefinition>, ModelOptions> beforeDefine{m_ownCount};
    /// After that.
    Hook<Model> afterDefine{m_ownCount};
    /// Before Sequelize::sync().
    Hook<SyncOptions> beforeBulkSync{m_ownCount};
    /// After it.
    Hook<const SyncOptions> afterBulkSync{m_ownCount};

    // Connections, each on its own thread
    /// Before a connection is opened, to each host that is tried, and before one that changes()
    /// listens on. What it sets holds for that one: a password of the hour, say. What it throws is
    /// the failure of the call that needs the connection.
    Hook<ConnectionOptions> beforeConnect{m_connections->connects};
    /// After it was opened, before anybody uses it; not for one that changes() listens on. The
    /// session's calls run on it. What it throws closes it again.
    Hook<Session, const ConnectionInfo> afterConnect{m_connections->connects};
    /// Before a connection is closed, or one that was lost is given up. What it throws is printed
    /// as a warning, here and after that.
    Hook<const ConnectionInfo> beforeDisconnect{m_connections->connects};
    /// After that.
    Hook<const ConnectionInfo> afterDisconnect{m_connections->connects};
    /// Before a call asks the pool for a connection, on the thread of whoever asks: a window's,
    /// perhaps. Calls inside a unit of work have one, and ask for none. What it throws is the
    /// call's failure.
    Hook<AcquireOptions> beforePoolAcquire{m_connections->acquires};
    /// After one was found, on its thread, before the call runs. What it throws is the call's
    /// failure.
    Hook<const ConnectionInfo, const AcquireOptions> afterPoolAcquire{m_connections->acquires};
    /// Before each statement that the log shows, on the thread of its connection; of the event,
    /// what is known then. What it throws is the call's failure, and the statement is not sent;
    /// but for a ROLLBACK, which is, and then that is printed as a warning.
    Hook<const QueryEvent> beforeQuery{m_connections->queries};
    /// After it ended, well or badly, with the same event of the same id. What it throws is the
    /// call's failure, though a statement outside of transactions has been done; it is printed as a
    /// warning where the statement failed by itself, or begins or ends a transaction.
    Hook<const QueryEvent> afterQuery{m_connections->queries};
};

} // namespace orm
