#pragma once

#include "ui/export/rowwriter.h"

namespace ui {

// One function for each format, each in the file of its writer: see makeRowWriter().

/// Cells between `separator`; with `isFile` it begins with a mark by which spreadsheets know UTF-8.
[[nodiscard]] std::unique_ptr<RowWriter> makeCsvWriter(const ExportTable &table, QIODevice &device,
                                                       char separator, bool isFile);
[[nodiscard]] std::unique_ptr<RowWriter> makeJsonWriter(const ExportTable &table,
                                                        QIODevice &device);
[[nodiscard]] std::unique_ptr<RowWriter> makeInsertWriter(const ExportTable &table,
                                                          QIODevice &device);
[[nodiscard]] std::unique_ptr<RowWriter> makeMarkdownWriter(const ExportTable &table,
                                                            QIODevice &device);
[[nodiscard]] std::unique_ptr<RowWriter> makeXlsxWriter(const ExportTable &table,
                                                        QIODevice &device);
[[nodiscard]] std::unique_ptr<RowWriter> makePdfWriter(const ExportTable &table, QIODevice &device);
[[nodiscard]] std::unique_ptr<RowWriter> makeCodeWriter(const ExportTable &table,
                                                        QIODevice &device);

} // namespace ui
