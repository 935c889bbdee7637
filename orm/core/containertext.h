#pragma once

#include <QJsonObject>
#include <QString>
#include <QVariant>

#include <array>
#include <optional>

namespace orm {

/// The items of an array as PostgreSQL writes it, `{1,"a b",NULL}`: QString, null(), or a list of
/// such items where braces stand inside others. The numbers that the items have on the server,
/// `[0:1]={1,2}`, are left out. Nothing for what is no array.
[[nodiscard]] std::optional<QVariantList> arrayItems(const QString &text);

/// A range as PostgreSQL writes it.
struct RangeText
{
    struct End
    {
        std::optional<QString> value; ///< Nothing: it is open.
        bool isInclusive = false;
    };
    bool isEmpty = false;
    std::array<End, 2> ends;
};

/// The ends of `[1,5)`, `("a b",]` or `empty`; nothing for what is no range.
[[nodiscard]] std::optional<RangeText> rangeEnds(const QString &text);

/// The texts, or nulls, of an hstore: `"a"=>"1", "b"=>NULL`; nothing for what is none.
[[nodiscard]] std::optional<QJsonObject> hstoreMembers(const QString &text);

} // namespace orm
