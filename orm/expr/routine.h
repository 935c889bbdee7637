#pragma once

#include "orm/core/text.h"

#include <QStringList>

#include <vector>

namespace orm {

/// A parameter of a function of the database, or a variable of its body.
struct FunctionParameter
{
    Text type;           ///< In the database's words: "integer", "varchar(20)", "text[]".
    Text name = {};      ///< Empty: it has none, and is known by its place.
    Text direction = {}; ///< "IN", "OUT", "INOUT" or "VARIADIC"; empty: IN.
};

/// What createFunction() is told.
struct FunctionOptions
{
    std::vector<FunctionParameter> parameters = {}; ///< In their order.
    Text returns = "void";     ///< The type of what it gives; "trigger" for one of a trigger.
    Text language = "plpgsql"; ///< What its body is written in.
    Text body;                 ///< SQL of your own, without BEGIN and END in plpgsql.
    std::vector<FunctionParameter> variables = {}; ///< Of a body in plpgsql.
    QStringList options = {};                      ///< Such as "IMMUTABLE", "STRICT", "COST 5".
    bool force = false;                            ///< One that is there is replaced.
};

/// What createTrigger() is told.
struct TriggerOptions
{
    /// When its function is called, relative to what happens to a row.
    enum class When : quint8 { Before, After, InsteadOf, AfterConstraint };

    When when = When::After; ///< AfterConstraint may be put off until the transaction ends.
    QStringList events; ///< "INSERT", "UPDATE", "UPDATE OF title, price", "DELETE", "TRUNCATE".
    Text function;      ///< That is called; it returns a trigger.
    QStringList arguments = {}; ///< Texts that the function finds in TG_ARGV.
    QStringList options = {};   ///< Such as "FOR EACH ROW".
};

} // namespace orm
