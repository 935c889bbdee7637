#pragma once

#include "orm/core/datatype.h"
#include "orm/expr/where.h"

#include <QLocale>
#include <QStringList>

#include <functional>
#include <optional>

namespace orm {
class Model;
}

namespace ui {

/// A field that a search may name, e.g. `price` in `price<30`.
struct FindField
{
    QString attribute = {}; ///< The model's attribute.
    /// What a user may write for it, in any case of letters; the first is the one that texts show.
    QStringList names = {};
    orm::DataType type = {}; ///< Decides whether text, a number or a date is expected.
    bool nullable = true;    ///< Rows may be without a value; they stay when something is excluded.
    /// Where the values are rows of other models: the records that have one which fits `value`;
    /// any value when it is empty.
    std::function<orm::Where(const orm::Where &value)> having = {};
    QString example = {}; ///< A value, for the help; some word when empty.
    /// Values to offer while one types: what rows of this model have in this attribute.
    const orm::Model *offered = nullptr;
    QString offeredAttribute = {};
    /// The form in which values are kept, whatever form one asks for them in.
    std::function<QString(const QString &)> keptAs = {};
};

/// A search to learn from, and what it finds.
struct FindExample
{
    QString text = {};
    QString meaning = {};
};

/// What can be searched for, and how numbers are written.
struct FindLanguage
{
    QList<FindField> fields = {};
    /// Plain words are looked for in each of these.
    QStringList wordAttributes = {};
    /// Beside the plain notation (`12.50`), numbers may be written in this locale's way (`12,50`).
    QLocale locale = {};
    /// For the help; made from the fields when empty.
    QList<FindExample> examples = {};
};

/// Why a search cannot be understood, and where in the text.
struct FindError
{
    QString message = {}; ///< A translated sentence.
    qsizetype start = 0;
    qsizetype length = 0; ///< 0 at the end of the text.

    bool operator==(const FindError &) const = default;
};

/// What a search means; `where` holds for every row when the text is empty or wrong.
struct FindResult
{
    orm::Where where = {};
    std::optional<FindError> error = {};
};

/// The meaning of what a user typed, as a condition:
///
///     eco rose            both words, each in any of the word attributes
///     "of the rose"       these words side by side
///     author:eco          in this field alone; author:"umberto eco"; author= and author!= for
///                         the whole value
///     price<30            = != < <= > >= for numbers and dates; price:10..20, price:..20
///     created:2024        a year, a month (2024-05), a day (2024-05-17), today, yesterday
///     price:none          rows without a number or date
///     genre:poetry        rows with an associated one like that, -genre:poetry without one, and
///                         genre:none without any
///     -word -author:eco   not this; rows without a value stay
///     eco or price<10     either; "or" binds less than the space, which means "and"
[[nodiscard]] FindResult parseFind(const QString &text, const FindLanguage &language);

} // namespace ui
