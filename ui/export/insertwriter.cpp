#include "orm/schema/definition.h"
#include "orm/sql/dialects.h"
#include "orm/sql/logtext.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/tablegenerator.h"
#include "ui/export/exporttable.h"
#include "ui/export/textoutput.h"
#include "ui/export/writers.h"

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A QString that isNull() would be null to the ORM, and is an empty text here.
orm::Operand operandOf(const QVariant &cell)
{
    if (isNothing(cell))
        return nullptr;
    const bool isEmpty = cell.typeId() == QMetaType::QString && cell.toString().isEmpty();
    return isEmpty ? QVariant(u""_s) : cell;
}

/// A script of statements as the ORM spells them, with their values as literals.
class InsertWriter final : public RowWriter
{
public:
    InsertWriter(const ExportTable &table, QIODevice &device)
        : m_output(device)
    {
        static_cast<orm::TableName &>(m_table) = orm::TableName(table.model->tableName());
        for (const ExportColumn &column : table.columns)
            if (!column.isRelated())
                addColumn(*table.model->attribute(column.name));
        for (size_t column = 0; column < size_t(table.columns.size()); ++column)
            if (!table.columns.at(qsizetype(column)).isRelated())
                m_places.push_back(column);
    }

    void begin() override
    {
        addStatement(m_generator.begin({.type = u"DEFERRED"_s}).front().text);
        addStatement(orm::makeTableGenerator(m_generator)->createTable(m_table).text);
    }

    void add(std::span<const QVariant> cells) override
    {
        std::vector<orm::Operand> &row = m_rows.emplace_back();
        for (const size_t place : m_places)
            row.push_back(operandOf(cells[place]));
        constexpr size_t rowsAtOnce = 100;
        if (m_rows.size() >= rowsAtOnce)
            insert();
    }

    void end() override
    {
        insert();
        addStatement(m_generator.commit().text);
        m_output.flush();
    }

private:
    void addColumn(const orm::AttributeDefinition &attribute)
    {
        const QString field = attribute.options.field;
        orm::addColumn(m_table, attribute, field.isEmpty() ? attribute.name : field);
        m_table.columns.back().references.reset(); // the script is about one table alone
    }

    void insert()
    {
        if (m_rows.empty())
            return;
        orm::BulkInsert statement{.table = &m_table, .columns = {}, .rows = {}};
        for (const orm::ColumnDef &column : m_table.columns)
            statement.columns.push_back(&column);
        for (const std::vector<orm::Operand> &row : m_rows) {
            std::vector<const orm::Operand *> &values = statement.rows.emplace_back();
            for (const orm::Operand &value : row)
                values.push_back(value.isNull() ? nullptr : &value);
        }
        addStatement(orm::logText(m_generator.bulkInsert(statement)));
        m_rows.clear();
    }

    void addStatement(const QString &text)
    {
        m_output.text() += text.toUtf8();
        m_output.text() += text.endsWith(u';') ? "\n" : ";\n";
        m_output.rowDone();
    }

    const orm::QueryGenerator &m_generator = orm::lastingGenerator(orm::Dialect::Sqlite);
    TextOutput m_output;
    orm::TableDef m_table;
    std::vector<size_t> m_places; ///< Of the cells that are columns of the table.
    std::vector<std::vector<orm::Operand>> m_rows;
};

} // namespace

std::unique_ptr<RowWriter> makeInsertWriter(const ExportTable &table, QIODevice &device)
{
    return std::make_unique<InsertWriter>(table, device);
}

} // namespace ui
