#pragma once

#include <QString>
#include <QStringList>

#include <concepts>
#include <initializer_list>

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
    // Templates, so that `{"id", 1}` is not taken for the first character of a text, and nullptr
    // not for UTF-16.
    template<std::same_as<QLatin1StringView> Latin1>
    Text(Latin1 text)
        : QString(text)
    {
    }
    template<std::same_as<QStringView> View>
    Text(View text)
        : QString(text.toString())
    {
    }
    template<std::same_as<char16_t> Character>
    Text(const Character *utf16)
        : QString(QStringView(utf16).toString())
    {
    }
    ///@}
};

/// A QStringList that may be written as plain `{"literals"}`; see Text.
class Names : public QStringList
{
public:
    Names() = default;
    ///@{
    /// In the order given.
    Names(std::initializer_list<Text> names)
        : QStringList(names.begin(), names.end())
    {
    }
    Names(const QStringList &names)
        : QStringList(names)
    {
    }
    ///@}
};

} // namespace orm
