#include "orm/model/read/resultnames.h"

#include "orm/expr/layout.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

constexpr auto anyCase = QRegularExpression::CaseInsensitiveOption;

/// What a column of the result is made of.
Operand meaningOf(const ResultColumn &result, const Select &select)
{
    const ColumnDef *column = columnOf(*result.selected, result.table(select));
    const QString path = result.path().isEmpty() ? select.alias : result.path();
    return column ? Operand(Column{path + u'.' + column->name}) : result.selected->what;
}

/// The name of which the SQL consists; empty where it is more than a name.
QString nameIn(const QString &sql)
{
    static const QRegularExpression name(
        u"^\\s*(?:`([^`]+)`|\"([^\"]+)\"|\\[([^\\]]+)\\]|(\\w+))\\s*$"_s);
    const QRegularExpressionMatch match = name.match(sql);
    return match.captured(match.lastCapturedIndex());
}

/// SQL that sorts, and the direction that it may end on.
std::pair<QString, QString> withDirection(const QString &sql)
{
    static const QRegularExpression parts(u"^(.*\\S)\\s+(asc|desc)\\s*$"_s,
                                          anyCase | QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = parts.match(sql);
    return match.hasMatch() ? std::pair(match.captured(1), match.captured(2))
                            : std::pair(sql, QString());
}

/// `sql` with `meaning` where it has the name, but not in its texts, behind a dot or before one.
QString replaced(const QString &sql, const QString &name, const QString &meaning)
{
    const QRegularExpression part(
        u"'(?:[^']|'')*'|(?<![.\\w])(?:`%1`|\"%1\"|\\[%1\\]|\\b%1\\b)(?!\\s*[(.])"_s.arg(
            QRegularExpression::escape(name)),
        anyCase);
    QString said;
    qsizetype end = 0;
    for (const QRegularExpressionMatch &match : part.globalMatch(sql)) {
        said += QStringView(sql).sliced(end, match.capturedStart() - end);
        const bool isText = match.capturedView().startsWith(u'\'');
        said += isText ? match.captured() : u'(' + meaning + u')';
        end = match.capturedEnd();
    }
    said += QStringView(sql).sliced(end);
    return said;
}

} // namespace

ResultNames::ResultNames(const Select &select)
{
    for (const ResultColumn &result : Layout(select).all()) {
        const QString name = result.selected ? resultAlias(result, select) : QString();
        if (!name.isEmpty())
            m_names.push_back({name, meaningOf(result, select),
                               select.table->findColumn(name) || haveColumn(select.joins, name)});
    }
}

const ResultNames::Named *ResultNames::find(const QString &name) const
{
    const auto found = std::ranges::find_if(m_names, [&](const Named &each) {
        return !name.isEmpty() && each.name.compare(name, Qt::CaseInsensitive) == 0;
    });
    return found == m_names.end() ? nullptr : &*found;
}

OrderTerm ResultNames::without(const OrderTerm &term) const
{
    OrderTerm same = term;
    const auto *column = std::get_if<Column>(&term.what.node());
    const auto *literal = std::get_if<Literal>(&term.what.node());
    const auto [sql, direction] = withDirection(literal ? literal->sql : QString());
    if (const Named *whole = find(column ? column->path : nameIn(sql))) {
        same.what = whole->meaning;
        if (!direction.isEmpty())
            same.direction = direction;
        return same;
    }
    same.what = withoutIn(term.what);
    return same;
}

Operand ResultNames::withoutIn(const Operand &operand) const
{
    if (const auto *literal = std::get_if<Literal>(&operand.node()))
        return withoutIn(*literal);
    if (const auto *cast = std::get_if<Cast>(&operand.node()))
        return Cast{std::make_shared<const Operand>(withoutIn(*cast->value)), cast->type};
    if (const auto *column = std::get_if<Column>(&operand.node())) {
        const Named *named = find(column->path);
        return named && !named->isColumn ? named->meaning : operand;
    }
    const auto *call = std::get_if<Function>(&operand.node());
    if (!call)
        return operand;
    Function same{call->name, {}};
    for (const Operand &each : call->arguments)
        same.arguments.push_back(withoutIn(each));
    return same;
}

Literal ResultNames::withoutIn(Literal literal) const
{
    for (const Named &each : m_names) {
        const auto *sql = std::get_if<Literal>(&each.meaning.node());
        if (sql && !each.isColumn)
            literal.sql = replaced(literal.sql, each.name, sql->sql);
    }
    return literal;
}

} // namespace orm
