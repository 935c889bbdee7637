#pragma once

#include "orm/expr/select.h"

namespace orm {

/// The names that the columns of a result have, and what stands under each. ORDER BY may use such a
/// name only in the statement that makes the result; elsewhere it has to say what is meant.
class ResultNames
{
public:
    /// Of the result of `select`, which is only read here.
    explicit ResultNames(const Select &select);

    /// The term, which is no attribute's name, with what the names in it mean: `neg` becomes
    /// `price` * -1. A name inside of SQL as it stands is found if it means SQL as it stands.
    [[nodiscard]] OrderTerm without(const OrderTerm &term) const;

private:
    struct Named
    {
        QString name;
        Operand meaning;
        bool isColumn; ///< A table of the statement has such a column; it wins inside expressions.
    };

    [[nodiscard]] const Named *find(const QString &name) const;
    [[nodiscard]] Operand withoutIn(const Operand &operand) const;
    [[nodiscard]] Literal withoutIn(Literal literal) const;

    std::vector<Named> m_names;
};

} // namespace orm
