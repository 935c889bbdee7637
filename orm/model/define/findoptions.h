#pragma once

#include "orm/expr/find.h"

namespace orm {

struct CountOptions
{
    Where where = {};
    bool distinct = false;
    Text col = {}; ///< Counts the rows in which this attribute is not null; default: all rows.
    bool paranoid = true;
    Includes include = {};
    std::vector<IndexHint> indexHints = {}; ///< As in FindOptions.
};

/// For counts and other aggregates of groups: `.group = {"author"}`.
struct GroupOptions
{
    std::vector<Operand> group = {};
    Where where = {};
    bool distinct = false;
    Text col = {};              ///< For counts, as in CountOptions.
    Attributes attributes = {}; ///< Beside the groups and the aggregate.
    Where having = {};
    bool paranoid = true;
    Includes include = {};
};

struct AggregateOptions
{
    Where where = {};
    bool distinct = false;
    /// The result's type; default: the attribute's, or FLOAT for what is none.
    std::optional<DataType> dataType = {};
    bool paranoid = true;
    Includes include = {};
};

struct CreateOptions
{
    bool validate = true;
    QStringList fields = {};       ///< Only these attributes are written; empty: all.
    bool silent = false;           ///< Keeps a given updatedAt.
    bool ignoreDuplicates = false; ///< A row that breaks a unique rule is left out silently.
    bool returning = true; ///< The row comes back as the database made it, where it can tell.
    QStringList returningOnly = {}; ///< Only these columns come back; empty: all.
    Text searchPath = {};  ///< The schemas in which the table is looked for, on PostgreSQL.
    Includes include = {}; ///< Associated rows among the values that are created, too.
};

struct BulkCreateOptions
{
    bool validate = false;
    QStringList fields = {};
    bool ignoreDuplicates = false; ///< Rows that break a unique rule are left out silently.
    /// Rows that break a unique rule change these attributes of the row that is there.
    QStringList updateOnDuplicate = {};
    /// The attributes of that rule; default: those of the model's unique indexes, or its key.
    QStringList conflictAttributes = {};
    Where conflictWhere = {}; ///< The condition of a partial index that makes the rule.
    bool returning = true;
    QStringList returningOnly = {};
    bool individualHooks = false; ///< One INSERT a row, as if each were created by itself.
    Includes include = {};        ///< As in CreateOptions.
};

struct SaveOptions
{
    bool validate = true;
    QStringList fields = {}; ///< Only these attributes are written; empty: all that changed.
    bool silent = false;     ///< Leaves updatedAt as it is.
    bool ignoreDuplicates = false;
    bool returning = true;
    QStringList returningOnly = {};
    Text searchPath = {};
};

/// Without a condition nothing is changed and an error says so; for all rows say `.allRows`.
struct UpdateOptions
{
    Where where = {};
    bool allRows = false;
    std::optional<qint64> limit = {};
    bool validate = true;
    bool silent = false;     ///< Leaves updatedAt as it is.
    QStringList fields = {}; ///< Only these of the values are written; empty: all.
    bool paranoid = true;    ///< Leaves rows alone that are marked as deleted.
    /// The changed rows come back, where the database can tell (Model::updateReturning).
    bool returning = false;
    QStringList returningOnly = {};
    bool individualHooks = false; ///< The rows are read first, as if each were saved by itself.
    Text searchPath = {};         ///< The schemas in which the table is looked for, on PostgreSQL.
};

/// Without a condition nothing is deleted and an error says so; for all rows say `.allRows` or
/// call truncate().
struct DestroyOptions
{
    Where where = {};
    bool allRows = false;
    std::optional<qint64> limit = {};
    bool force = false;           ///< Deletes rows of a paranoid model that would only be marked.
    bool individualHooks = false; ///< The rows are read first, as if each were destroyed by itself.
};

/// Without a condition all rows come back.
struct RestoreOptions
{
    Where where = {};
    std::optional<qint64> limit = {};
};

struct IncrementOptions
{
    double by = 1;
    Where where = {};
    bool silent = false;
    bool allRows = false;
    bool returning = true;
};

struct UpsertOptions
{
    bool validate = true;
    QStringList fields = {}; ///< Written when the row is there already; empty: all that are given.
    /// The columns of the rule that tells whether it is there; default: a unique one among
    /// `fields`, or the key.
    QStringList conflictFields = {};
    Where conflictWhere = {}; ///< The condition of a partial index that makes the rule.
    bool returning = true;
    QStringList returningOnly = {};
};

struct TruncateOptions
{
    bool cascade = false;         ///< Also tables that refer to this one, on PostgreSQL.
    bool restartIdentity = false; ///< Keys start again at 1, on SQLite and PostgreSQL.
    bool force = false;           ///< Deletes rows of a paranoid model that would only be marked.
};

struct SyncOptions
{
    bool force = false; ///< Drops the table first, with all that is in it.
    bool alter = false; ///< Changes a table that is there until it fits the model.
    bool drop = true;   ///< With `alter`: also takes away columns that the model has not.
};

struct DropOptions
{
    bool cascade = false; ///< Also what refers to the table, on PostgreSQL.
};

/// Some rows, and how many there are in all.
template<typename Row>
struct RowsAndCount
{
    qint64 count = 0;
    QList<Row> rows;
};

} // namespace orm
