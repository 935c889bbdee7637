#pragma once

#include "app/copy/copyresult.h"

#include <QWidget>

class QLabel;
class QTableWidget;

/// What came of a copy, in sentences; `place` is where it is.
[[nodiscard]] QString summaryOf(const CopyResult &result, const QString &place);
/// A table of a shop for people: "Deleted books".
[[nodiscard]] QString tableTitle(const QString &table);
/// "sales 17, price: 12.5 here, 12.49 there"
[[nodiscard]] QString differenceText(const CopyDifference &difference);

/// The tables of a copy with their counts on both sides, and what differs.
class CopyReport : public QWidget
{
    Q_OBJECT

public:
    explicit CopyReport(QWidget *parent = nullptr);

    using QWidget::show;
    void show(const CopyResult &result);

private:
    void fit(QTableWidget &table);

    QTableWidget *m_counts = nullptr;
    QLabel *m_heading = nullptr;
    QTableWidget *m_differences = nullptr;
};
