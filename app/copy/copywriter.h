#pragma once

#include "app/copy/copyreader.h"
#include "app/copy/copyresult.h"

/// The writing half of a copy: takes pages, writes them, and holds what is stored then against what
/// was read.
class CopyWriter
{
public:
    /// All outlive it. `tables` are those of the copy.
    CopyWriter(const std::vector<CopiedTable> &tables, CopyForm form, CopyRounding rounding,
               ui::TaskProgress &progress)
        : m_tables(tables)
        , m_form(form)
        , m_rounding(rounding)
        , m_progress(progress)
    {
    }

    /// Copies into empty tables in one transaction, which is kept when all rows are equal. Throws
    /// what the database and the reader throw, orm::BaseError with a sentence that names the row
    /// and the field which the database cannot take, and orm::CancelledError.
    [[nodiscard]] CopyResult write(orm::Session &session, CopyQueue &queue);

private:
    void copy(orm::Session &session, CopyQueue &queue) const;
    void copy(orm::Session &session, const CopiedTable &table, const orm::RowSet &rows) const;
    void compare(orm::Session &session, CopyQueue &queue, CopyResult &result) const;

    void insert(orm::Session &session, const CopiedTable &table, QList<orm::Values> &rows) const;

    const std::vector<CopiedTable> &m_tables;
    const CopyForm m_form;
    const CopyRounding m_rounding;
    ui::TaskProgress &m_progress;
    CopySurvey m_survey;
};
