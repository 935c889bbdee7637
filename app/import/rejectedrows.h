#pragma once

#include "app/import/csvreader.h"

#include <QSaveFile>

#include <memory>

struct ImportPlan;

/// Saves the rows that an import refused as a CSV file beside the imported one, each with its
/// number and the reason, so that they can be mended and imported again. The file only appears
/// with commit(), and only when there are such rows.
class RejectedRows
{
    Q_DECLARE_TR_FUNCTIONS(RejectedRows)

public:
    explicit RejectedRows(const ImportPlan &plan);
    ~RejectedRows();

    void add(const CsvRow &row, const QString &reason);
    /// Makes the file. A problem with it is kept for problem() and stops nobody.
    void commit();

    /// Where the rows are; empty when there are none, or none could be saved.
    [[nodiscard]] QString path() const;
    /// Why the rows could not be saved; empty when they could.
    [[nodiscard]] QString problem() const { return m_problem; }

    /// "books.csv" is imported, "books.rejected.csv" keeps what was refused.
    [[nodiscard]] static QString pathFor(const QString &imported);

private:
    void open();
    void write(const QStringList &cells);

    QString m_target;
    QStringList m_header;
    std::unique_ptr<QSaveFile> m_file;
    QString m_problem;
    bool m_isCommitted = false;
};
