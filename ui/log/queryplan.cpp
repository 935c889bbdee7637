#include "ui/log/queryplan.h"

#include "ui/log/sqlhighlighter.h"

#include <QCoreApplication>
#include <QRegularExpression>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::QueryPlan", text);
}

QString inWords(const QString &detail)
{
    static const QRegularExpression search(
        u"^SEARCH (\\S+)(?: AS (\\S+))? USING (?:AUTOMATIC )?(?:PARTIAL )?(?:COVERING )?"
        "INDEX (\\S+) \\((.*)\\)"_s);
    static const QRegularExpression byKey(u"^SEARCH (\\S+).* USING INTEGER PRIMARY KEY"_s);
    static const QRegularExpression scanIndex(u"^SCAN (\\S+).* USING (?:COVERING )?INDEX (\\S+)"_s);
    static const QRegularExpression scan(u"^SCAN (\\S+)"_s);
    static const QRegularExpression sort(u"^USE TEMP B-TREE FOR (.+)$"_s);
    if (const auto match = search.match(detail); match.hasMatch())
        return tr("Finds rows of %1 by the index %2 (%3).")
            .arg(match.captured(1), match.captured(3), match.captured(4));
    if (const auto match = byKey.match(detail); match.hasMatch())
        return tr("Finds rows of %1 by their key.").arg(match.captured(1));
    if (const auto match = scanIndex.match(detail); match.hasMatch())
        return tr("Reads all of the index %2 of %1.").arg(match.captured(1), match.captured(2));
    if (const auto match = scan.match(detail); match.hasMatch())
        return tr("Reads every row of %1.").arg(match.captured(1));
    if (const auto match = sort.match(detail); match.hasMatch())
        return tr("Sorts what it has found, for %1.").arg(match.captured(1));
    return detail;
}

QString unquoted(QStringView name)
{
    return name.size() > 2 && (name.startsWith(u'`') || name.startsWith(u'"'))
               ? name.sliced(1).chopped(1).toString()
               : name.toString();
}

} // namespace

QueryPlan readPlan(const QStringList &details, const QList<int> &depths)
{
    QueryPlan plan;
    QStringList lines;
    QString table;
    for (qsizetype i = 0; i < details.size(); ++i) {
        const QString &detail = details.at(i);
        lines << QString(2 * depths.value(i), u' ') + inWords(detail);
        const bool isScan = detail.startsWith("SCAN "_L1) && !detail.contains(" INDEX "_L1);
        if (detail.startsWith("SCAN "_L1) || detail.startsWith("SEARCH "_L1))
            table = detail.section(u' ', 1, 1);
        const bool isSort = detail.startsWith("USE TEMP B-TREE FOR ORDER BY"_L1);
        if ((isScan || isSort) && !table.isEmpty() && !plan.wholeTables.contains(table))
            plan.wholeTables << table;
    }
    plan.text = lines.join(u'\n');
    return plan;
}

QString withTableOf(const QString &detail, const QString &sql)
{
    static const QRegularExpression step(u"^(SCAN|SEARCH) (\\S+)(.*)$"_s);
    const QRegularExpressionMatch found = step.match(detail);
    if (!found.hasMatch())
        return detail;
    const QRegularExpression aliased(u"[`\"]([^`\"]+)[`\"] AS [`\"]%1[`\"]"_s.arg(
        QRegularExpression::escape(found.captured(2))));
    const QRegularExpressionMatch table = aliased.match(sql);
    return table.hasMatch() ? found.captured(1) + u' ' + table.captured(1) + found.captured(3)
                            : detail;
}

QStringList soughtNames(const QString &sql)
{
    QStringList names;
    bool isSought = false;
    QString last;
    for (const SqlToken &token : sqlTokens(sql)) {
        const QStringView word = QStringView(sql).mid(token.start, token.length);
        if (token.kind == SqlToken::Kind::Identifier && isSought) {
            last = unquoted(word);
            if (!names.contains(last))
                names << last;
        }
        if (token.kind != SqlToken::Kind::Keyword)
            continue;
        const QString keyword = word.toString().toUpper();
        if (keyword == u"WHERE"_s || keyword == u"ORDER"_s || keyword == u"GROUP"_s)
            isSought = true;
        else if (keyword == u"LIMIT"_s || keyword == u"FROM"_s || keyword == u"SELECT"_s)
            isSought = false;
        else if (keyword == u"LIKE"_s)
            names.removeAll(last);
    }
    return names;
}

} // namespace ui
