#pragma once

#include "app/csv/csvreader.h"

#include <QTemporaryFile>

#include <memory>

struct ImportPlan;

/// Saves the rows that an import refused as a CSV file in the user's data folder, each behind its
/// number and the reason, so that they can be mended and imported again. The file only appears
/// with commit(), only when there are such rows, and under a name that no file has.
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
    [[nodiscard]] QString path() const { return m_path; }
    /// Why the rows could not be saved; empty when they could.
    [[nodiscard]] QString problem() const { return m_problem; }

    /// The folder for such files, which may be missing.
    [[nodiscard]] static QString folder();

private:
    void open();
    void write(const QStringList &cells);

    QString m_imported;
    QStringList m_header;
    std::unique_ptr<QTemporaryFile> m_file;
    QString m_problem;
    QString m_path;
};
