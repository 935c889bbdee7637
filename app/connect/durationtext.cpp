#include "app/connect/durationtext.h"

#include <QCoreApplication>
#include <QLocale>

QString durationText(std::chrono::nanoseconds time)
{
    constexpr double precise = 10; // below it a tenth tells something
    const double count = std::chrono::duration<double, std::milli>(time).count();
    if (const qint64 seconds = qint64(count / 1'000); seconds >= 60)
        return QCoreApplication::translate("ConnectionBar", "%1 min %2 s")
            .arg(QLocale().toString(seconds / 60))
            .arg(seconds % 60);
    if (count >= 1'000)
        return QCoreApplication::translate("ConnectionBar", "%1 s")
            .arg(QLocale().toString(count / 1'000, 'f', 1));
    return QCoreApplication::translate("ConnectionBar", "%1 ms")
        .arg(QLocale().toString(count, 'f', count < precise ? 1 : 0));
}
