// Rules about addresses: of people, of hosts and of network cards.
#include "orm/schema/validate/rule.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm::Validate {

using namespace Qt::StringLiterals;

namespace {

/// A part of a host's name: RFC 1123, and letters beyond ASCII.
bool isLabel(const QString &label)
{
    static const QRegularExpression form(u"\\A[a-z\\d\\x{a1}-\\x{10ffff}-]+\\z"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression wide(u"[\\x{ff01}-\\x{ff5e}]"_s);
    return label.size() <= 63 && isMatch(form, label) && !isMatch(wide, label)
           && !label.startsWith(u'-') && !label.endsWith(u'-');
}

/// A host's whole name, with a domain at the end of it.
bool isDomain(const QString &host)
{
    static const QRegularExpression top(
        u"\\A(?:[a-z\\x{a1}-\\x{a8}\\x{aa}-\\x{d7ff}\\x{f900}-\\x{fdcf}\\x{fdf0}-\\x{ffef}]{2,}|xn[a-z\\d-]{2,})\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression space(u"\\s"_s);
    const QStringList labels = host.split(u'.');
    return labels.size() > 1 && isMatch(top, labels.last()) && !isMatch(space, labels.last())
           && std::ranges::all_of(labels, isLabel);
}

bool isVersion4(const QString &text)
{
    static const QRegularExpression part(u"\\A(?:0|[1-9]\\d{0,2})\\z"_s);
    const QStringList parts = text.split(u'.');
    return parts.size() == 4 && std::ranges::all_of(parts, [](const QString &each) {
               return isMatch(part, each) && each.toInt() < 256;
           });
}

/// How many groups of 16 bits stand between colons; nothing where something else does. An address
/// of version 4 at the end is two of them.
std::optional<qsizetype> groupsIn(const QString &text, bool isEnd)
{
    static const QRegularExpression group(u"\\A[\\da-f]{1,4}\\z"_s,
                                          QRegularExpression::CaseInsensitiveOption);
    if (text.isEmpty())
        return 0;
    const QStringList parts = text.split(u':');
    qsizetype count = 0;
    for (qsizetype i = 0; i < parts.size(); ++i) {
        const bool isLast = isEnd && i + 1 == parts.size();
        if (isMatch(group, parts.at(i)))
            count += 1;
        else if (isLast && isVersion4(parts.at(i)))
            count += 2;
        else
            return std::nullopt;
    }
    return count;
}

bool isVersion6(const QString &text)
{
    static const QRegularExpression zone(u"%[\\da-z.]+\\z"_s,
                                         QRegularExpression::CaseInsensitiveOption);
    QString address = text;
    if (const qsizetype percent = text.indexOf(u'%'); percent >= 0) {
        if (!isMatch(zone, text.sliced(percent)) || text.count(u'%') > 1)
            return false;
        address.truncate(percent);
    }
    const qsizetype gap = address.indexOf("::"_L1);
    if (gap < 0)
        return groupsIn(address, true) == 8;
    const auto before = groupsIn(address.first(gap), false);
    const auto behind = groupsIn(address.sliced(gap + 2), true);
    return before && behind && *before + *behind < 8;
}

/// The part of an address of e-mail before "@": RFC 5322, and letters beyond ASCII.
bool isMailbox(const QString &name)
{
    static const QRegularExpression atom(
        u"\\A[a-z\\d!#$%&'*+/=?^_`{|}~\\x{a1}-\\x{d7ff}\\x{f900}-\\x{fdcf}\\x{fdf0}-\\x{ffef}-]+\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    static const QRegularExpression quoted(
        u"\\A(?:[\\s\\x01-\\x08\\x0b\\x0c\\x0e-\\x1f\\x7f\\x21\\x23-\\x5b\\x5d-\\x7e\\x{a0}-\\x{d7ff}\\x{f900}-\\x{fdcf}\\x{fdf0}-\\x{ffef}]|\\\\[\\x01-\\x09\\x0b\\x0c\\x0d-\\x7f\\x{a0}-\\x{d7ff}\\x{f900}-\\x{fdcf}\\x{fdf0}-\\x{ffef}])*\\z"_s);
    if (name.toUtf8().size() > 64)
        return false;
    if (name.startsWith(u'"') && name.endsWith(u'"') && name.size() > 1)
        return isMatch(quoted, name.sliced(1).chopped(1));
    return std::ranges::all_of(name.split(u'.'),
                               [](const QString &part) { return isMatch(atom, part); });
}

bool isMail(const QString &text)
{
    const qsizetype at = text.lastIndexOf(u'@');
    return at >= 0 && text.size() - at - 1 <= 254 && isDomain(text.sliced(at + 1).toLower())
           && isMailbox(text.first(at));
}

bool isPort(const QString &text)
{
    static const QRegularExpression form(u"\\A\\d+\\z"_s);
    bool isNumber = false;
    const int port = text.toInt(&isNumber);
    return isMatch(form, text) && isNumber && port > 0 && port <= 65535;
}

/// "host", "host:80" or "[::1]:80", perhaps with a name and a password before it.
bool isAuthority(const QString &text)
{
    static const QRegularExpression bracketed(
        u"\\A\\[([\\da-f:.]+(?:%[\\da-z.]+)?)\\](?::(\\d+))?\\z"_s,
        QRegularExpression::CaseInsensitiveOption);
    QString host = text;
    if (const qsizetype at = text.lastIndexOf(u'@'); at >= 0) {
        const QString person = text.first(at);
        if (person.isEmpty() || person.contains(u'@') || person.count(u':') > 1 || person == u":")
            return false;
        host = text.sliced(at + 1);
    }
    if (const auto match = bracketed.match(host); match.hasMatch())
        return isVersion6(match.captured(1))
               && (!match.hasCaptured(2) || isPort(match.captured(2)));
    const QString port = host.section(u':', 1);
    if (!port.isEmpty() && !isPort(port))
        return false;
    const QString name = host.section(u':', 0, 0);
    return isVersion4(name) || isDomain(name);
}

bool isUrlText(const QString &text)
{
    static const QRegularExpression unfit(u"[\\s<>]"_s);
    static const QRegularExpression scheme(u"\\A(?:https?|ftp):(?://)?(.*)\\z"_s,
                                           QRegularExpression::CaseInsensitiveOption);
    if (text.isEmpty() || text.size() > 2083 || isMatch(unfit, text))
        return false;
    QString rest = text.section(u'#', 0, 0).section(u'?', 0, 0);
    const auto match = scheme.match(rest);
    rest = match.hasMatch() ? match.captured(1) : rest;
    const QString authority = rest.section(u'/', 0, 0);
    const bool isOtherScheme = (!match.hasMatch() && authority.endsWith(u':'))
                               || rest.startsWith("mailto:"_L1, Qt::CaseInsensitive);
    return !isOtherScheme && isAuthority(authority);
}

} // namespace

Validator isEmail()
{
    return rule("isEmail", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be an e-mail address"),
                isMail);
}

Validator isUrl()
{
    return rule("isUrl", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be a web address"),
                isUrlText);
}

Validator isIP()
{
    return rule("isIP", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be an IP address"),
                [](const QString &text) { return isVersion4(text) || isVersion6(text); });
}

Validator isIPv4()
{
    return rule("isIPv4", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be an IPv4 address"),
                isVersion4);
}

Validator isIPv6()
{
    return rule("isIPv6", {}, QT_TRANSLATE_NOOP("orm::Validate", "must be an IPv6 address"),
                isVersion6);
}

Validator isMACAddress()
{
    return rule(
        "isMACAddress", {},
        QT_TRANSLATE_NOOP("orm::Validate", "must be the address of a network card"),
        [](const QString &text) {
            static const QRegularExpression form(
                u"\\A(?:[\\da-f]{2}([-:\\s])(?:[\\da-f]{2}\\1){4}(?:(?:[\\da-f]{2}\\1){2})?[\\da-f]{2}|(?:[\\da-f]{4}\\.){2,3}[\\da-f]{4})\\z"_s,
                QRegularExpression::CaseInsensitiveOption);
            return isMatch(form, text);
        });
}

} // namespace orm::Validate
