#include "app/connect/durationtext.h"

#include <QCoreApplication>
#include <QLocale>

QString durationText(std::chrono::nanoseconds time)
{
    constexpr double precise = 10; // below it a tenth tells something
    const double count = std::chrono::duration<double, std::milli>(time).count();
    return QCoreApplication::translate("ConnectionBar", "%1 ms")
        .arg(QLocale().toString(count, 'f', count < precise ? 1 : 0));
}
