// Functions and triggers. What cannot be quoted in them is held against plain forms.
#include "orm/core/error.h"
#include "orm/sql/postgres/postgrestablegenerator.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr auto bodyMark = "$func$"_L1;

/// `type` when it looks like one: "varchar(20)", "double precision", "text[]",
/// "shop.books%ROWTYPE".
QString checkedType(const QString &type)
{
    static const QRegularExpression form(u"^\\w[\\w .%]*(\\(\\s*\\d+(\\s*,\\s*\\d+)?\\s*\\))?"
                                         "[\\w ]*(\\[\\d*\\])*$"_s,
                                         QRegularExpression::UseUnicodePropertiesOption);
    if (!form.match(type).hasMatch())
        throw UsageError(u"\"%1\" is no type of a parameter, a variable or a result."_s.arg(type));
    return type;
}

QString checkedDirection(const QString &direction)
{
    static const QStringList known{u"IN"_s, u"OUT"_s, u"INOUT"_s, u"VARIADIC"_s};
    if (!known.contains(direction.toUpper()))
        throw UsageError(u"\"%1\" is no direction of a parameter; there are IN, OUT, INOUT and "
                         "VARIADIC."_s.arg(direction));
    return direction.toUpper();
}

QLatin1StringView textOf(TriggerOptions::When when)
{
    switch (when) {
    case TriggerOptions::When::Before: return "BEFORE"_L1;
    case TriggerOptions::When::InsteadOf: return "INSTEAD OF"_L1;
    case TriggerOptions::When::After:
    case TriggerOptions::When::AfterConstraint: break;
    }
    return "AFTER"_L1;
}

} // namespace

QString PostgresTableGenerator::parameterText(const FunctionParameter &parameter) const
{
    QStringList parts;
    if (!parameter.direction.isEmpty())
        parts += checkedDirection(parameter.direction);
    if (!parameter.name.isEmpty())
        parts += quoted(parameter.name);
    return (parts << checkedType(parameter.type)).join(u' ');
}

QString PostgresTableGenerator::signature(const TableName &function,
                                          const std::vector<FunctionParameter> &parameters) const
{
    QStringList texts;
    for (const FunctionParameter &each : parameters)
        texts += parameterText(each);
    return quoted(function) + u'(' + texts.join(", "_L1) + u')';
}

Sql PostgresTableGenerator::createFunction(const TableName &function,
                                           const FunctionOptions &told) const
{
    if (told.body.isEmpty())
        throw UsageError(u"The function %1 needs a body."_s.arg(function.name));
    if (told.body.contains(bodyMark))
        throw UsageError(u"The body of %1 cannot hold %2, in which it is quoted."_s.arg(
            function.name, bodyMark));
    const bool isPlpgsql = told.language.compare("plpgsql"_L1, Qt::CaseInsensitive) == 0;
    if (!isPlpgsql && !told.variables.empty())
        throw UsageError(u"Only a function in plpgsql has variables."_s);
    QString body;
    for (const FunctionParameter &each : told.variables)
        body += (body.isEmpty() ? "DECLARE "_L1 : ""_L1) + parameterText(each) + "; "_L1;
    body += isPlpgsql ? "BEGIN "_L1 + told.body + " END;"_L1 : QString(told.body);
    QString text = (told.force ? "CREATE OR REPLACE FUNCTION "_L1 : "CREATE FUNCTION "_L1)
                   + signature(function, told.parameters) + " RETURNS "_L1
                   + checkedType(told.returns) + " AS "_L1 + bodyMark + u' ' + body + u' '
                   + bodyMark + " LANGUAGE "_L1 + textLiteral(told.language);
    for (const QString &option : told.options)
        text += u' ' + checkedWords(option);
    return schemaChange(text);
}

Sql PostgresTableGenerator::dropFunction(const TableName &function,
                                         const std::vector<FunctionParameter> &parameters) const
{
    return schemaChange("DROP FUNCTION "_L1 + signature(function, parameters) + " RESTRICT"_L1);
}

Sql PostgresTableGenerator::renameFunction(const TableName &before,
                                           const std::vector<FunctionParameter> &parameters,
                                           const QString &after) const
{
    return schemaChange("ALTER FUNCTION "_L1 + signature(before, parameters) + " RENAME TO "_L1
                        + quoted(after));
}

/// "INSERT", or "UPDATE OF" with columns, which are quoted.
QString PostgresTableGenerator::eventText(const QString &event) const
{
    static const QStringList known{u"INSERT"_s, u"UPDATE"_s, u"DELETE"_s, u"TRUNCATE"_s};
    const QString plain = event.simplified();
    if (known.contains(plain.toUpper()))
        return plain.toUpper();
    constexpr auto ofColumns = "UPDATE OF "_L1;
    if (!plain.startsWith(ofColumns, Qt::CaseInsensitive))
        throw UsageError(u"\"%1\" is no event of a trigger."_s.arg(event));
    QStringList columns;
    for (const QString &column : plain.sliced(ofColumns.size()).split(u','))
        columns += quoted(column.trimmed());
    return ofColumns + columns.join(", "_L1);
}

Sql PostgresTableGenerator::createTrigger(const TableName &table, const QString &trigger,
                                          const TriggerOptions &told) const
{
    if (told.events.isEmpty())
        throw UsageError(u"The trigger %1 needs an event, such as INSERT."_s.arg(trigger));
    QStringList events;
    for (const QString &event : told.events)
        events += eventText(event);
    QStringList arguments;
    for (const QString &argument : told.arguments)
        arguments += textLiteral(argument);
    const bool isConstraint = told.when == TriggerOptions::When::AfterConstraint;
    QString text = (isConstraint ? "CREATE CONSTRAINT TRIGGER "_L1 : "CREATE TRIGGER "_L1)
                   + quoted(trigger) + u' ' + textOf(told.when) + u' ' + events.join(" OR "_L1)
                   + " ON "_L1 + quoted(table);
    for (const QString &option : told.options)
        text += u' ' + checkedWords(option);
    return schemaChange(text + " EXECUTE PROCEDURE "_L1 + quoted(told.function) + u'('
                        + arguments.join(", "_L1) + u')');
}

Sql PostgresTableGenerator::dropTrigger(const TableName &table, const QString &trigger) const
{
    return schemaChange("DROP TRIGGER "_L1 + quoted(trigger) + " ON "_L1 + quoted(table)
                        + " RESTRICT"_L1);
}

Sql PostgresTableGenerator::renameTrigger(const TableName &table, const QString &before,
                                          const QString &after) const
{
    return schemaChange("ALTER TRIGGER "_L1 + quoted(before) + " ON "_L1 + quoted(table)
                        + " RENAME TO "_L1 + quoted(after));
}

} // namespace orm
