#pragma once

#include "ui/bulk/bulkchange.h"

#include <QWidget>

class QAbstractButton;
class QVBoxLayout;

namespace ui {

class BulkChangeEdit;

/// Asks for changes, a line for each: one at first, and more as the user wants them, each of a
/// field that no other line has.
class BulkChangesEdit : public QWidget
{
    Q_OBJECT

public:
    explicit BulkChangesEdit(const PageSpec &spec, QWidget *parent = nullptr);

    /// In the order of the lines; at least one.
    [[nodiscard]] BulkChanges changes() const;
    /// To the first input that something is typed into.
    void focusValue();

signals:
    void changed();

private:
    struct Line
    {
        QWidget *whole = nullptr;
        BulkChangeEdit *edit = nullptr;
        QAbstractButton *remove = nullptr; ///< Takes the line away.
    };

    void addLine();
    void removeLine(const QWidget *whole);
    void takeChange();

    PageSpec m_spec;
    QList<Line> m_lines;
    QVBoxLayout *m_layout = nullptr; ///< Of the lines.
    QAbstractButton *m_add = nullptr;
    int m_made = 0; ///< Lines so far, with those that were taken away.
};

} // namespace ui
