#include "ui/log/sqllogdetail.h"

#include "ui/log/sqlhighlighter.h"
#include "ui/log/sqllogtext.h"

#include <QFontDatabase>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// A document of megabytes on one line would hold up the window.
constexpr qsizetype longestSql = 20'000;

} // namespace

SqlLogDetail::SqlLogDetail(QWidget *parent)
    : QPlainTextEdit(parent)
    , m_highlighter(new SqlHighlighter(document()))
{
    setObjectName(u"sqlLogDetail"_s);
    setAccessibleName(tr("Statement in full"));
    setReadOnly(true);
    setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    setTabChangesFocus(true);
    setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
}

void SqlLogDetail::tell(const orm::QueryEvent &event, const QString &values)
{
    QStringList parts;
    if (!event.error.isEmpty())
        parts.append(tr("Failed: %1").arg(event.error));
    if (event.isCancelled)
        parts.append(tr("Cancelled"));
    if (const QString call = event.call(); !call.isEmpty())
        parts.append(call.left(longestSql));
    // Lines of the SQL itself count, too.
    const int firstLine = int(parts.join(u"\n\n"_s).count(u'\n')) + (parts.isEmpty() ? 0 : 2);
    const QString whole = event.sql();
    const QString sql = whole.left(longestSql);
    m_highlighter->setLines(firstLine, firstLine + int(sql.count(u'\n')));
    parts.append(sql.size() < whole.size() ? sql + u'…' : sql);
    if (!values.isEmpty())
        parts.append(tr("Values: %1").arg(values));
    parts.append(tr("%1 rows in %2 ms on %3, transaction %4")
                     .arg(locale().toString(event.rows), millisecondsText(event.nanoseconds),
                          event.connection, event.transaction));
    setPlainText(parts.join(u"\n\n"_s));
}

} // namespace ui
