#include "orm/sql/sqlite/sqlitetable.h"

#include "orm/core/error.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

using Tokens = QList<QStringView>;

/// Where the quoted text, comment or parenthesis that begins at `start` ends.
qsizetype endOf(QStringView sql, qsizetype start)
{
    const auto after = [sql, start](QStringView end) {
        const qsizetype found = sql.indexOf(end, start + 1);
        return found < 0 ? sql.size() : found + end.size();
    };
    switch (sql.at(start).unicode()) {
    case u'\'':
    case u'"':
    case u'`': {
        qsizetype end = after(sql.sliced(start, 1));
        while (end < sql.size() && sql.at(end) == sql.at(start)) { // doubled: a part of the text
            const qsizetype next = sql.indexOf(sql.at(start), end + 1);
            end = next < 0 ? sql.size() : next + 1;
        }
        return end;
    }
    case u'[': return after(u"]");
    case u'-': return after(u"\n");
    case u'/': return after(u"*/");
    default: break;
    }
    qsizetype at = start + 1; // a parenthesis
    while (at < sql.size() && sql.at(at) != u')') {
        const bool isComment = sql.sliced(at).startsWith(u"--") || sql.sliced(at).startsWith(u"/*");
        at = QStringView(u"'\"`[(").contains(sql.at(at)) || isComment ? endOf(sql, at) : at + 1;
    }
    return std::min(at + 1, sql.size());
}

/// Words, quoted texts, signs, and each pair of parentheses with all that is in it.
Tokens tokensOf(QStringView sql)
{
    const auto isWordPart = [](QChar c) { return c.isLetterOrNumber() || c == u'_' || c == u'$'; };
    Tokens tokens;
    qsizetype at = 0;
    while (at < sql.size()) {
        const QChar c = sql.at(at);
        const qsizetype start = at;
        if (c.isSpace()) {
            ++at;
        } else if (sql.sliced(at).startsWith(u"--") || sql.sliced(at).startsWith(u"/*")) {
            at = endOf(sql, at);
        } else if (QStringView(u"'\"`[(").contains(c)) {
            at = endOf(sql, at);
            tokens += sql.sliced(start, at - start);
        } else {
            while (isWordPart(c) && at < sql.size() && isWordPart(sql.at(at)))
                ++at;
            at = std::max(at, start + 1);
            tokens += sql.sliced(start, at - start);
        }
    }
    return tokens;
}

bool isWord(QStringView token, QStringView word)
{
    return token.compare(word, Qt::CaseInsensitive) == 0;
}

template<size_t size>
bool isAmong(QStringView token, const char16_t *const (&words)[size])
{
    return std::any_of(words, words + size,
                       [token](QStringView word) { return isWord(token, word); });
}

QString unquoted(QStringView token)
{
    if (token.isEmpty() || !QStringView(u"'\"`[").contains(token.front()))
        return token.toString();
    const QChar quote = token.back();
    return token.sliced(1, token.size() - 2).toString().replace(QString(2, quote), quote);
}

bool isNamed(QStringView token, const QString &name)
{
    return unquoted(token).compare(name, Qt::CaseInsensitive) == 0;
}

/// From the first token to the last, as it stands in the text they are of.
QString textOf(const Tokens &tokens)
{
    return tokens.isEmpty() ? QString()
                            : QStringView(tokens.first().begin(), tokens.last().end()).toString();
}

QList<Tokens> splitAtCommas(QStringView list)
{
    QList<Tokens> parts(1);
    for (const QStringView token : tokensOf(list)) {
        if (token == u",")
            parts.append(Tokens());
        else
            parts.last() += token;
    }
    return parts;
}

QStringView inside(QStringView parentheses)
{
    return parentheses.sliced(1, parentheses.size() - 2);
}

bool names(QStringView parentheses, const QString &column)
{
    const Tokens tokens = tokensOf(inside(parentheses));
    return std::any_of(tokens.begin(), tokens.end(), [&column](QStringView token) {
        return token.startsWith(u'(') ? names(token, column) : isNamed(token, column);
    });
}

/// Whether a clause of a column's definition begins at `i`.
bool beginsClause(const Tokens &tokens, qsizetype i)
{
    static constexpr const char16_t *starts[] = {
        u"CONSTRAINT", u"PRIMARY", u"NOT",        u"NULL",      u"UNIQUE", u"CHECK",
        u"DEFAULT",    u"COLLATE", u"REFERENCES", u"GENERATED", u"AS"};
    static constexpr const char16_t *inner[] = {u"SET", u"NOT", u"DEFAULT", u"CONSTRAINT",
                                                u"ALWAYS"};
    if (!isAmong(tokens.at(i), starts) || isAmong(tokens.at(i - 1), inner))
        return false;
    // CONSTRAINT name CHECK …; NOT DEFERRABLE
    if (i > 1 && isWord(tokens.at(i - 2), u"CONSTRAINT"))
        return false;
    return i + 1 >= tokens.size() || !isWord(tokens.at(i + 1), u"DEFERRABLE");
}

/// The clauses behind a column's name and type.
QList<Tokens> clausesOf(const Tokens &tokens)
{
    QList<Tokens> clauses;
    for (qsizetype i = 1; i < tokens.size(); ++i) {
        if (beginsClause(tokens, i))
            clauses.append(Tokens());
        if (!clauses.isEmpty())
            clauses.last() += tokens.at(i);
    }
    return clauses;
}

QStringView kindOf(const Tokens &clause)
{
    const bool hasName = isWord(clause.first(), u"CONSTRAINT") && clause.size() > 2;
    return clause.at(hasName ? 2 : 0);
}

bool isGenerated(const QString &item)
{
    const QList<Tokens> clauses = clausesOf(tokensOf(item));
    return std::any_of(clauses.begin(), clauses.end(), [](const Tokens &clause) {
        return isWord(kindOf(clause), u"GENERATED") || isWord(kindOf(clause), u"AS");
    });
}

} // namespace

SqliteTable::SqliteTable(const QString &sql)
{
    static constexpr const char16_t *constraints[] = {u"CONSTRAINT", u"PRIMARY", u"UNIQUE",
                                                      u"CHECK", u"FOREIGN"};
    const Tokens tokens = tokensOf(sql);
    const auto list = std::find_if(tokens.begin(), tokens.end(),
                                   [](QStringView token) { return token.startsWith(u'('); });
    if (list == tokens.end())
        throw UsageError(u"The statement of the table cannot be read: %1"_s.arg(sql));
    for (const Tokens &item : splitAtCommas(inside(*list))) {
        if (item.isEmpty())
            continue;
        const bool isConstraint = isAmong(item.first(), constraints);
        m_items +=
            {.text = textOf(item), .column = isConstraint ? QString() : unquoted(item.first())};
    }
    m_tail = QStringView(list->end(), QStringView(sql).end()).toString();
}

SqliteTable::Item *SqliteTable::find(const QString &column)
{
    for (Item &item : m_items)
        if (item.column.compare(column, Qt::CaseInsensitive) == 0)
            return &item;
    throw UsageError(u"The table has no column \"%1\"."_s.arg(column));
}

bool SqliteTable::hasColumn(const QString &column) const
{
    return std::any_of(m_items.begin(), m_items.end(), [&column](const Item &item) {
        return item.column.compare(column, Qt::CaseInsensitive) == 0;
    });
}

QStringList SqliteTable::writableColumns() const
{
    QStringList columns;
    for (const Item &item : m_items)
        if (!item.column.isEmpty() && !isGenerated(item.text))
            columns += tokensOf(item.text).first().toString();
    return columns;
}

bool SqliteTable::isAutoIncremented() const
{
    return std::any_of(m_items.begin(), m_items.end(), [](const Item &item) {
        const Tokens tokens = tokensOf(item.text);
        return std::any_of(tokens.begin(), tokens.end(),
                           [](QStringView token) { return isWord(token, u"AUTOINCREMENT"); });
    });
}

void SqliteTable::changeColumn(const QString &column, const QString &definition)
{
    static constexpr const char16_t *kept[] = {u"PRIMARY", u"UNIQUE",    u"CHECK",
                                               u"COLLATE", u"GENERATED", u"AS"};
    Item *item = find(column);
    const QString before = item->text;
    const Tokens tokens = tokensOf(before);
    QStringList given;
    const QString fresh = tokens.first().toString() + u' ' + definition;
    for (const Tokens &clause : clausesOf(tokensOf(fresh)))
        given += kindOf(clause).toString().toUpper();

    QString text = fresh;
    for (const Tokens &clause : clausesOf(tokens)) {
        const QString kind = kindOf(clause).toString().toUpper();
        if (!given.contains(kind) && (isAmong(kind, kept) || kind == "REFERENCES"_L1))
            text += u' ' + textOf(clause);
    }
    item->text = text;
}

void SqliteTable::removeColumn(const QString &column)
{
    const Item gone = *find(column);
    m_items.removeIf([&gone](const Item &item) {
        if (!item.column.isEmpty())
            return item.column == gone.column;
        const Tokens tokens = tokensOf(item.text);
        const auto list = std::find_if(tokens.begin(), tokens.end(),
                                       [](QStringView token) { return token.startsWith(u'('); });
        const bool isCheck = std::any_of(tokens.begin(), list,
                                         [](QStringView token) { return isWord(token, u"CHECK"); });
        return list != tokens.end() && !isCheck && names(*list, gone.column);
    });
}

void SqliteTable::addConstraint(const QString &constraint)
{
    m_items += {.text = constraint, .column = {}};
}

bool SqliteTable::removeConstraint(const QString &name)
{
    return m_items.removeIf([&name](const Item &item) {
        const Tokens tokens = tokensOf(item.text);
        return item.column.isEmpty() && tokens.size() > 1 && isWord(tokens.first(), u"CONSTRAINT")
               && isNamed(tokens.at(1), name);
    }) > 0;
}

QString SqliteTable::text(const QString &table) const
{
    QStringList items;
    for (const Item &item : m_items)
        items += item.text;
    return "CREATE TABLE "_L1 + table + " ("_L1 + items.join(", "_L1) + u')' + m_tail;
}

bool SqliteTable::indexNames(const QString &sql, const QString &column)
{
    const Tokens tokens = tokensOf(sql);
    return std::any_of(tokens.begin(), tokens.end(), [&column](QStringView token) {
        return token.startsWith(u'(') && names(token, column);
    });
}

} // namespace orm
