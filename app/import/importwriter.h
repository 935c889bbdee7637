#pragma once

#include "app/import/importjob.h"
#include "app/import/importmatcher.h"
#include "ui/rows/namelinks.h"

#include <map>

/// The half of an import that writes: adds rows with their names, and changes records that are
/// there. In the transaction of `session`; throws what its calls throw.
class ImportWriter
{
public:
    /// All outlive the writer. What was done is told in `result`.
    ImportWriter(orm::Session &session, const ui::PageSpec &page, const ImportPlan &plan,
                 ImportResult &result);
    ~ImportWriter();

    void write(const BatchQueue::Batch &batch);

private:
    void add(const QList<ImportRow> &rows);
    void change(const QList<ImportMatcher::Change> &changes);
    void changeNames(const QString &attribute, const QList<ImportMatcher::Change> &changes);

    orm::Session &m_session;
    const ui::PageSpec &m_page;
    ImportMatcher m_matcher;
    ImportResult &m_result;
    std::map<QString, ui::NameLinks> m_links; ///< Of each field of names that the file fills.
};
