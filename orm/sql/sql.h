#pragma once

#include <QString>
#include <QVariantList>

namespace orm {

/// What a statement does, for the log's filter and the choice of a connection.
enum class StatementKind : quint8 {
    Read,        ///< Changes nothing.
    Write,       ///< Changes rows.
    Schema,      ///< Changes tables, indexes and their like.
    Transaction, ///< Begins or ends a transaction, or a savepoint.
    Internal     ///< Asks the catalogue, or keeps the connection in order.
};

/// Whether somebody will read the log's text of a statement; it is not made otherwise.
enum class SqlLog : bool { Off, On };

/// One statement, ready to be sent: the only thing a Connection executes.
struct Sql
{
    QString text;       ///< With a placeholder for every value.
    QVariantList binds; ///< Of six types only: qint64, double, bool, QString, QByteArray, null.
    QString logged;     ///< As Sequelize would print it; empty unless somebody listens.
    QVariantList shown; ///< The values that stand as `$1` … in `logged`.
    StatementKind kind = StatementKind::Read; ///< By which the log can be filtered.
    bool isLogged = true;       ///< False when the line of another statement tells of it.
    bool isAboutOneRow = false; ///< No second row can match, so that none is asked for.
    QString searchPath; ///< The schemas to look in while it runs, where the dialect has one.
    /// Result columns that hold dates in Sequelize's text form, by position: read as milliseconds.
    QList<int> dateColumns;
};

} // namespace orm
