#pragma once

#include "orm/sql/querygenerator.h"

namespace orm {

/// `told`; but where that is Read, what the first word of the text says, if it is one that only
/// changes rows, tables or rights. Sequelize, too, sends such a text to the server that is written
/// to. What begins with another word (WITH, CALL) does what it was told to be.
[[nodiscard]] StatementKind kindOfText(const QString &sql, StatementKind told);

/// A text of SQL from its first word on, without the comments before it. What MariaDB and MySQL
/// take out of a comment, `/*! … */`, counts.
[[nodiscard]] QString fromFirstWord(const QString &sql);

/// Reads the text once and knows where a value may stand: not in texts, names and comments. Values
/// are sent bound either way; the log shows replacements as literals, binds as `$1`.
/// Its kind is that of kindOfText(). Throws UsageError for a name or position without a value.
[[nodiscard]] Sql rawStatement(const QueryGenerator &generator, const RawQuery &query,
                               StatementKind kind);

} // namespace orm
