#include "orm/sql/mysql/mysqltable.h"

namespace orm::mysql {

using namespace Qt::StringLiterals;

namespace {

bool isQuote(QChar c)
{
    return QStringView(u"'\"`").contains(c);
}

/// Where the quoted text, or the letter, that begins at `start` ends.
qsizetype endOf(QStringView text, qsizetype start)
{
    const QChar quote = text.at(start);
    if (!isQuote(quote))
        return start + 1;
    for (qsizetype at = start + 1; at < text.size(); ++at) {
        if (quote == u'\'' && text.at(at) == u'\\') {
            ++at;
        } else if (text.at(at) == quote) {
            if (at + 1 == text.size() || text.at(at + 1) != quote)
                return at + 1;
            ++at; // doubled: a part of the text
        }
    }
    return text.size();
}

/// Where the next comma, or the end of the list, is that is in no quotes and no parentheses.
qsizetype endOfItem(QStringView list, qsizetype at)
{
    int depth = 0;
    for (; at < list.size(); at = endOf(list, at)) {
        const QChar c = list.at(at);
        if (depth == 0 && (c == u',' || c == u')'))
            return at;
        depth += int(c == u'(') - int(c == u')');
    }
    return list.size();
}

QChar escaped(QChar letter)
{
    switch (letter.unicode()) {
    case u'0': return u'\0';
    case u'n': return u'\n';
    case u'r': return u'\r';
    case u't': return u'\t';
    case u'b': return u'\b';
    case u'Z': return u'\x1a';
    default: return letter;
    }
}

QString unquoted(QStringView token)
{
    if (token.size() < 2 || !isQuote(token.front()))
        return token.toString();
    const QChar quote = token.front();
    QString text;
    for (qsizetype at = 1; at < token.size() - 1; ++at) {
        QChar c = token.at(at);
        if (c == quote)
            ++at;
        else if (quote == u'\'' && c == u'\\')
            c = escaped(token.at(++at));
        text += c;
    }
    return text;
}

/// Where the first of the items behind the first parenthesis begins.
qsizetype startOfItems(QStringView text)
{
    qsizetype at = 0;
    while (at < text.size() && text.at(at) != u'(')
        at = endOf(text, at);
    return std::min(at + 1, text.size());
}

} // namespace

QString definitionOf(QStringView created, const QString &column)
{
    for (qsizetype at = startOfItems(created); at < created.size();) {
        const qsizetype end = endOfItem(created, at);
        const QStringView item = created.sliced(at, end - at).trimmed();
        if (item.isEmpty())
            return {};
        // Where the server is set to quote no more names than it must, one ends at a blank.
        const qsizetype blank = item.indexOf(u' ');
        const qsizetype name = isQuote(item.front()) ? endOf(item, 0)
                               : blank < 0           ? item.size()
                                                     : blank;
        if (unquoted(item.first(name)) == column)
            return item.sliced(name).trimmed().toString();
        if (end == created.size() || created.at(end) == u')')
            return {};
        at = end + 1;
    }
    return {};
}

bool mayHideLetters(QStringView definition)
{
    for (qsizetype at = 0; at < definition.size();) {
        const qsizetype end = endOf(definition, at);
        const bool isText = isQuote(definition.at(at));
        const bool isComment = definition.first(at).trimmed().endsWith(u"COMMENT");
        if (isText && !isComment && definition.sliced(at, end - at).contains(u'?'))
            return true;
        at = end;
    }
    return false;
}

QString capitals(QStringView type)
{
    QString text;
    for (qsizetype at = 0; at < type.size();) {
        const qsizetype end = endOf(type, at);
        const QString part = type.sliced(at, end - at).toString();
        text += isQuote(part.front()) ? part : part.toUpper();
        at = end;
    }
    return text;
}

QStringList valuesOf(QStringView type)
{
    const bool hasValues = type.startsWith(u"enum(", Qt::CaseInsensitive)
                           || type.startsWith(u"set(", Qt::CaseInsensitive);
    if (!hasValues)
        return {};
    QStringList values;
    for (qsizetype at = startOfItems(type); at < type.size();) {
        const qsizetype end = endOfItem(type, at);
        values += unquoted(type.sliced(at, end - at).trimmed());
        at = end + 1;
    }
    return values;
}

} // namespace orm::mysql
