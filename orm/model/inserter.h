#pragma once

#include "orm/db/connection.h"
#include "orm/model/modeldata.h"
#include "orm/model/values.h"

#include <array>

namespace orm {

/// Inserts rows given as plain values. They are written into a block once, bound from there, and
/// the instances answered with read from the same block.
class Inserter
{
public:
    Inserter(const ModelData &model, Connection &connection);

    /// Whether rows of `model` can be inserted this way on `connection`: a model without rules of
    /// its own for inserting, a database that takes blocks, and no log to spell the values for.
    [[nodiscard]] static bool takes(const ModelData &model, const Connection &connection);
    /// Whether no expression is among the values and defaults, which a block could not hold.
    [[nodiscard]] static bool takes(const ModelData &model, const Values &values);

    /// Throws ValidationError, UniqueConstraintError, DatabaseError.
    [[nodiscard]] Instance create(const Values &values, const CreateOptions &options);
    [[nodiscard]] QList<Instance> bulkCreate(const QList<Values> &rows);

private:
    using Block = QExplicitlySharedDataPointer<RowBlock>;
    /// A set of attributes, a bit each.
    using Attributes = quint64;
    static constexpr int maxAttributes = 64;

    /// Points at the values of a row; nothing is copied. Answers which attributes it writes.
    Attributes read(const Values &values, bool keepsUpdatedAt);
    [[nodiscard]] const QVariant *valueOf(const Values::Entry &entry) const;
    void choose(Attributes attributes);
    /// Appends the row that was read last, and notes what is wrong with it when `isJudged`.
    void append(RowBlock &block, bool isJudged);
    void appendCell(RowBlock &block, int attribute, bool isJudged);
    void judgeMissing(int attribute);
    /// Sends `count` rows of `block` and fills in the keys that the database made.
    void send(RowBlock &block, int first, int count);
    [[nodiscard]] const Sql &statement(int count) const;

    const ModelData &m_model;
    Connection &m_connection;
    const QVariant m_now; ///< Stands for this moment, which m_milliseconds says.
    const qint64 m_milliseconds;
    const QVariant m_null;
    std::vector<QVariant> m_defaults; ///< By attribute; empty for a model without.
    std::array<const QVariant *, maxAttributes> m_given{}; ///< By attribute; null: not written.
    Attributes m_attributes = 0;                           ///< Those of the block's columns …
    std::vector<int> m_columns;                            ///< … in the model's order.
    QList<ValidationErrorItem> m_errors;
};

} // namespace orm
