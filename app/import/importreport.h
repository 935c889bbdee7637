#pragma once

#include "app/import/importjob.h"

class QDialog;
class QWidget;

/// "9,966 books imported, 34 rows refused": in one sentence.
[[nodiscard]] QString importSummary(const ImportResult &result);

/// The rows that an import refused, with their reasons and the file they were saved in. Shown at
/// once, deleted when closed.
QDialog *showRefusedRows(const ImportResult &result, QWidget *parent);
