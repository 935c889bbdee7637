#include "ui/export/namecell.h"

#include <algorithm>
#include <optional>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar quote = u'"';

bool isSeparator(QChar c)
{
    return c == u',' || c == u';';
}

QString inQuotes(const QString &name)
{
    return quote + QString(name).replace(quote, u"\"\""_s) + quote;
}

/// The name in the quotation marks that `text` begins with, and nothing but blanks behind them.
std::optional<QString> quotedName(QStringView text)
{
    QString name;
    for (qsizetype at = 1; at < text.size(); ++at) {
        if (text.at(at) != quote) {
            name += text.at(at);
        } else if (at + 1 < text.size() && text.at(at + 1) == quote) {
            name += quote;
            ++at;
        } else {
            return at == text.size() - 1 ? std::optional(name) : std::nullopt;
        }
    }
    return std::nullopt;
}

/// Where the name that begins at `from` ends: at a separator that no quotation marks are around.
qsizetype endOfName(QStringView cell, qsizetype from)
{
    qsizetype at = from;
    while (at < cell.size() && cell.at(at).isSpace())
        ++at;
    bool isOpen = at < cell.size() && cell.at(at) == quote;
    for (at += isOpen ? 1 : 0; at < cell.size(); ++at) {
        if (isOpen && cell.at(at) == quote) {
            if (at + 1 < cell.size() && cell.at(at + 1) == quote)
                ++at;
            else
                isOpen = false;
        } else if (!isOpen && isSeparator(cell.at(at))) {
            return at;
        }
    }
    return at;
}

} // namespace

QString namesCell(const QStringList &names)
{
    QStringList parts;
    for (const QString &name : names) {
        const bool isPlain = !name.isEmpty() && name.trimmed() == name && !name.contains(quote)
                             && std::none_of(name.begin(), name.end(), isSeparator);
        parts << (isPlain ? name : inQuotes(name));
    }
    return parts.join(u", "_s);
}

QStringList namesInCell(const QString &cell)
{
    QStringList names;
    for (qsizetype from = 0; from < cell.size();) {
        const qsizetype end = endOfName(cell, from);
        const QStringView part = QStringView(cell).sliced(from, end - from).trimmed();
        const std::optional<QString> quoted =
            part.startsWith(quote) ? quotedName(part) : std::nullopt;
        if (quoted || !part.isEmpty())
            names << quoted.value_or(part.toString());
        from = end + 1;
    }
    return names;
}

} // namespace ui
