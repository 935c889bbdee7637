#pragma once

#include "app/import/importplan.h"

/// What a user without a window says about a file.
struct ImportAnswers
{
    /// What the columns hold, from the first one on: attributes, and "-" for what is not imported.
    QStringList columns;
    /// The row with the names of the columns, 0 for none.
    std::optional<qint64> headerRow;
    std::optional<QChar> decimalMark;
};

/// The plan of `preview` with what the user says instead of what was seen. Throws orm::BaseError
/// when an answer cannot be meant so.
[[nodiscard]] ImportPlan answeredPlan(const ImportPreview &preview, const ImportAnswers &answers,
                                      const QList<ImportField> &fields);
