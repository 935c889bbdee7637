#pragma once

#include <QString>
#include <QVariant>

#include <memory>
#include <optional>
#include <span>

class QIODevice;

namespace ui {

struct ExportTable;

/// How rows leave the program.
enum class RowFormat : quint8 {
    Csv,      ///< For spreadsheets; our import takes back the very same rows.
    Tsv,      ///< The same with tabs, as spreadsheets take it from the clipboard.
    Json,     ///< An array of objects.
    Sql,      ///< A script for SQLite that makes the table and inserts the rows.
    Markdown, ///< A table of GitHub's dialect.
    Xlsx,     ///< A workbook.
    Pdf,      ///< Pages of A4.
    Code      ///< A call of the ORM in C++.
};

/// Writes rows one after the other, and holds a piece of them only. Good on any one thread. What
/// cannot be written throws orm::BaseError.
class RowWriter
{
public:
    virtual ~RowWriter() = default;

    /// What stands before the rows.
    virtual void begin() = 0;
    /// A row: a value for each column, as the ORM has it, a QStringList for names; null and invalid
    /// ones are null.
    virtual void add(std::span<const QVariant> cells) = 0;
    /// What stands behind the rows. Nothing may follow.
    virtual void end() = 0;
};

/// The writer of a format. `table` and `device`, which is open for writing, outlive it. PDF needs a
/// QGuiApplication.
[[nodiscard]] std::unique_ptr<RowWriter> makeRowWriter(RowFormat format, const ExportTable &table,
                                                       QIODevice &device);

/// The format that the file's suffix names; nothing when it names none.
[[nodiscard]] std::optional<RowFormat> rowFormatOf(const QString &file);
/// The suffix of files of a format: "csv".
[[nodiscard]] QString suffixOf(RowFormat format);
/// "CSV, JSON …": the suffixes that rowFormatOf() knows, for messages.
[[nodiscard]] QString knownSuffixes();

} // namespace ui
