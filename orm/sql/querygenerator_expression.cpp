#include "orm/core/error.h"
#include "orm/core/plainletters.h"
#include "orm/expr/layout.h"
#include "orm/sql/conditionwriter.h"
#include "orm/sql/logtext.h"
#include "orm/sql/minifiedaliases.h"
#include "orm/sql/querygenerator.h"
#include "orm/sql/selectwriter.h"

#include <QRegularExpression>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

bool QueryGenerator::writeWhere(SqlWriter &writer, const Scope &scope, const Where &where) const
{
    return ConditionWriter(*this, writer, scope).terms(where, " AND "_L1) != Truth::Omitted;
}

void QueryGenerator::writeComparison(SqlWriter &writer, const Scope &scope,
                                     const Comparison &comparison) const
{
    if (ConditionWriter(*this, writer, scope).comparison(*comparison.left, *comparison.right)
        == Truth::Omitted)
        writer.raw("1 = 1"_L1);
}

void QueryGenerator::writePrefix(SqlWriter &writer, const Scope &scope)
{
    if (!scope.prefix.isEmpty())
        writer.name(scope.prefix).raw(u".");
    else if (scope.isPrefixedByTable)
        writer.table(*scope.table).raw(u".");
}

void QueryGenerator::writePath(SqlWriter &writer, const QString &path) const
{
    if (path == u"*") {
        writer.raw(u"*");
        return;
    }
    // A column of a table that is joined through others: `Author->Country`.`code`.
    const qsizetype dot = path.lastIndexOf(u'.');
    if (dot >= 0)
        writer.name(path.first(dot).replace(u'.', "->"_L1)).raw(u".");
    const QString last = path.sliced(dot + 1);
    if (last == u"*")
        writer.raw(u"*");
    else
        writer.name(last);
}

void QueryGenerator::writeColumnPath(SqlWriter &writer, const Scope &scope,
                                     const QString &path) const
{
    const auto isColumn = [&scope](const QString &name) {
        return scope.table && name.contains(u'.') && scope.table->findColumn(name);
    };
    const QString prefix = scope.prefix + u'.';
    if (scope.aliases && scope.aliases->contains(path)) {
        writer.name(scope.aliases->of(path));
    } else if (isColumn(path)) {
        writer.name(path);
    } else if (path.startsWith(prefix) && isColumn(path.sliced(prefix.size()))) {
        writer.name(scope.prefix).raw(u".").name(path.sliced(prefix.size()));
    } else if (const Join *join = joinNamed(scope, path)) {
        writer.name(join->alias).raw(u".");
        writePath(writer, path.sliced(path.lastIndexOf(u'.') + 1));
    } else if (const auto joined =
                   scope.joins ? joinedDottedColumn(*scope.joins, path) : std::nullopt) {
        writer.name(joined->alias).raw(u".").name(joined->column->name);
    } else {
        writePath(writer, path);
    }
}

void QueryGenerator::writeSum(SqlWriter &, const ColumnDef &,
                              const std::function<void()> &write) const
{
    write();
}

void QueryGenerator::writeExpression(SqlWriter &writer, const Scope &scope,
                                     const Operand &operand) const
{
    struct Visitor
    {
        const QueryGenerator &generator;
        SqlWriter &writer;
        const Scope &scope;

        void operator()(const QVariant &data) const
        {
            data.isNull() ? void(writer.raw("NULL"_L1)) : writer.value(data, nullptr);
        }
        void operator()(const Operand::List &list) const
        {
            const std::optional<QVariant> data =
                generator.capabilities().arrays ? Operand(list).toData() : std::nullopt;
            data ? writer.value(*data, nullptr) : items(list);
        }
        void items(const std::vector<Operand> &list) const
        {
            for (size_t i = 0; i < list.size(); ++i) {
                writer.raw(i > 0 ? ", "_L1 : ""_L1);
                generator.writeExpression(writer, scope, list[i]);
            }
        }
        void operator()(const Literal &literal) const { writer.raw(literal.sql); }
        void operator()(const Column &column) const
        {
            generator.writeColumnPath(writer, scope, column.path);
        }
        void operator()(const Function &function) const
        {
            const auto hiding =
                writer.hiding(std::ranges::any_of(function.arguments, [this](const Operand &each) {
                    return isSensitive(scope, each);
                }));
            writer.raw(function.name).raw(u"(");
            items(function.arguments);
            writer.raw(u")");
        }
        void operator()(const Cast &cast) const
        {
            static const QRegularExpression type(u"^[\\w .,()\\[\\]]+$"_s);
            if (!type.match(cast.type).hasMatch())
                throw UsageError(u"\"%1\" is no type to cast to."_s.arg(cast.type));
            writer.raw("CAST("_L1);
            generator.writeExpression(writer, scope, *cast.value);
            writer.raw(" AS "_L1).raw(generator.castType(cast.type.trimmed()).toUpper()).raw(u")");
        }
        void operator()(const JsonPath &json) const
        {
            const QStringList keys = keysOf(json.path);
            const auto writeColumn = [&] {
                if (isAmbiguous(keys.first()))
                    writePrefix(writer, scope);
                writer.name(keys.first());
            };
            generator.writeJsonPath(writer, writeColumn, keys.sliced(1), false);
        }
        /// Whether another table of the query has a column of that name, too.
        [[nodiscard]] bool isAmbiguous(const QString &column) const
        {
            return scope.joins && scope.table && scope.table->findColumn(column)
                   && haveColumn(*scope.joins, column);
        }
        void operator()(const Comparison &comparison) const
        {
            generator.writeComparison(writer, scope, comparison);
        }
        void operator()(const std::shared_ptr<const Where> &where) const
        {
            generator.writeWhere(writer, scope, *where);
        }
        void operator()(const Subquery &subquery) const
        {
            writer.raw(u"(");
            SelectWriter(generator, writer, *subquery.select).write();
            writer.raw(u")");
        }
    };
    std::visit(Visitor{*this, writer, scope}, operand.node());
}

void QueryGenerator::checkCan(Operator op) const
{
    using Needs = OperatorInfo::Needs;
    const Capabilities can = capabilities();
    const OperatorInfo &info = infoOf(op);
    const bool isThere =
        info.needs == Needs::Nothing
        || (info.needs == Needs::RegularExpressions && can.regularExpressions)
        || (info.needs == Needs::CaselessRegularExpressions && can.caselessRegularExpressions)
        || (info.needs == Needs::Arrays && can.arrays);
    if (!isThere)
        throw QueryError(
            u"%1 has no operator for Op::%2."_s.arg(name(), QLatin1StringView(info.name)));
}

QString QueryGenerator::behindValue(const TableDef &, const ColumnDef &) const
{
    return {};
}

QString QueryGenerator::sign(Operator op) const
{
    return QLatin1StringView(infoOf(op).sign);
}

QLatin1StringView QueryGenerator::wildcards() const
{
    return "%_\\"_L1;
}

QLatin1StringView QueryGenerator::escapeClause() const
{
    return " ESCAPE '\\'"_L1;
}

void QueryGenerator::writeFolded(SqlWriter &writer, const std::function<void()> &writeText,
                                 const QString &) const
{
    writeLower(writer, writeText);
}

void QueryGenerator::writeLower(SqlWriter &writer, const std::function<void()> &writeText) const
{
    writer.raw("LOWER("_L1);
    writeText();
    writer.raw(u")");
}

QString QueryGenerator::foldedPattern(const QString &pattern) const
{
    return plainLetters(pattern);
}

QString QueryGenerator::expressionText(const Operand &operand) const
{
    SqlWriter writer(*this);
    writeExpression(writer, {}, operand);
    return logText(writer.take(StatementKind::Schema));
}

QString QueryGenerator::conditionText(const Where &where) const
{
    SqlWriter writer(*this);
    writeWhere(writer, {}, where);
    return logText(writer.take(StatementKind::Schema));
}

} // namespace orm
