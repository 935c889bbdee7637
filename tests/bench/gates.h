#pragma once

#include <QList>
#include <QString>

namespace bench {

/// One promise of the window: a measured figure and what it may be.
struct Gate
{
    QString name;
    QString unit;
    double goal = 0; ///< At most; 0: only told.
    double value = 0;
    QString note = {};

    [[nodiscard]] bool isKept() const { return goal == 0 || value <= goal; }
};

/// Opens the real window on a file of `rows` books, `rounds` times, each in a process of its own;
/// medians.
[[nodiscard]] QList<Gate> measureGates(int rows, int rounds);

[[nodiscard]] QString asTable(const QList<Gate> &gates, int rows);
[[nodiscard]] QString asJson(const QList<Gate> &gates, int rows);

} // namespace bench
