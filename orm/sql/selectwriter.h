#pragma once

#include "orm/sql/minifiedaliases.h"
#include "orm/sql/querygenerator.h"

#include <functional>

namespace orm {

struct Layout;
struct ResultColumn;

/// Writes one SELECT; those inside it are written by others of its kind.
class SelectWriter
{
    using Scope = QueryGenerator::Scope;

public:
    SelectWriter(const QueryGenerator &generator, SqlWriter &writer, const Select &select,
                 MinifiedAliases aliases = {})
        : m_generator(generator)
        , m_writer(writer)
        , m_select(select)
        , m_aliases(std::move(aliases))
    {
    }

    void write() const;
    /// The same with the places of its columns, where they are known already.
    void write(const Layout &layout) const;
    /// ORDER BY alone, as another statement about the table has it.
    void writeOrder(const Scope &scope) const { writeOrder(scope, Part::Outer); }

private:
    /// Where a column, join or sort key stands: in the sub-query, or else outside.
    enum class Part : bool { Inner, Outer };

    [[nodiscard]] Scope scope() const;
    void writeSource(const std::vector<ResultColumn> &columns,
                     const std::function<void()> &writeMore = {}) const;
    void writeChosen() const;
    void writeDistinct(const Layout &layout) const;
    void writeResultColumn(const ResultColumn &result) const;
    void writeAlias(const ResultColumn &result) const;
    void writeMore(const std::vector<ResultColumn> &columns) const;
    void writeRows() const;
    void writeConditions() const;
    void writeGroup(const Scope &scope) const;
    [[nodiscard]] bool hidesResults(const Scope &scope, const Operand &having) const;
    void writeOrder(const Scope &scope, Part part) const;
    bool writeOrderAlias(const QString &attribute) const;
    void writeOrderAttribute(const Scope &scope, const QString &attribute, Part part) const;

    void writeJoins(Part part) const;
    void writeJoin(const Join &join, const Join *parent, Part part) const;
    void writeJoinedTable(const Join &join) const;
    void writeJoinCondition(const Join &join, const Join *parent) const;
    void writeFilters(const std::vector<Join> &joins, bool &any) const;
    void writePerParent() const;

    const QueryGenerator &m_generator;
    SqlWriter &m_writer;
    const Select &m_select;
    MinifiedAliases m_aliases;
};

} // namespace orm
