#pragma once

#include "orm/db/transaction.h"
#include "orm/schema/schemaeditor.h"

#include <QSet>

namespace orm {

/// Makes several changes of tables one step, in which the foreign keys are checked at the end only:
/// tables whose rows refer to each other cannot be dropped or replaced one by one otherwise. For
/// databases whose foreign keys can be switched; does nothing with others.
class DeferredKeys
{
public:
    /// Begins the step, also inside a transaction.
    explicit DeferredKeys(SchemaEditor &editor);
    /// Takes everything back that was not finished.
    ~DeferredKeys();
    DeferredKeys(const DeferredKeys &) = delete;
    DeferredKeys &operator=(const DeferredKeys &) = delete;

    /// Ends the step. Throws ForeignKeyConstraintError, and takes everything back, when more rows
    /// would refer to nothing than did before.
    void finish();

private:
    /// The rows that refer to nothing, each told by its table, itself, and the key; nothing when
    /// the database cannot tell, since a table refers to what is no key.
    [[nodiscard]] std::optional<QSet<QString>> danglingRows() const;
    [[nodiscard]] bool isDeferred() const;
    void defer(bool on) const;

    SchemaEditor &m_editor;
    std::optional<Transaction> m_transaction;
    std::optional<QSet<QString>> m_before;
    bool m_undoes = false; ///< In a transaction of the caller's, who put nothing off.
};

} // namespace orm
