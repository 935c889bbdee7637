#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/define/values.h"

#include <QVarLengthArray>

#include <array>

namespace orm {

/// Inserts rows given as plain values. They are written into a block once, bound from there, and
/// the instances answered with read from the same block.
class Inserter
{
public:
    Inserter(const ModelData &model, Connection &connection);

    /// Whether rows of `model` can be inserted this way on `connection`: a model without rules of
    /// its own for inserting, and a database that takes blocks.
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
    void readAgain(const Values &values);
    [[nodiscard]] static bool areAlike(const Values &one, const Values &other);
    [[nodiscard]] const QVariant *valueOf(const Values::Entry &entry) const;
    void choose(Attributes attributes);
    /// Adds those of `attributes` that are not chosen yet, in the model's order.
    void chooseMore(Attributes attributes);
    /// Chooses all that one of the rows writes.
    void chooseFor(const QList<Values> &rows);
    /// Appends the row that was read last, and notes what is wrong with it when `isJudged`.
    void append(RowBlock &block, bool isJudged);
    void appendCell(RowBlock &block, int attribute, bool isJudged);
    void judgeMissing(int attribute);
    /// Sends the only row of `block` and fills in a key that the database made.
    void sendOne(RowBlock &block);
    /// Sends `count` rows of `block` and fills in the keys that the database made.
    void send(RowBlock &block, int first, int count);
    [[nodiscard]] int keyColumn() const;
    [[nodiscard]] StatementPointer statementOfOne(bool makesKey) const;
    [[nodiscard]] StatementPointer statement(int count) const;

    const ModelData &m_model;
    Connection &m_connection;
    const QVariant m_now; ///< Stands for this moment, which m_milliseconds says.
    const qint64 m_milliseconds;
    std::vector<QVariant> m_defaults; ///< By attribute; empty for a model without.
    std::vector<int> m_fresh;         ///< Attributes whose default each row has anew: a UUID.
    std::array<const QVariant *, maxAttributes> m_given; ///< By attribute; null: not written.
    QVarLengthArray<int, 16> m_places;  ///< The attributes of the entries read last; -1: none.
    Attributes m_attributes = 0;        ///< Those of the block's columns …
    QVarLengthArray<int, 16> m_columns; ///< … in their order.
    QList<ValidationErrorItem> m_errors;
};

} // namespace orm
