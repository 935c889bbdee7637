#include "app/copy/rowcomparison.h"

#include "app/copy/cellcomparison.h"
#include "app/copy/copyreader.h"
#include "ui/base/longtask.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

} // namespace

/// The rows of some pages, one after another.
class RowComparison::Rows
{
public:
    using Key = std::vector<qint64>;

    Rows(const CopiedTable &table, const Pages &pages)
        : m_pages(pages)
    {
        for (const QString &attribute : table.key)
            m_keys.push_back(int(table.attributes.indexOf(attribute)));
        turn();
    }

    [[nodiscard]] bool isAtEnd() const { return m_page.isEmpty(); }
    void next()
    {
        if (++m_row < block().rowCount())
            return;
        m_row = 0;
        if (++m_block == m_page.blocks.size())
            turn();
    }
    [[nodiscard]] Key key() const
    {
        Key key;
        for (const int column : m_keys)
            key.push_back(block().integer(m_row, column));
        return key;
    }
    [[nodiscard]] QString keyText() const
    {
        QStringList texts;
        for (const qint64 part : key())
            texts += QString::number(part);
        return texts.join(u", "_s);
    }
    [[nodiscard]] StoredCell cell(int column) const { return {block(), m_row, column}; }

private:
    [[nodiscard]] const orm::RowBlock &block() const { return *m_page.blocks.at(m_block); }
    void turn()
    {
        m_page = m_pages();
        m_block = 0;
        m_row = 0;
    }

    const Pages &m_pages;
    std::vector<int> m_keys;
    orm::RowSet m_page;
    qsizetype m_block = 0;
    int m_row = 0;
};

qint64 RowComparison::run(const Pages &herePages, const Pages &therePages)
{
    Rows here(m_table, herePages);
    Rows there(m_table, therePages);
    const QString name = m_table.model->tableName();
    qint64 equal = 0;
    while (!here.isAtEnd() || !there.isAtEnd()) {
        const bool isOnlyHere = there.isAtEnd() || (!here.isAtEnd() && here.key() < there.key());
        const bool isOnlyThere = here.isAtEnd() || (!isOnlyHere && there.key() < here.key());
        if (isOnlyHere)
            differ({.table = name, .key = here.keyText(), .here = Texts::tr("a row")});
        else if (isOnlyThere)
            differ({.table = name, .key = there.keyText(), .there = Texts::tr("a row")});
        else if (compare(here, there))
            ++equal;
        if (!isOnlyThere) {
            here.next();
            ++m_progress.done;
        }
        if (!isOnlyHere)
            there.next();
    }
    return equal;
}

bool RowComparison::compare(const Rows &here, const Rows &there)
{
    bool isEqual = true;
    bool isRounded = false;
    for (int column = 0; column < m_table.attributes.size(); ++column) {
        const orm::DataType &type = m_table.model->attributes()[size_t(column)].options.type;
        const CellMatch match = matchOf(type, here.cell(column), there.cell(column));
        if (match == CellMatch::Rounded) {
            isRounded = true;
            if (m_result.roundings.size() < CopyResult::maxExamples)
                m_result.roundings += difference(here, there, column);
        } else if (match == CellMatch::Other) {
            differ(difference(here, there, column));
            isEqual = false;
        }
    }
    m_result.rounded += isRounded ? 1 : 0;
    return isEqual;
}

CopyDifference RowComparison::difference(const Rows &here, const Rows &there, int column) const
{
    return {.table = m_table.model->tableName(),
            .key = here.keyText(),
            .field = m_table.attributes.at(column),
            .here = shownCell(here.cell(column)),
            .there = shownCell(there.cell(column))};
}

void RowComparison::differ(const CopyDifference &difference)
{
    ++m_result.different;
    if (m_result.differences.size() < CopyResult::maxExamples)
        m_result.differences += difference;
}
