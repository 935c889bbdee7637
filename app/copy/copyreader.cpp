#include "app/copy/copyreader.h"

#include "orm/model/sequelize.h"
#include "orm/schema/autoincrement.h"
#include "ui/base/longtask.h"

#include <QCoreApplication>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(ShopCopy)
};

/// Columns that are no attributes; nothing when the table lacks some, and is another one then.
std::optional<QStringList> otherColumns(const CopiedTable &table,
                                        const orm::TableDescription &description)
{
    const auto isThere = [&](const QString &name) { return description.find(name) != nullptr; };
    if (!std::ranges::all_of(table.attributes, isThere))
        return std::nullopt;
    QStringList others;
    for (const orm::ColumnDescription &column : description.columns)
        if (!table.attributes.contains(column.name))
            others += table.model->tableName() + u'.' + column.name;
    return others;
}

/// A server tells more of a moment in words than the ORM reads of it.
orm::FindOptions withWholeMoments(const CopiedTable &table, orm::FindOptions page)
{
    if (table.model->sequelize().options().dialect == orm::Dialect::Sqlite)
        return page;
    std::vector<orm::Selected> columns;
    for (const orm::AttributeDefinition &attribute : table.model->attributes()) {
        const orm::Text name(attribute.name);
        if (attribute.options.type.kind() == orm::DataType::Kind::Date)
            columns.emplace_back(orm::Selected(orm::cast(orm::col(name), "CHAR(40)"), name));
        else
            columns.emplace_back(name);
    }
    page.attributes = orm::Attributes(std::move(columns));
    return page;
}

} // namespace

void throwIfCancelled(const ui::TaskProgress &progress)
{
    if (progress.isCancelled)
        throw orm::CancelledError(Texts::tr("The copy was cancelled."));
}

orm::RowSet storedPage(const CopiedTable &table, const orm::FindOptions &page)
{
    return table.model->sequelize()
        .queryInterface()
        .select(table.model->tableName(), page)
        .result();
}

CopySurvey CopyReader::survey(orm::Session &session) const
{
    CopySurvey survey;
    const orm::QueryInterface catalogue = m_tables.front().model->sequelize().queryInterface();
    QStringList names;
    for (const orm::TableName &table : catalogue.showAllTables().result())
        if (!table.name.startsWith("sqlite_"_L1)) // what SQLite notes for itself
            names += table.name;
    for (const CopiedTable &table : m_tables) {
        const QString name = table.model->tableName();
        const auto others = names.removeAll(name) > 0
                                ? otherColumns(table, catalogue.describeTable(name).result())
                                : std::optional<QStringList>(QStringList());
        const bool isThere = others && catalogue.tableExists(name).result();
        survey.counts.push_back(isThere ? session.count(*table.model) : -1);
        survey.leftOut += others.value_or(QStringList(name));
    }
    if (survey.counts.front() < 0)
        throw orm::BaseError(Texts::tr("“%1” is a database without books.").arg(m_name));
    survey.leftOut += names;
    surveyCounters(session, survey);
    return survey;
}

/// A book that comes later must not get the number of one that was deleted, which may be restored,
/// or stands on a receipt.
void CopyReader::surveyCounters(orm::Session &session, CopySurvey &survey) const
{
    const auto isThere = [&](const orm::Model *model) {
        const auto table = std::ranges::find(m_tables, model, &CopiedTable::model);
        return table != m_tables.end() && survey.counts[size_t(table - m_tables.begin())] >= 0;
    };
    for (const CopiedTable &table : m_tables) {
        qint64 &highest = survey.counters.emplace_back(0);
        if (table.counter < 0 || !isThere(table.model))
            continue;
        orm::Database &database = table.model->sequelize().database();
        highest = orm::lastAutoIncrement(database, table.model->tableName(), table.counterName())
                      .result()
                      .value_or(0);
        if (isThere(table.deleted))
            highest = std::max(highest, session.max(*table.deleted, table.deletedKey).toLongLong());
    }
}

void CopyReader::read(orm::Session &session, CopyQueue &queue) const
{
    const CopySurvey found = survey(session);
    if (!queue.push({.survey = found}))
        return;
    for (const CopyForm form : {m_form, CopyForm::Stored})
        for (size_t i = 0; i < m_tables.size(); ++i)
            if (found.counts[i] >= 0 && !push(session, m_tables[i], form, queue))
                return;
}

/// False when nobody takes pages any more.
bool CopyReader::push(orm::Session &session, const CopiedTable &table, CopyForm form,
                      CopyQueue &queue) const
{
    KeyPages pages(table);
    while (!pages.isAtEnd()) {
        throwIfCancelled(m_progress);
        CopyPage page;
        page.rows = form == CopyForm::Known
                        ? session.findAllRaw(*table.model, pages.next())
                        : storedPage(table, withWholeMoments(table, pages.next()));
        pages.pass(page.rows);
        page.isLast = pages.isAtEnd();
        if (!queue.push(std::move(page)))
            return false;
    }
    return true;
}
