// Rules about what a text is made of.
#include "orm/core/error.h"
#include "orm/schema/validate/rule.h"

#include <QJsonValue>
#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace Validate {

namespace {

/// White space as JavaScript has it.
bool isSpace(QChar c)
{
    return c.isSpace() || c == QChar(0xfeff);
}

/// As JavaScript's users count: a pair of surrogates is one, and what only says how a sign before
/// it is painted is none.
qsizetype characters(const QString &text)
{
    const auto isPaint = [](QChar c) { return c == QChar(0xfe0e) || c == QChar(0xfe0f); };
    qsizetype count = 0;
    for (qsizetype i = 0; i < text.size(); ++i) {
        const bool isPainted = i > 0 && isPaint(text.at(i)) && !isPaint(text.at(i - 1));
        if (!isPainted && !text.at(i).isLowSurrogate())
            ++count;
    }
    return count;
}

/// `pattern` with "$" as JavaScript means it: the text's very end, and not before a line's end
/// there.
QString withVeryEnd(const QString &pattern)
{
    QString made;
    bool isInClass = false;
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        const QChar c = pattern.at(i);
        if (c == u'\\' && i + 1 < pattern.size()) {
            made += c;
            made += pattern.at(++i);
            continue;
        }
        isInClass = c == u'[' || (isInClass && c != u']');
        made += c == u'$' && !isInClass ? u"\\z"_s : QString(c);
    }
    return made;
}

QRegularExpression expression(const Text &pattern, const Text &flags)
{
    QRegularExpression::PatternOptions options = QRegularExpression::UseUnicodePropertiesOption;
    options.setFlag(QRegularExpression::CaseInsensitiveOption, flags.contains(u'i'));
    options.setFlag(QRegularExpression::MultilineOption, flags.contains(u'm'));
    options.setFlag(QRegularExpression::DotMatchesEverythingOption, flags.contains(u's'));
    const bool hasLines = flags.contains(u'm');
    const QRegularExpression made(hasLines ? QString(pattern) : withVeryEnd(pattern), options);
    if (!made.isValid())
        throw UsageError(
            u"\"%1\" is no regular expression: %2."_s.arg(pattern, made.errorString()));
    return made;
}

bool consistsOf(const QString &text, bool (*isPart)(QChar))
{
    return !text.isEmpty() && std::ranges::all_of(text, isPart);
}

bool isLetter(QChar c)
{
    return (c >= u'a' && c <= u'z') || (c >= u'A' && c <= u'Z');
}

bool isDigit(QChar c)
{
    return c >= u'0' && c <= u'9';
}

QStringList textsOf(const QVariantList &values)
{
    QStringList texts;
    for (const QVariant &value : values)
        texts += textOf(value);
    return texts;
}

/// RFC 8259: Qt's own parser takes more, such as `[.1]`.
bool isJsonText(const QString &text)
{
    static const QRegularExpression form(uR"re((?(DEFINE)
            (?<space> [\x20\t\r\n]* )
            (?<string> " (?: [^"\\\x00-\x1f] | \\ (?: ["\\/bfnrt] | u [\da-fA-F]{4} ) )* " )
            (?<number> -? (?: 0 | [1-9]\d* ) (?: \.\d+ )? (?: [eE][+-]?\d+ )? )
            (?<value> (?&space) (?: (?&string) | (?&number) | true | false | null | (?&list)
                                  | (?&object) ) (?&space) )
            (?<list> \[ (?: (?&value) (?: , (?&value) )* | (?&space) ) \] )
            (?<member> (?&space) (?&string) (?&space) : (?&value) )
            (?<object> \{ (?: (?&member) (?: , (?&member) )* | (?&space) ) \} )
        )\A (?&space) (?: (?&list) | (?&object) ) (?&space) \z)re"_s,
                                         QRegularExpression::ExtendedPatternSyntaxOption);
    return isMatch(form, text);
}

bool isList(const QVariant &value)
{
    const bool isJson = value.metaType() == QMetaType::fromType<QJsonValue>();
    return value.canConvert<QVariantList>() && value.typeId() != QMetaType::QString
           && value.typeId() != QMetaType::QByteArray && (!isJson || value.toJsonValue().isArray());
}

} // namespace

Validator notNull(const Text &violation)
{
    return rule("notNull", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be there"),
                [](const QString &) { return true; })
        .msg(violation);
}

Validator isNull()
{
    return rule("isNull", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be empty"),
                [](const QString &text) { return text.isEmpty(); });
}

Validator notEmpty()
{
    return rule("notEmpty", {}, QT_TRANSLATE_NOOP("orm::Validate", "must not be empty"),
                [](const QString &text) { return !std::ranges::all_of(text, isSpace); });
}

Validator equals(const Text &text)
{
    return rule("equals", {QString(text)}, QT_TRANSLATE_NOOP("orm::Validate", "must be “%1”"),
                [wanted = QString(text)](const QString &given) { return given == wanted; });
}

Validator contains(const Text &part)
{
    return rule("contains", {QString(part)},
                QT_TRANSLATE_NOOP("orm::Validate", "must contain “%1”"),
                [wanted = QString(part)](const QString &text) {
                    return !wanted.isEmpty() && text.contains(wanted);
                });
}

Validator notContains(const Text &part)
{
    return rule("notContains", {QString(part)},
                QT_TRANSLATE_NOOP("orm::Validate", "must not contain “%1”"),
                [unwanted = QString(part)](const QString &text) {
                    return unwanted.isEmpty() || !text.contains(unwanted);
                });
}

Validator isIn(const QVariantList &values)
{
    const QStringList texts = textsOf(values);
    Validator made =
        rule("isIn", {texts.join(u", ")}, QT_TRANSLATE_NOOP("orm::Validate", "must be one of: %1"),
             [texts](const QString &text) { return texts.contains(text); });
    made.args = {QVariant(values)};
    return made;
}

Validator notIn(const QVariantList &values)
{
    const QStringList texts = textsOf(values);
    Validator made = rule("notIn", {texts.join(u", ")},
                          QT_TRANSLATE_NOOP("orm::Validate", "must be none of: %1"),
                          [texts](const QString &text) { return !texts.contains(text); });
    made.args = {QVariant(values)};
    return made;
}

Validator len(int low, int high)
{
    const bool isOpen = high == std::numeric_limits<int>::max();
    return rule("len", isOpen ? QVariantList{low} : QVariantList{low, high},
                isOpen
                    ? QT_TRANSLATE_NOOP("orm::Validate", "must have at least %1 characters")
                    : QT_TRANSLATE_NOOP("orm::Validate", "must have between %1 and %2 characters"),
                [low, high](const QString &text) {
                    const qsizetype length = characters(text);
                    return length >= low && length <= high;
                });
}

Validator is(const Text &pattern, const Text &flags)
{
    return rule(
        "is", {QString(pattern), QString(flags)},
        QT_TRANSLATE_NOOP("orm::Validate", "must have the form %1"),
        [made = expression(pattern, flags)](const QString &text) { return isMatch(made, text); });
}

Validator isNot(const Text &pattern, const Text &flags)
{
    return rule(
        "not", {QString(pattern), QString(flags)},
        QT_TRANSLATE_NOOP("orm::Validate", "must not have the form %1"),
        [made = expression(pattern, flags)](const QString &text) { return !isMatch(made, text); });
}

Validator isAlpha()
{
    return rule("isAlpha", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be letters from A to Z"),
                [](const QString &text) { return consistsOf(text, isLetter); });
}

Validator isAlphanumeric()
{
    return rule("isAlphanumeric", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be letters from A to Z and digits"),
                [](const QString &text) {
                    return consistsOf(text, [](QChar c) { return isLetter(c) || isDigit(c); });
                });
}

Validator isLowercase()
{
    return rule("isLowercase", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must not have capital letters"),
                [](const QString &text) { return text == text.toLower(); });
}

Validator isUppercase()
{
    return rule("isUppercase", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must not have small letters"),
                [](const QString &text) { return text == text.toUpper(); });
}

Validator isHexColor()
{
    return rule("isHexColor", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be a colour such as #RRGGBB"),
                [](const QString &text) {
                    static const QRegularExpression form(
                        u"\\A#?(?:[\\da-f]{3,4}|[\\da-f]{6}|[\\da-f]{8})\\z"_s,
                        QRegularExpression::CaseInsensitiveOption);
                    return isMatch(form, text);
                });
}

Validator isJSON()
{
    return rule("isJSON", {},
                QT_TRANSLATE_NOOP("orm::Validate", "must be the text of a JSON object or array"),
                isJsonText);
}

Validator isArray()
{
    const auto refusal = [](const QVariant &value) -> std::optional<QString> {
        if (isList(value))
            return std::nullopt;
        return sentence(QT_TRANSLATE_NOOP("orm::Validate", "must be a list"));
    };
    return {.key = u"isArray"_s, .refusal = refusal};
}

Validator isStrongPassword(const Strength &least)
{
    return rule(
        "isStrongPassword", {},
        QT_TRANSLATE_NOOP("orm::Validate",
                          "must be longer, or have more kinds of letters, digits and signs"),
        [least](const QString &text) {
            constexpr QStringView symbols = u"-#!$@£%^&*()_+|~=`{}[]:\";'<>?,./\\ ";
            const auto count = [&text](const auto &is) { return std::ranges::count_if(text, is); };
            return text.size() >= least.length
                   && count([](QChar c) { return c >= u'a' && c <= u'z'; }) >= least.lowercase
                   && count([](QChar c) { return c >= u'A' && c <= u'Z'; }) >= least.uppercase
                   && count(isDigit) >= least.numbers
                   && count([&](QChar c) { return symbols.contains(c); }) >= least.symbols;
        });
}

} // namespace Validate

} // namespace orm
