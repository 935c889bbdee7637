#pragma once

#include <QJsonObject>
#include <QJsonValue>

namespace ui {

class RecordForm;

/// What is entered in a form and not saved, with the records as the user saw them, for a file.
[[nodiscard]] QJsonObject draftOf(const RecordForm &form);
/// Enters what draftOf() gave, as unsaved changes; false, and nothing changed, when it is of no
/// use.
bool restoreDraft(RecordForm &form, const QJsonValue &draft);

} // namespace ui
