#pragma once

#include <QList>
#include <QStringView>
#include <QSyntaxHighlighter>
#include <QTextLayout>

#include <limits>

namespace ui {

/// A piece of SQL text that is painted in one colour.
struct SqlToken
{
    enum class Kind : quint8 { Keyword, Identifier, Text, Number, Placeholder, Comment };

    Kind kind = Kind::Keyword;
    qsizetype start = 0;
    qsizetype length = 0;

    bool operator==(const SqlToken &) const = default;
};

/// The pieces of `sql` worth a colour, in their order; plain names, operators and spaces are left
/// out. Meant for painting: it knows the words of all our dialects and never fails, also not on
/// text that is cut off.
[[nodiscard]] QList<SqlToken> sqlTokens(QStringView sql);

/// The same as formats for a text layout, in colours that read well on the palette's base and
/// alternate base.
[[nodiscard]] QList<QTextLayout::FormatRange> sqlFormats(QStringView sql, const QPalette &palette);

/// Paints SQL in a text document. Follows the palette of the application.
class SqlHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    using QSyntaxHighlighter::QSyntaxHighlighter;

    /// Only these lines hold SQL; call it before the text is set. At first all do.
    void setLines(int first, int last);

protected:
    void highlightBlock(const QString &text) override;

private:
    int m_first = 0;
    int m_last = std::numeric_limits<int>::max();
};

} // namespace ui
