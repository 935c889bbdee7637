// Many rows at once: one array for each column, which the server turns into rows. The statement is
// the same for any number of them.
#include "orm/core/error.h"
#include "orm/db/postgres/postgresarrays.h"
#include "orm/db/postgres/postgreserrors.h"
#include "orm/db/postgres/postgresrunner.h"
#include "orm/db/statementtext.h"

#include <libpq-fe.h>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// Of one statement. Beyond it a statement for every hundred rows is as good.
constexpr qsizetype mostBytes = 16'000'000;

QString textOfArrays(const InsertParts &insert, qsizetype count)
{
    QString text = insert.head.toString() + " SELECT * FROM unnest("_L1;
    for (qsizetype i = 1; i <= count; ++i)
        text += (i > 1 ? ",$"_L1 : "$"_L1) + QString::number(i);
    return text + u')' + insert.tail.toString();
}

} // namespace

std::optional<Result> PostgresRunner::runRows(const Statement &row, const BlockCells &cells,
                                              const std::shared_ptr<RowHead> &head)
{
    if (cells.block.byteCount() > mostBytes)
        return std::nullopt;
    const RowsForm &form = rowsForm(row);
    if (form.elements.empty())
        return std::nullopt;
    const PostgresArrays arrays(row, cells, form.elements);
    if (!arrays.isWhole())
        return std::nullopt;
    try {
        const PostgresResult answered =
            executePrepared(form.statement, PostgresValues(arrays), [] { return QVariantList(); });
        return resultOf(answered.get(), form.statement, cellsOf(m_kept.front(), answered.get()),
                        head ? head : std::make_shared<RowHead>());
    } catch (const BaseError &) {
        m_rowsForms.remove(row.text); // The table may have changed.
        throw;
    }
}

/// The server says of which types the columns are: a table may be older than its model.
const PostgresRunner::RowsForm &PostgresRunner::rowsForm(const Statement &row)
{
    if (const auto found = m_rowsForms.constFind(row.text); found != m_rowsForms.cend())
        return *found;
    RowsForm form{.statement = row, .elements = {}};
    if (const std::optional<InsertParts> insert = insertParts(row)) {
        form.elements = columnTypes(row);
        const auto hasArray = [](Oid type) { return PostgresArrays::arrayOf(type) != 0; };
        if (form.elements.size() != row.valueSlots.size()
            || !std::ranges::all_of(form.elements, hasArray))
            form.elements.clear();
        form.statement.isAboutOneRow = false;
        form.statement.text = textOfArrays(*insert, qsizetype(form.elements.size()));
    }
    if (m_rowsForms.size() >= mostForms)
        m_rowsForms.clear();
    return *m_rowsForms.insert(row.text, std::move(form));
}

std::vector<Oid> PostgresRunner::columnTypes(const Statement &row)
{
    const auto noBinds = [] { return QVariantList(); };
    const std::vector<Oid> untold(row.valueSlots.size(), 0);
    const Prepared one = prepared(row, untold, noBinds);
    const PostgresResult told =
        answer(PQsendDescribePrepared(m_connection.get(), one.statement->name.constData()) == 1);
    throwIfFailed(told, row, noBinds);
    std::vector<Oid> types;
    for (int i = 0; i < PQnparams(told.get()); ++i)
        types.push_back(PQparamtype(told.get(), i));
    return types;
}

} // namespace orm
