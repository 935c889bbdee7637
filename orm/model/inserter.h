#pragma once

#include "orm/db/connection.h"
#include "orm/model/modeldata.h"
#include "orm/model/values.h"

#include <vector>

namespace orm {

/// Inserts rows given as plain values. They are written into a block once, bound from there, and
/// the instances answered with read from the same block.
class Inserter
{
public:
    Inserter(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// Whether rows of `model` can be inserted this way on `connection`: a model without rules of
    /// its own for inserting, a database that takes blocks, and no log to spell the values for.
    [[nodiscard]] static bool takes(const ModelData &model, const Connection &connection);
    /// Whether no expression is among the values and defaults, which a block could not hold.
    [[nodiscard]] static bool takes(const ModelData &model, const Values &values);

    /// Throws ValidationError, UniqueConstraintError, DatabaseError.
    [[nodiscard]] Instance create(const Values &values, const CreateOptions &options);
    [[nodiscard]] QList<Instance> bulkCreate(const QList<Values> &rows);

private:
    using Row = std::vector<QVariant>; ///< By attribute; invalid where nothing is to be written.
    using Block = QExplicitlySharedDataPointer<RowBlock>;

    void readRow(const Values &values);
    void stamp(bool keepUpdatedAt);
    void validateRow() const;
    void chooseColumns();
    void appendRow(RowBlock &block) const;
    [[nodiscard]] Sql statement(int count) const;
    /// Sends `count` rows of `block` and fills in the keys that the database made.
    void send(RowBlock &block, int first, int count);

    const ModelData &m_model;
    Connection &m_connection;
    QDateTime m_now = QDateTime::currentDateTimeUtc();
    Row m_row;                   ///< The row that is being read, kept for its memory.
    std::vector<char> m_isKnown; ///< Attributes among m_columns.
    std::vector<int> m_columns;  ///< Attributes in the order of the block's columns.
};

} // namespace orm
