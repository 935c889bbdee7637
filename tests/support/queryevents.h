#pragma once

#include "orm/db/queryevent.h"

/// The event of a statement that never ran.
[[nodiscard]] inline orm::QueryEvent eventOf(const QString &text, const QVariantList &binds = {},
                                             orm::StatementKind kind = orm::StatementKind::Read)
{
    orm::Sql sql;
    sql.text = text;
    sql.kind = kind;
    sql.binds = binds;
    sql.given = binds;
    return orm::QueryEvent(sql);
}
