#pragma once

#include "orm/expr/find.h"
#include "orm/model/define/values.h"

namespace orm {

/// What count() is told.
struct CountOptions
{
    Where where = {};      ///< Which rows count; empty: all.
    bool distinct = false; ///< Each value of `col`, or of the key, counts once.
    Text col = {}; ///< Counts the rows in which this attribute is not null; default: all rows.
    bool paranoid = true;                   ///< Leaves out rows that are marked as deleted.
    Includes include = {};                  ///< Joined, so that conditions on them count.
    std::vector<IndexHint> indexHints = {}; ///< As in FindOptions.
    bool hooks = true;                      ///< False: no hook runs; see ModelHooks.
    bool useMaster = false;                 ///< As in FindOptions.
    TransactionReference transaction = {};  ///< As in FindOptions.
    CallLog logging = {};                   ///< As in FindOptions.
};

/// For counts and other aggregates of groups: `.group = {"author"}`.
struct GroupOptions
{
    Group group = {};                      ///< Names of attributes, fn(), col() or literal().
    Where where = {};                      ///< Which rows count; empty: all.
    bool distinct = false;                 ///< As in CountOptions.
    Text col = {};                         ///< For counts, as in CountOptions.
    Attributes attributes = {};            ///< Beside the groups and the aggregate.
    Where having = {};                     ///< Which groups.
    bool paranoid = true;                  ///< Leaves out rows that are marked as deleted.
    Includes include = {};                 ///< Joined, so that conditions on them count.
    bool useMaster = false;                ///< As in FindOptions.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What sum(), min(), max() and aggregate() are told.
struct AggregateOptions
{
    Where where = {};      ///< Which rows count; empty: all.
    bool distinct = false; ///< Each value counts once.
    /// The result's type; default: the attribute's, or DOUBLE for what is none.
    std::optional<DataType> dataType = {};
    bool paranoid = true;                  ///< Leaves out rows that are marked as deleted.
    Includes include = {};                 ///< Joined, so that conditions on them count.
    bool useMaster = false;                ///< As in FindOptions.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What create() is told.
struct CreateOptions
{
    bool validate = true; ///< Asks types, NULL rules and validators before it is sent.
    Names fields = {};    ///< Only these attributes are written; empty: all.
    bool silent = false;  ///< Keeps a given updatedAt.
    /// A row that breaks a unique rule is left out: the answered one stays a new record.
    bool ignoreDuplicates = false;
    bool returning = true;    ///< The row comes back as the database made it, where it can tell.
    Names returningOnly = {}; ///< Only these columns come back; empty: all.
    Text searchPath = {};     ///< The schemas in which the table is looked for, on PostgreSQL.
    Includes include = {};    ///< Associated rows among the values that are created, too.
    bool hooks = true;        ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What bulkCreate() is told.
struct BulkCreateOptions
{
    bool validate = false; ///< Asks NULL rules and validators, too; AggregateError has all answers.
    Names fields = {};     ///< Only these attributes are written; empty: all.
    /// Rows that break a unique rule are left out, with all that was to be created with them; the
    /// answered ones stay new records. Sequelize answers with them as if they were stored.
    bool ignoreDuplicates = false;
    /// Rows that break a unique rule change these attributes of the row that is there.
    Names updateOnDuplicate = {};
    /// The attributes of that rule; default: those of the model's unique indexes, or its key.
    Names conflictAttributes = {};
    Where conflictWhere = {}; ///< The condition of a partial index that makes the rule.
    bool returning = true;    ///< The rows come back as the database made them, where it can tell.
    Names returningOnly = {}; ///< Only these columns come back; empty: all.
    bool individualHooks = false;          ///< One INSERT a row, as if each were created by itself.
    Includes include = {};                 ///< As in CreateOptions.
    bool hooks = true;                     ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What save() is told.
struct SaveOptions
{
    bool validate = true;          ///< As in CreateOptions.
    Names fields = {};             ///< Only these attributes are written; empty: all that changed.
    bool silent = false;           ///< Leaves updatedAt as it is.
    bool ignoreDuplicates = false; ///< Of a new row: as in CreateOptions.
    bool returning = true;    ///< The row comes back as it is then, where the database can tell.
    Names returningOnly = {}; ///< Only these columns come back; empty: all.
    Text searchPath = {};     ///< The schemas in which the table is looked for, on PostgreSQL.
    bool hooks = true;        ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What update() is told. Without a condition nothing is changed and a UsageError says so, of one
/// that holds for every row a QueryError; for all rows say `.allRows`.
struct UpdateOptions
{
    Where where = {};                 ///< Which rows.
    bool allRows = false;             ///< That there is no condition is meant.
    Order order = {};                 ///< Which come first, where there is a limit.
    std::optional<qint64> limit = {}; ///< Rows at most; none: all.
    bool validate = true;             ///< Asks types, NULL rules and validators of the new values.
    bool silent = false;              ///< Leaves updatedAt as it is.
    Names fields = {};                ///< Only these of the values are written; empty: all.
    bool paranoid = true;             ///< Leaves rows alone that are marked as deleted.
    /// The changed rows come back, where the database can tell (Model::updateReturning).
    bool returning = false;
    Names returningOnly = {};     ///< Only these columns come back; empty: all.
    bool individualHooks = false; ///< Hooks of each row run, too; it is read first.
    /// What setters set beside the values that are given is written, too.
    bool sideEffects = true;
    Text searchPath = {}; ///< The schemas in which the table is looked for, on PostgreSQL.
    bool hooks = true;    ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What destroy() is told. Without a condition nothing is deleted and a UsageError says so, of one
/// that holds for every row a QueryError; for all rows say `.allRows` or call truncate().
struct DestroyOptions
{
    Where where = {};                 ///< Which rows.
    bool allRows = false;             ///< That there is no condition is meant.
    bool truncate = false;            ///< As truncate(), whatever else is said but `.force`.
    Order order = {};                 ///< Which come first, where there is a limit.
    std::optional<qint64> limit = {}; ///< Rows at most; none: all.
    bool force = false;           ///< Deletes rows of a paranoid model that would only be marked.
    bool individualHooks = false; ///< Hooks of each row run, too; it is read first.
    bool hooks = true;            ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What restore() is told. Without a condition all rows come back.
struct RestoreOptions
{
    Where where = {};                      ///< Which rows; empty: all.
    Order order = {};                      ///< Which come first, where there is a limit.
    std::optional<qint64> limit = {};      ///< Rows at most; none: all.
    bool hooks = true;                     ///< False: no hook runs; see ModelHooks.
    bool individualHooks = false;          ///< Hooks of each row run, too; it is read first.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What increment() and decrement() of one row are told.
struct InstanceIncrementOptions
{
    double by = 1;       ///< What is added to, or taken from, an attribute that is only named.
    bool silent = false; ///< Leaves updatedAt as it is.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What increment() and decrement() are told. Without a condition a UsageError says so.
struct IncrementOptions
{
    double by = 1;         ///< What is added to, or taken from, attributes that are only named.
    Where where = {};      ///< Which rows.
    bool silent = false;   ///< Leaves updatedAt as it is.
    bool allRows = false;  ///< That there is no condition is meant.
    bool returning = true; ///< The changed rows come back, where the database can tell.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What upsert() is told.
struct UpsertOptions
{
    bool validate = true; ///< As in CreateOptions, of the attributes that were given.
    Names fields = {};    ///< Written when the row is there already; empty: all that are given.
    /// The columns of the rule that tells whether it is there; default: a unique one among
    /// `fields`, or the key.
    Names conflictFields = {};
    Where conflictWhere = {}; ///< The condition of a partial index that makes the rule.
    bool returning = true;    ///< The row comes back as it is then, where the database can tell.
    Names returningOnly = {}; ///< Only these columns come back; empty: all.
    bool hooks = true;        ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What findOrCreate() and its like are told. Without a condition a UsageError says so.
struct FindOrCreateOptions
{
    Where where = {};        ///< Which row; what it says attributes are equal to, a new row has.
    Values defaults = {};    ///< What else a new row has; counts before what `where` says.
    bool paranoid = true;    ///< Leaves rows out that are marked as deleted.
    bool validate = true;    ///< As in CreateOptions.
    QStringList fields = {}; ///< Only these attributes of a new row are written; empty: all.
    bool hooks = true;       ///< False: no hook runs; see ModelHooks.
    bool useMaster = false;  ///< As in FindOptions.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What truncate() is told.
struct TruncateOptions
{
    bool cascade = false;         ///< Also tables that refer to this one, on PostgreSQL.
    bool restartIdentity = false; ///< Keys start again at 1, on SQLite and PostgreSQL.
    bool force = false;           ///< Deletes rows of a paranoid model that would only be marked.
    bool hooks = true;            ///< False: no hook runs; see ModelHooks.
    TransactionReference transaction = {}; ///< As in FindOptions.
    CallLog logging = {};                  ///< As in FindOptions.
};

/// What sync() is told; without an option it makes what is missing.
struct SyncOptions
{
    bool force = false;   ///< Drops the table first, with all that is in it.
    bool alter = false;   ///< Changes a table that is there until it fits the model.
    bool drop = true;     ///< With `alter`: also takes away columns that the model has not.
    bool hooks = true;    ///< False: no hook runs; see ModelHooks.
    CallLog logging = {}; ///< As in FindOptions.
};

/// What drop() is told.
struct DropOptions
{
    bool cascade = false; ///< Also what refers to the table, on PostgreSQL.
    CallLog logging = {}; ///< As in FindOptions.
};

/// Some rows, and how many there are in all.
template<typename Row>
struct RowsAndCount
{
    qint64 count = 0; ///< How many there are without limit and offset.
    QList<Row> rows;  ///< Those that were asked for.
};

} // namespace orm
