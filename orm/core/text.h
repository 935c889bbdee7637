#pragma once

#include <QString>

namespace orm {

/// A QString that may be written as a plain `"literal"` (UTF-8) in calls and option structs,
/// also in programs that compile with QT_NO_CAST_FROM_ASCII.
class Text : public QString
{
public:
    Text() = default;
    Text(const QString &text)
        : QString(text)
    {
    }
    Text(QString &&text) noexcept
        : QString(std::move(text))
    {
    }
    Text(const char *utf8)
        : QString(QString::fromUtf8(utf8))
    {
    }
    Text(QLatin1StringView text)
        : QString(text)
    {
    }
};

} // namespace orm
