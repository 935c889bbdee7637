#pragma once

#include <QString>

namespace orm {

/// `utf8` as a QString. The few names that calls are full of are made once a thread and shared from
/// then on: they cost a comparison instead of a conversion and an allocation.
[[nodiscard]] QString sharedText(const char *utf8);

/// A QString that may be written as a plain `"literal"` (UTF-8) in calls and option structs,
/// also in programs that compile with QT_NO_CAST_FROM_ASCII.
class Text : public QString
{
public:
    Text() = default;
    ///@{
    /// From what a QString is made of, by itself. nullptr gives a null string.
    Text(const QString &text)
        : QString(text)
    {
    }
    Text(QString &&text) noexcept
        : QString(std::move(text))
    {
    }
    Text(const char *utf8)
        : QString(sharedText(utf8))
    {
    }
    Text(QLatin1StringView text)
        : QString(text)
    {
    }
    ///@}
};

} // namespace orm
