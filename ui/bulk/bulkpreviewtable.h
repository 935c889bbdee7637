#pragma once

#include "ui/base/pagespec.h"
#include "ui/bulk/bulksurvey.h"

#include <QTableWidget>

namespace ui {

/// Some of the records that a bulk change is about: what they are called, the value before and
/// after, and the rule that the new value breaks. Of a deletion, only what they are called.
class BulkPreviewTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit BulkPreviewTable(const PageSpec &spec, QWidget *parent = nullptr);

    /// `attribute`: the one that is changed.
    void showRows(const QList<BulkRow> &rows, const QString &attribute);
    /// Of records that are to be deleted.
    void showNames(const QList<BulkRow> &rows);

private:
    void begin(const QStringList &titles, qsizetype rows);
    void put(int row, int column, const QString &text, bool isNumber = false);

    PageSpec m_spec;
};

} // namespace ui
