#pragma once

#include "orm/core/datatype.h"
#include "orm/core/dialect.h"

#include <QString>
#include <QVariantList>

#include <memory>
#include <vector>

namespace orm {

/// What a statement does, for the log's filter and the choice of a connection.
enum class StatementKind : quint8 {
    Read,        ///< Changes nothing.
    Write,       ///< Changes rows.
    Schema,      ///< Changes tables, indexes and their like.
    Transaction, ///< Begins or ends a transaction, or a savepoint.
    Internal     ///< Asks the catalogue, or keeps the connection in order.
};

/// A place in a statement's text where a value stands. The text that is sent has a placeholder
/// there; the log's text has what this says.
struct ValueSlot
{
    /// A literal, `$1`, or the caller's own name for the value.
    enum class Shown : quint8 { Literal, Bind, Name };
    static constexpr qint16 none = -1; ///< No type, or no name.

    int at = 0;                   ///< Where the placeholder begins in the text.
    int length = 0;               ///< Of the placeholder, with what the dialect writes around it.
    Shown shown = Shown::Literal; ///< What the log has in its place.
    qint16 type = none;           ///< Of the column, among Statement::types; none: nobody knows.
    qint16 shownType = none;      ///< The type of the literal.
    qint16 name = none;           ///< The caller's name, among Statement::names.
    bool isSensitive = false;     ///< Nobody is to read the value in a log or an error.
};

/// A statement without its values: pieces of text, and slots between them. It depends on nothing
/// else, so that it may be kept, shared between threads when it is constant, and read when
/// everything that it was made from has gone.
struct Statement
{
    QString text;                      ///< What is sent, with a placeholder for every value.
    std::vector<ValueSlot> valueSlots; ///< In the order of the text.
    std::vector<DataType> types;       ///< Of the slots, each once.
    QStringList names;                 ///< That the caller's own SQL has for values, each once.
    QString logEnd; ///< What Sequelize prints behind the text, such as a semicolon.
    Dialect dialect = Dialect::Sqlite;        ///< By whose rules the log's literals are spelled.
    StatementKind kind = StatementKind::Read; ///< By which the log can be filtered.
    bool isLogged = true;       ///< False when the line of another statement tells of it.
    bool isAboutOneRow = false; ///< No second row can match, so that none is asked for.
    QString searchPath; ///< The schemas to look in while it runs, where the dialect has one.
    /// Result columns that hold dates in Sequelize's text form, by position: read as milliseconds.
    QList<int> dateColumns;
};

using StatementPointer = std::shared_ptr<const Statement>;

/// The values of a statement. Both lists follow the slots.
struct BoundValues
{
    QVariantList binds; ///< Of six types only: qint64, double, bool, QString, QByteArray, null.
    QVariantList given; ///< The same values as the caller gave them, for the log.
};

/// One statement with its values, ready to be sent.
struct Sql : Statement, BoundValues
{
};

} // namespace orm
