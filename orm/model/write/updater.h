#pragma once

#include "orm/db/connection.h"
#include "orm/model/define/modeldata.h"

namespace orm {

/// Saves what was changed of one loaded row: the row as it will be is written into a block of its
/// own, the statement's values are bound from there, and the fresh instance is read from it.
class Updater
{
public:
    /// `instance` is one that takes() accepts.
    Updater(const Instance &instance, Connection &connection);

    /// Whether `instance` can be saved this way on `connection`: a row as it was read, with plain
    /// values set, of a model without rules of its own for saving, on a database that takes blocks.
    [[nodiscard]] static bool takes(const Instance &instance, const SaveOptions &options,
                                    const Connection &connection);

    /// Throws ValidationError, UniqueConstraintError, DatabaseError, and InstanceError for a row
    /// that is gone.
    [[nodiscard]] Instance save(bool isJudged);

private:
    using Block = QExplicitlySharedDataPointer<RowBlock>;
    static constexpr size_t maxChanged = 8; ///< So that their numbers fit in a StatementKey.

    [[nodiscard]] Block changedRow(bool isJudged) const;
    void appendSet(RowBlock &block, int attribute, QList<ValidationErrorItem> *errors) const;
    [[nodiscard]] StatementPointer statement() const;

    const Instance &m_instance;
    const ModelData &m_model;
    Connection &m_connection;
    const ModelRowHead &m_head;
    QVarLengthArray<int, 16> m_attributes; ///< Those that are written, in order.
};

} // namespace orm
