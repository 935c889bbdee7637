#pragma once

#include <QString>
#include <QVariantList>

namespace orm {

/// What a statement does, for the log's filter and the choice of a connection.
enum class StatementKind : quint8 { Read, Write, Schema, Transaction, Internal };

/// One statement, ready to be sent: the only thing a Connection executes.
struct Sql
{
    QString text;       ///< With a placeholder for every value.
    QVariantList binds; ///< Of six types only: qint64, double, bool, QString, QByteArray, null.
    QString logged;     ///< As Sequelize would print it; empty unless somebody listens.
    StatementKind kind = StatementKind::Read;
    /// Result columns that hold dates in Sequelize's text form, by position: read as milliseconds.
    QList<int> dateColumns;
};

} // namespace orm
