#pragma once

#include "orm/core/text.h"

#include <QDateTime>
#include <QStringList>
#include <QVariant>

#include <functional>
#include <limits>
#include <optional>

namespace orm {

/// A rule for one attribute's value. Nulls never reach it; `allowNull` judges them.
struct Validator
{
    QString key; ///< Sequelize's name of the rule: "min", "len", "notEmpty".
    /// Why `value` breaks the rule, as a sentence without the attribute's name ("must be at least
    /// 0"), or nothing when it keeps it. Called on any thread.
    std::function<std::optional<QString>(const QVariant &value)> refusal;
    QVariantList args = {};  ///< What the rule was made with, for errors.
    QString message = {};    ///< What a violation says; empty: Sequelize's "Validation len on …".
    bool isFunction = false; ///< One of custom(), whose own words are the message.

    /// The same rule with another message for its violations.
    [[nodiscard]] Validator msg(const Text &violation) const;
};

/// Rules in Sequelize's names, for AttributeOptions::validate:
/// `.validate = {Validate::notEmpty(), Validate::len(2, 100).msg("too short")}`. Each judges the
/// text of a value, as Sequelize does: numbers by their digits, moments as ISO 8601.
namespace Validate {

///@{
/// Null is refused with a message of one's own; only beside `.allowNull = false`.
[[nodiscard]] Validator notNull(const Text &violation = {});
/// Empty, which is what Sequelize calls null here.
[[nodiscard]] Validator isNull();
/// Not made of white space alone.
[[nodiscard]] Validator notEmpty();
/// Exactly that text.
[[nodiscard]] Validator equals(const Text &text);
/// Has `part` in it, or has not; letters must be of the same case. No text has an empty part.
[[nodiscard]] Validator contains(const Text &part);
[[nodiscard]] Validator notContains(const Text &part);
/// One of these, or none of them.
[[nodiscard]] Validator isIn(const QVariantList &values);
[[nodiscard]] Validator notIn(const QVariantList &values);
/// Between `low` and `high` characters, both counting.
[[nodiscard]] Validator len(int low, int high = std::numeric_limits<int>::max());
/// A match of the regular expression anywhere in the text, or none. `flags` may have "i", "m" and
/// "s". Throws UsageError for an expression that is none.
[[nodiscard]] Validator is(const Text &pattern, const Text &flags = {});
[[nodiscard]] Validator isNot(const Text &pattern, const Text &flags = {});
///@}

///@{
/// Letters of A to Z in any case; with digits.
[[nodiscard]] Validator isAlpha();
[[nodiscard]] Validator isAlphanumeric();
/// No letter that has the other case.
[[nodiscard]] Validator isLowercase();
[[nodiscard]] Validator isUppercase();
/// "#RRGGBB", "RGB": three, four, six or eight digits, "#" or not.
[[nodiscard]] Validator isHexColor();
/// The text of a JSON object or array.
[[nodiscard]] Validator isJSON();
/// A list or a JSON array.
[[nodiscard]] Validator isArray();
/// What isStrongPassword() asks for at least.
struct Strength
{
    int length = 8;    ///< Characters in all.
    int lowercase = 1; ///< Small letters.
    int uppercase = 1; ///< Capital letters.
    int numbers = 1;   ///< Digits.
    int symbols = 1;   ///< Others that a keyboard has.
};
/// Has enough of everything.
[[nodiscard]] Validator isStrongPassword(const Strength &least = {});
///@}

///@{
/// "12", "-1.5", "+.5".
[[nodiscard]] Validator isNumeric();
/// Digits with a sign or without, between the limits.
[[nodiscard]] Validator isInt(std::optional<qint64> low = {}, std::optional<qint64> high = {});
/// "1.5", "1e3", between the limits.
[[nodiscard]] Validator isFloat(std::optional<double> low = {}, std::optional<double> high = {});
/// "1.5", "-1e3", "": not empty and without a plus.
[[nodiscard]] Validator isDecimal();
/// A number from `low` on, or up to `high`; the limit itself is allowed. What is no number passes,
/// as it does in Sequelize.
[[nodiscard]] Validator min(double low);
[[nodiscard]] Validator max(double high);
///@}

///@{
/// An address of e-mail, of the web (http, https, ftp or no word about it), of a host of version 4
/// or 6 of IP or either, and of a network card ("01:23:45:67:89:ab", six or eight bytes).
[[nodiscard]] Validator isEmail();
[[nodiscard]] Validator isUrl();
[[nodiscard]] Validator isIP();
[[nodiscard]] Validator isIPv4();
[[nodiscard]] Validator isIPv6();
[[nodiscard]] Validator isMACAddress();
///@}

///@{
/// Numbers with a check digit: of books (10 or 13 digits, 0 for both), of goods (8, 13 or 14
/// digits), of bank accounts and of cards.
[[nodiscard]] Validator isISBN(int digits = 0);
[[nodiscard]] Validator isEAN();
[[nodiscard]] Validator isIBAN();
[[nodiscard]] Validator isCreditCard();
///@}
/// A UUID of that version (1 to 8), 0: of any.
[[nodiscard]] Validator isUUID(int version = 0);
/// A post code as the country writes it, by its two letters: "DE", "US". Throws UsageError for a
/// country that is not known here; "any" takes that of any known one.
[[nodiscard]] Validator isPostalCode(const Text &country);
/// A mobile phone's number as it is dialled from abroad: "+", the country and 4 to 14 digits.
[[nodiscard]] Validator isMobilePhone();

///@{
/// A day or moment: ISO 8601 or RFC 2822. Behind `moment`, or before it; now where none is given.
[[nodiscard]] Validator isDate();
[[nodiscard]] Validator isAfter(const std::optional<QDateTime> &moment = {});
[[nodiscard]] Validator isBefore(const std::optional<QDateTime> &moment = {});
///@}

/// A stored row keeps the value that it has. Asked when a row is saved; Model::update() and
/// upsert(), which know no row, write it all the same, as in Sequelize.
[[nodiscard]] Validator isImmutable();

/// A rule of your own; `refusal` as in Validator.
[[nodiscard]] Validator custom(const Text &key,
                               std::function<std::optional<QString>(const QVariant &)> refusal);
} // namespace Validate

} // namespace orm
