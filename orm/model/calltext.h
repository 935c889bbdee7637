#pragma once

#include "orm/db/lazytext.h"
#include "orm/expr/find.h"
#include "orm/model/define/values.h"

#include <QString>

namespace orm {

// Calls as a person would write them in Sequelize, for the log: `Book.findAll({where: {price: {lt:
// 30}}, limit: 10})`. Long texts are cut, so that no call fills the window.

inline constexpr qsizetype maxTextInCall = 200; ///< Characters, or bytes.
inline constexpr size_t maxItemsInCall = 20;    ///< Of a list.

[[nodiscard]] QString callText(const QString &target, const char *method,
                               const QStringList &arguments = {});
[[nodiscard]] QString toText(const Operand &value);
[[nodiscard]] QString toText(const Where &where);
[[nodiscard]] QString toText(const Values &values);
/// Empty for options that say nothing.
[[nodiscard]] QString toText(const FindOptions &options);
/// `{where: …}` with more options behind it, such as `limit: 1`; empty when there is nothing.
[[nodiscard]] QString whereText(const Where &where, const QStringList &more = {});

///@{
/// The same with `***` for values of attributes of these names, and of names that are nowhere among
/// them; see ModelManager::hidden().
[[nodiscard]] Operand covered(const Operand &value, const QStringList &hidden);
[[nodiscard]] Where covered(const Where &where, const QStringList &hidden);
[[nodiscard]] Values covered(const Values &values, const QStringList &hidden);
[[nodiscard]] FindOptions covered(FindOptions options, const QStringList &hidden);
///@}

struct ModelData;

/// What the text of a call begins with, and the attributes whose values it must not show.
struct CallTarget
{
    CallTarget(const QString &target, const QStringList &hiddenAttributes = {})
        : name(target)
        , hidden(hiddenAttributes)
    {
    }
    /// "Book"
    CallTarget(const ModelData &model);
    /// "book", as a row is called.
    [[nodiscard]] static CallTarget ofRow(const ModelData &model);

    /// An argument without what must not be shown.
    template<typename Argument>
    [[nodiscard]] QString text(const Argument &argument) const
    {
        return hidden.isEmpty() ? toText(argument) : toText(covered(argument, hidden));
    }
    [[nodiscard]] QString whereText(const Where &where, const QStringList &more = {}) const
    {
        return orm::whereText(hidden.isEmpty() ? where : covered(where, hidden), more);
    }

    QString name;
    QStringList hidden;
};

// Whether a log may keep a copy of these: long lists, texts and bytes are none of them.
[[nodiscard]] bool isSmall(const Operand &value);
[[nodiscard]] bool isSmall(const Where &where);
[[nodiscard]] bool isSmall(const Values &values);
[[nodiscard]] bool isSmall(const FindOptions &options);

/// A text that `make` gives: when somebody reads it if all of `parts`, copies of which `make`
/// holds, are small; else at once, as what the log would keep instead might be megabytes.
template<typename Make, typename... Parts>
[[nodiscard]] LazyText lazyText(Make make, const Parts &...parts)
{
    return (isSmall(parts) && ...) ? LazyText::of(std::move(make)) : LazyText(make());
}

/// What the text of a call keeps of an argument: a copy, which holds neither a transaction
/// open nor a function.
template<typename Argument>
[[nodiscard]] Argument textPart(const Argument &argument)
{
    Argument part = argument;
    if constexpr (requires { part.transaction; })
        part.transaction = {};
    if constexpr (requires { part.logging; })
        part.logging = {};
    return part;
}

/// The call's text, made when somebody reads it, of copies of `arguments`, each of which toText()
/// takes. `method` must be a literal.
template<typename... Arguments>
[[nodiscard]] LazyText lazyCallText(const CallTarget &target, const char *method,
                                    const Arguments &...arguments)
{
    return lazyText(
        [target, method, ... arguments = textPart(arguments)] {
            return callText(target.name, method, {target.text(arguments)...});
        },
        arguments...);
}
/// The same of a call whose arguments are values, unless they are empty, and a condition, with
/// `more` options behind it.
[[nodiscard]] LazyText lazyWhereText(const CallTarget &target, const char *method,
                                     const Where &where, const Values &values = {},
                                     const QStringList &more = {});

} // namespace orm
