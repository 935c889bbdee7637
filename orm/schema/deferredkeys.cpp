#include "orm/schema/deferredkeys.h"

#include "orm/core/error.h"

namespace orm {

using namespace Qt::StringLiterals;

DeferredKeys::DeferredKeys(SchemaEditor &editor)
    : m_editor(editor)
{
    if (!editor.generator().capabilities().switchesForeignKeys)
        return;
    m_undoes = editor.connection().inTransaction() && !isDeferred();
    m_transaction.emplace(editor.connection(), Savepoint::Released, TransactionLog::Untold);
    m_before = danglingRows();
    defer(true);
}

DeferredKeys::~DeferredKeys()
{
    if (!m_transaction)
        return;
    m_transaction.reset();
    try {
        if (m_undoes)
            defer(false); // COMMIT does it otherwise
    } catch (const BaseError &) {
        // The connection is broken, and its settings went with it.
    }
}

void DeferredKeys::finish()
{
    if (!m_transaction)
        return;
    const auto after = m_before ? danglingRows() : std::nullopt;
    if (after && !m_before->contains(*after))
        throw ForeignKeyConstraintError(
            u"The change of tables would leave rows that refer to nothing; nothing was changed."_s);
    m_transaction->commit();
}

std::optional<QSet<QString>> DeferredKeys::danglingRows() const
{
    Sql check = m_editor.catalogue().checkForeignKeys();
    check.isLogged = false;
    QSet<QString> dangling;
    try {
        const RowSet rows = m_editor.execute(check).rows;
        for (const RowBlockPointer &block : rows.blocks) {
            for (int row = 0; row < block->rowCount(); ++row) {
                QStringList told;
                for (int column = 0; column < block->columnCount(); ++column)
                    told += block->value(row, column).toString();
                dangling += told.join(u'\n');
            }
        }
    } catch (const DatabaseError &) {
        return std::nullopt;
    }
    return dangling;
}

bool DeferredKeys::isDeferred() const
{
    const std::optional<Sql> sql = m_editor.tableGenerator().showDeferredKeys();
    const RowSet rows = sql ? m_editor.execute(*sql).rows : RowSet();
    return !rows.isEmpty() && rows.blocks.first()->value(0, 0).toBool();
}

void DeferredKeys::defer(bool on) const
{
    if (const std::optional<Sql> sql = m_editor.tableGenerator().deferForeignKeys(on))
        m_editor.execute(*sql);
}

} // namespace orm
