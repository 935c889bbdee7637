#pragma once

#include "ui/base/pagespec.h"
#include "ui/bulk/bulksurvey.h"

#include <QTableWidget>

namespace ui {

/// Some of the records that a bulk change is about: what they are called, each value before and
/// after, and the rule that a new one breaks. Of a deletion, only what they are called.
class BulkPreviewTable : public QTableWidget
{
    Q_OBJECT

public:
    explicit BulkPreviewTable(const PageSpec &spec, QWidget *parent = nullptr);

    /// `attributes`: those that are changed.
    void showRows(const QList<BulkRow> &rows, const QStringList &attributes);
    /// Of records that are to be deleted.
    void showNames(const QList<BulkRow> &rows);

private:
    void putValues(int row, const BulkRow &shown, const QStringList &attributes);
    void fitColumns(const QList<BulkRow> &rows, const QStringList &attributes);
    void begin(const QStringList &titles, qsizetype rows);
    void put(int row, int column, const QString &text, bool isNumber = false);

    PageSpec m_spec;
};

} // namespace ui
