#include "ui/export/safecell.h"

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr QChar mark = u'\'';

/// Whether it begins as a formula does, or like one that was made safe.
bool beginsAsFormula(QStringView text)
{
    const auto first = std::ranges::find_if(text, [](QChar c) { return c != mark; });
    return first != text.end() && u"=+-@\t\r"_s.contains(*first);
}

bool isBetweenMarks(QStringView text);

/// Whether an import would take it for something else, such as no text at all.
bool isFragile(QStringView text)
{
    return text.isEmpty() || text.front().isSpace() || text.back().isSpace() || text.contains(u'\n')
           || text.contains(u'\r') || isBetweenMarks(text);
}

/// Whether it is, or looks like, a fragile text between its marks.
bool isBetweenMarks(QStringView text)
{
    return text.size() >= 2 && text.front() == mark && text.back() == mark
           && isFragile(text.sliced(1, text.size() - 2));
}

} // namespace

QString safeCell(const QString &text)
{
    if (beginsAsFormula(text))
        return mark + text;
    return isFragile(text) ? mark + text + mark : text;
}

PlainCell plainCell(const QString &cell)
{
    if (cell.startsWith(mark)) {
        if (beginsAsFormula(QStringView(cell).sliced(1)))
            return {.text = cell.sliced(1), .isLiteral = true};
        if (isBetweenMarks(cell))
            return {.text = cell.sliced(1, cell.size() - 2), .isLiteral = true};
    }
    return {.text = cell.trimmed()};
}

} // namespace ui
