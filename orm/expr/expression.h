#pragma once

#include <QString>

#include <memory>
#include <vector>

namespace orm {

class Operand;
class Where;
struct Select;

/// SQL text put in as it stands: `literal("price * 1.1")`. Never build one from what a user typed.
struct Literal
{
    QString sql; ///< Sent and logged as it is.
};

/// A column by name: `col("price")`, `col("Author.name")`, `col("*")`.
struct Column
{
    QString path; ///< With a dot: of an included model or another table.
};

/// A call of an SQL function: `fn("lower", col("title"))`.
struct Function
{
    QString name;                   ///< Written as it is; never one that a user typed.
    std::vector<Operand> arguments; ///< Data is bound as a value, like anywhere else.
};

/// A value or an expression as another type: `cast(col("price"), "integer")`.
struct Cast
{
    std::shared_ptr<const Operand> value; ///< What is cast; never null.
    QString type;                         ///< The type in the database's words.
};

/// A value inside a JSON column: `json("meta.size.w")`.
struct JsonPath
{
    QString path; ///< The column, then keys and positions, with dots between.
};

/// A condition whose left side is an expression: `where(fn("lower", col("title")), "kindred")`.
struct Comparison
{
    std::shared_ptr<const Operand> left;  ///< An expression; never null.
    std::shared_ptr<const Operand> right; ///< A value or a condition such as Op::gt(3); never null.
};

/// One column of rows of a model, to be held against: `{"id", Op::in(Sale.subquery("bookId"))}`.
struct Subquery
{
    std::shared_ptr<const Select> select; ///< What is asked; never null.
    QString text;                         ///< The call that made it, for logs.
};

} // namespace orm
