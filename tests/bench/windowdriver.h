#pragma once

#include "tests/support/watchdog.h"

#include <QStringList>

#include <functional>

class MainWindow;
class QLineEdit;
class QTableView;

namespace bench {

/// Uses a window as a person would, with keys and the mouse, and waits for what is seen.
class WindowDriver
{
public:
    explicit WindowDriver(MainWindow &window);

    /// Waits until `isSeen` holds; answers with the milliseconds it took, the painting included.
    /// Ends the program when that takes a minute.
    double timeUntil(const QString &what, const std::function<bool()> &isSeen);
    /// Whether all rows in sight are there, and there are some.
    [[nodiscard]] bool rowsAreSeen() const;
    /// The texts in sight, in one column.
    [[nodiscard]] QStringList seen(int column) const;
    [[nodiscard]] bool lastRowIsSeen() const;
    /// Whether nothing is read or counted any longer.
    [[nodiscard]] bool isAtRest() const;
    [[nodiscard]] int columnOf(const QString &header) const;

    void pressEnd();
    void type(const QString &text);
    void clearSearch();
    void clickHeader(int column);

    [[nodiscard]] const Watchdog &watchdog() const { return m_watchdog; }

private:
    [[nodiscard]] QTableView *table() const;
    [[nodiscard]] int lastRowInSight() const;

    MainWindow &m_window;
    QLineEdit *m_find = nullptr;
    Watchdog m_watchdog;
};

} // namespace bench
