#pragma once

#include "app/import/importplan.h"

/// What must be said before `preview` can be imported, in sentences; nothing when all is known.
[[nodiscard]] QStringList openQuestions(const ImportPreview &preview,
                                        const QList<ImportField> &fields);

/// What was seen that somebody should know, in sentences.
[[nodiscard]] QStringList importNotes(const ImportPreview &preview);

/// How the file is read and which column is what, in sentences.
[[nodiscard]] QStringList importAssumptions(const ImportPreview &preview,
                                            const QList<ImportField> &fields);

/// "Semicolon", of a separator.
[[nodiscard]] QString separatorName(char separator);
/// "UTF-8"
[[nodiscard]] QString encodingName(TextEncoding encoding);
