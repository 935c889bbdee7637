#pragma once

#include "orm/core/error.h"
#include "orm/expr/where.h"

#include <functional>
#include <optional>

namespace orm {

class Connection;
struct ModelData;
struct TableDef;

/// Finds out which foreign key a statement that failed would have broken, since SQLite does not
/// say: by the references of the models, in the database as it was before the statement. For one
/// failure only, on the thread of a connection. Keys that no model knows stay unknown.
class BrokenKey
{
public:
    BrokenKey(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// What was written to an attribute of the row; undefined for what was not.
    using Written = std::function<Operand(int attribute)>;
    /// Notes in `error` which attribute refers to a row that is not there.
    void findMissing(ForeignKeyConstraintError &error, const Written &written) const;
    /// Notes in `error` which rows refer to those that `where` holds for, and forbid that they go.
    void findReferring(ForeignKeyConstraintError &error, const Where &where) const;

private:
    /// Nothing when it cannot be asked: then the first failure is the one to tell.
    [[nodiscard]] std::optional<bool> hasRow(const TableDef &table, const Where &where) const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
