#include "orm/db/sqlite/sqlitelike.h"

#include "orm/core/plainletters.h"

#include <QByteArrayView>
#include <QList>
#include <QString>

#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

namespace orm {

namespace {

constexpr char32_t anyText = 0x110000; ///< `%`, beyond every character.
constexpr char32_t anyOne = 0x110001;  ///< `_`.

/// Reads one character of UTF-8 and goes past it; broken bytes are read as themselves.
char32_t next(const unsigned char *&at, const unsigned char *end)
{
    const unsigned char first = *at++;
    if (first < 0x80)
        return first;
    const int more = first >= 0xf0 ? 3 : first >= 0xe0 ? 2 : first >= 0xc0 ? 1 : 0;
    char32_t character = more == 3   ? first & 0x07U
                         : more == 2 ? first & 0x0fU
                         : more == 1 ? first & 0x1fU
                                     : first;
    for (int i = 0; i < more && at < end; ++i)
        character = character << 6 | (*at++ & 0x3fU);
    return character;
}

/// Goes past accents that stand behind their letter, in UTF-8.
const unsigned char *behindAccents(const unsigned char *at, const unsigned char *end)
{
    while (end - at >= 2 && (at[0] == 0xcc || (at[0] == 0xcd && at[1] <= 0xaf)))
        at += 2;
    return at;
}

char32_t folded(char32_t character)
{
    if (character < 0x80)
        return character >= U'A' && character <= U'Z' ? character + 32 : character;
    // The letters with accents that people type, so that a search looks each up in a table.
    static const auto table = [] {
        std::array<char32_t, 0x600> letters{};
        for (char32_t letter = 0; letter < letters.size(); ++letter)
            letters[letter] = plainLetter(letter);
        return letters;
    }();
    return character < table.size() ? table[character] : plainLetter(character);
}

const std::array<unsigned char, 256> &asciiLower()
{
    static const auto table = [] {
        std::array<unsigned char, 256> lower{};
        for (size_t i = 0; i < lower.size(); ++i)
            lower[i] = i >= 'A' && i <= 'Z' ? static_cast<unsigned char>(i + 32)
                                            : static_cast<unsigned char>(i);
        return lower;
    }();
    return table;
}

/// A pattern, read once and used for every row of a statement.
class Pattern
{
public:
    Pattern(QByteArrayView utf8, char32_t escape)
        : m_escape(escape)
    {
        const auto *at = reinterpret_cast<const unsigned char *>(utf8.data());
        const auto *end = at + utf8.size();
        while (at < end) {
            const char32_t character = next(at, end);
            if (isAccent(character))
                continue;
            if (character == escape && escape != 0 && at < end)
                m_tokens.push_back(folded(next(at, end)));
            else if (character == U'%')
                m_tokens.push_back(anyText);
            else
                m_tokens.push_back(character == U'_' ? anyOne : folded(character));
        }
        readNeedle();
    }

    [[nodiscard]] char32_t escape() const { return m_escape; }

    [[nodiscard]] bool matches(QByteArrayView utf8) const
    {
        const auto *at = reinterpret_cast<const unsigned char *>(utf8.data());
        const auto *end = at + utf8.size();
        if (m_needle.empty())
            return matchesTokens(at, end);
        // A letter with an accent stands for the one without.
        return holdsNeedle(at, end)
               || (std::any_of(at, end, [](unsigned char byte) { return byte >= 0x80; })
                   && matchesTokens(at, end));
    }

private:
    /// `%word%` in ASCII is by far the most frequent pattern, and a search of bytes.
    void readNeedle()
    {
        if (m_tokens.size() < 3 || m_tokens.front() != anyText || m_tokens.back() != anyText)
            return;
        const auto inner = std::pair(m_tokens.begin() + 1, m_tokens.end() - 1);
        if (std::all_of(inner.first, inner.second, [](char32_t c) { return c < 0x80; }))
            m_needle.assign(inner.first, inner.second);
    }

    [[nodiscard]] bool holdsNeedle(const unsigned char *at, const unsigned char *end) const
    {
        const auto &lower = asciiLower();
        const auto length = m_needle.size();
        const unsigned char first = m_needle[0];
        if (size_t(end - at) < length)
            return false;
        for (const unsigned char *last = end - length; at <= last; ++at) {
            if (lower[*at] != first)
                continue;
            size_t i = 1;
            while (i < length && lower[at[i]] == m_needle[i])
                ++i;
            if (i == length)
                return true;
        }
        return false;
    }

    [[nodiscard]] bool matchesTokens(const unsigned char *at, const unsigned char *end) const
    {
        // On a mismatch the last % takes one character more; earlier ones need not be tried again.
        at = behindAccents(at, end);
        size_t token = 0;
        size_t tokenAfterAny = 0;
        const unsigned char *textAfterAny = nullptr;
        while (at < end || token < m_tokens.size()) {
            if (token < m_tokens.size() && m_tokens[token] == anyText) {
                tokenAfterAny = ++token;
                textAfterAny = at;
                continue;
            }
            if (at < end && token < m_tokens.size()) {
                const unsigned char *after = at;
                const char32_t character = folded(next(after, end));
                after = behindAccents(after, end);
                if (m_tokens[token] == anyOne || m_tokens[token] == character) {
                    at = after;
                    ++token;
                    continue;
                }
            }
            if (!textAfterAny || textAfterAny >= end)
                return false;
            next(textAfterAny, end);
            textAfterAny = behindAccents(textAfterAny, end);
            at = textAfterAny;
            token = tokenAfterAny;
        }
        return true;
    }

    std::vector<char32_t> m_tokens;
    std::basic_string<unsigned char> m_needle;
    char32_t m_escape;
};

QByteArrayView textOf(sqlite3_value *value)
{
    const auto *utf8 = reinterpret_cast<const char *>(sqlite3_value_text(value));
    return {utf8, utf8 ? sqlite3_value_bytes(value) : 0};
}

/// like(pattern, text [, escape]): SQLite's function behind `text LIKE pattern ESCAPE escape`.
void like(sqlite3_context *context, int count, sqlite3_value **values)
{
    if (sqlite3_value_type(values[0]) == SQLITE_NULL
        || sqlite3_value_type(values[1]) == SQLITE_NULL) {
        sqlite3_result_null(context);
        return;
    }
    char32_t escape = 0;
    if (count == 3) {
        const QByteArrayView text = textOf(values[2]);
        const auto *at = reinterpret_cast<const unsigned char *>(text.data());
        const auto *end = at + text.size();
        escape = text.isEmpty() ? 0 : next(at, end);
        if (escape == 0 || at != end) {
            sqlite3_result_error(context, "ESCAPE expression must be a single character", -1);
            return;
        }
    }
    // SQLite keeps the pattern as long as the argument is the same for all rows.
    auto *pattern = static_cast<Pattern *>(sqlite3_get_auxdata(context, 0));
    std::unique_ptr<Pattern> fresh;
    if (!pattern || pattern->escape() != escape) {
        fresh = std::make_unique<Pattern>(textOf(values[0]), escape);
        pattern = fresh.get();
    }
    sqlite3_result_int(context, pattern->matches(textOf(values[1])) ? 1 : 0);
    if (fresh)
        sqlite3_set_auxdata(context, 0, fresh.release(),
                            [](void *old) { delete static_cast<Pattern *>(old); });
}

} // namespace

void installUnicodeLike(sqlite3 *handle)
{
    constexpr int flags = SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS;
    sqlite3_create_function(handle, "like", 2, flags, nullptr, like, nullptr, nullptr);
    sqlite3_create_function(handle, "like", 3, flags, nullptr, like, nullptr, nullptr);
}

} // namespace orm
