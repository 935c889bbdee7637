#pragma once

#include "app/import/batchqueue.h"
#include "app/import/importplan.h"
#include "orm/model/session.h"
#include "ui/base/pagespec.h"

#include <QHash>
#include <QSet>

/// Finds out which rows of a file are in the database already.
class ImportMatcher
{
public:
    /// A record that a row of the file would change.
    struct Change
    {
        orm::Instance stored;
        orm::Values values;        ///< Those that differ.
        ui::RelatedValues related; ///< Names that differ.
    };
    /// Some rows of a file by what becomes of them.
    struct Sorted
    {
        QList<ImportRow> added = {};
        QList<Change> changed = {};
        qint64 same = 0; ///< Rows that stay as they are in the database.
    };

    /// All outlive it.
    ImportMatcher(const ui::PageSpec &page, const ImportPlan &plan);

    /// Sorts the next rows of the file; a row that repeats an earlier one counts as the same. An
    /// empty cell changes nothing, and a change is of today, whatever moments the file has. On a
    /// worker; throws what the reading throws.
    [[nodiscard]] Sorted sort(const orm::ReadSession &session, const QList<ImportRow> &rows);

private:
    [[nodiscard]] QHash<QString, orm::Instance> stored(const orm::ReadSession &session,
                                                       const QList<ImportRow> &rows) const;
    [[nodiscard]] QHash<QString, orm::Instance> storedByText(const orm::ReadSession &session,
                                                             const QList<ImportRow> &rows) const;
    [[nodiscard]] bool isByRelated() const;
    [[nodiscard]] QString textOf(const ImportRow &row) const;
    [[nodiscard]] QString identityOf(const orm::Values &row) const;
    [[nodiscard]] QString identityOf(const orm::Instance &record) const;
    [[nodiscard]] QStringList attributes() const;
    [[nodiscard]] orm::Values differing(const orm::Instance &record, const orm::Values &row) const;
    [[nodiscard]] ui::RelatedValues differing(qint64 key, const ui::RelatedValues &row,
                                              const ui::RelatedTable &stored) const;
    [[nodiscard]] ui::RelatedTable storedNames(const orm::ReadSession &session,
                                               const QList<orm::Instance> &records) const;
    [[nodiscard]] ImportRow withoutKey(const ImportRow &row) const;

    const ui::PageSpec &m_page;
    const ImportPlan &m_plan;
    const ImportMatching &m_matching;
    QSet<QString> m_seen; ///< Identities of rows that came before.
};
