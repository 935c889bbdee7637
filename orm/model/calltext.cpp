#include "orm/model/calltext.h"

#include <QJsonArray>
#include <QJsonDocument>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString quotedText(const QString &text)
{
    QString shown = text.size() > maxTextInCall ? text.left(maxTextInCall) + u'…' : text;
    shown.replace(u'\\', "\\\\"_L1).replace(u'"', "\\\""_L1).replace(u'\n', "\\n"_L1);
    return u'"' + shown + u'"';
}

QLatin1StringView nameOf(Operator op)
{
    return QLatin1StringView(infoOf(op).name);
}

QString dataText(const QVariant &value)
{
    if (!value.isValid())
        return u"undefined"_s;
    if (value.isNull())
        return u"null"_s;
    if (holdsDecimal(value))
        return value.value<Decimal>().toString();
    if (value.metaType() == QMetaType::fromType<QJsonValue>())
        return QString::fromUtf8(QJsonDocument(QJsonArray{value.value<QJsonValue>()})
                                     .toJson(QJsonDocument::Compact))
            .mid(1)
            .chopped(1)
            .left(maxTextInCall);
    switch (value.typeId()) {
    case QMetaType::QString: return quotedText(value.toString());
    case QMetaType::QByteArray: return u"<%1 bytes>"_s.arg(value.toByteArray().size());
    case QMetaType::QDateTime:
        return quotedText(value.toDateTime().toUTC().toString(Qt::ISODateWithMs));
    case QMetaType::QDate: return quotedText(value.toDate().toString(Qt::ISODate));
    case QMetaType::Double:
        return QString::number(value.toDouble(), 'g', QLocale::FloatingPointShortest);
    default: return value.toString();
    }
}

template<typename List, typename Each>
QString joined(const List &list, Each each)
{
    QStringList texts;
    for (const auto &item : list) {
        if (size_t(texts.size()) == maxItemsInCall) {
            texts += u"… %1 in all"_s.arg(std::size(list));
            break;
        }
        texts += each(item);
    }
    return texts.join(", "_L1);
}

QString termText(const Where::Term &term)
{
    if (const auto *attribute = std::get_if<QString>(&term.key))
        return *attribute + ": "_L1 + toText(term.value);
    if (const auto *op = std::get_if<Operator>(&term.key))
        return nameOf(*op) + ": "_L1 + toText(term.value);
    if (const Where *inner = term.value.condition())
        return joined(inner->terms(), termText);
    return toText(term.value);
}

QString selectedText(const Selected &selected)
{
    const auto *column = std::get_if<Column>(&selected.what.node());
    const QString what = column ? quotedText(column->path) : toText(selected.what);
    return selected.alias.isEmpty() ? what
                                    : u'[' + what + ", "_L1 + quotedText(selected.alias) + u']';
}

QString orderText(const OrderTerm &term)
{
    const auto *column = std::get_if<Column>(&term.what.node());
    const QString what = column ? quotedText(column->path) : toText(term.what);
    return term.direction.isEmpty() ? what
                                    : u'[' + what + ", "_L1 + quotedText(term.direction) + u']';
}

void addAttributes(QStringList &parts, const Attributes &attributes)
{
    if (!attributes.only().empty())
        parts += "attributes: ["_L1 + joined(attributes.only(), selectedText) + u']';
    if (!attributes.more().empty())
        parts += "attributes: {include: ["_L1 + joined(attributes.more(), selectedText) + "]}"_L1;
    if (!attributes.less().isEmpty())
        parts += "attributes: {exclude: ["_L1 + joined(attributes.less(), quotedText) + "]}"_L1;
}

QString nestedText(const QList<Values> &rows)
{
    return u'[' + joined(rows, [](const Values &row) { return toText(row); }) + u']';
}

QString braced(const QStringList &parts)
{
    return parts.isEmpty() ? QString() : u'{' + parts.join(", "_L1) + u'}';
}

QString includeText(const Include &include);

void addIncludes(QStringList &parts, const Includes &includes)
{
    if (!includes.isEmpty())
        parts += "include: ["_L1 + joined(includes.items(), includeText) + u']';
}

/// A model by its name, an alias in quotes; with options, as an object.
QString includeText(const Include &include)
{
    const bool isModel = include.what.kind == Included::Kind::Model;
    const bool isAll = include.what.kind == Included::Kind::All;
    const QString name = isModel                                ? include.what.name
                         : isAll && include.what.name.isEmpty() ? u"true"_s
                                                                : quotedText(include.what.name);
    const IncludeOptions &options = include.options;
    QStringList parts;
    if (!options.as.isEmpty())
        parts += "as: "_L1 + quotedText(options.as);
    if (!options.where.isEmpty())
        parts += "where: "_L1 + toText(options.where);
    addAttributes(parts, options.attributes);
    addIncludes(parts, options.include);
    if (options.required)
        parts += *options.required ? u"required: true"_s : u"required: false"_s;
    if (options.separate)
        parts += *options.separate ? u"separate: true"_s : u"separate: false"_s;
    if (options.strategy == IncludeStrategy::Merge)
        parts += u"strategy: Merge"_s;
    if (!options.order.terms().empty())
        parts += "order: ["_L1 + joined(options.order.terms(), orderText) + u']';
    if (options.limit)
        parts += u"limit: %1"_s.arg(*options.limit);
    if (parts.isEmpty() && !isAll)
        return name;
    parts.prepend((isModel ? "model: "_L1 : isAll ? "all: "_L1 : "association: "_L1) + name);
    return braced(parts);
}

} // namespace

QString callText(const QString &target, const char *method, const QStringList &arguments)
{
    QStringList given = arguments;
    given.removeAll(QString());
    return target + u'.' + QLatin1StringView(method) + u'(' + given.join(", "_L1) + u')';
}

QString toText(const Operand &value)
{
    struct Visitor
    {
        QString operator()(const QVariant &data) const { return dataText(data); }
        QString operator()(const Operand::List &list) const
        {
            return u'[' + joined(list, [](const Operand &item) { return toText(item); }) + u']';
        }
        QString operator()(const Literal &literal) const
        {
            return "literal("_L1 + quotedText(literal.sql) + u')';
        }
        QString operator()(const Column &column) const
        {
            return "col("_L1 + quotedText(column.path) + u')';
        }
        QString operator()(const Function &function) const
        {
            const QString rest =
                joined(function.arguments, [](const Operand &item) { return toText(item); });
            return "fn("_L1 + quotedText(function.name)
                   + (rest.isEmpty() ? u")"_s : ", "_L1 + rest + u')');
        }
        QString operator()(const Cast &cast) const
        {
            return "cast("_L1 + toText(*cast.value) + ", "_L1 + quotedText(cast.type) + u')';
        }
        QString operator()(const JsonPath &json) const
        {
            return "json("_L1 + quotedText(json.path) + u')';
        }
        QString operator()(const Comparison &comparison) const
        {
            return "where("_L1 + toText(*comparison.left) + ", "_L1 + toText(*comparison.right)
                   + u')';
        }
        QString operator()(const std::shared_ptr<const Where> &where) const
        {
            return toText(*where);
        }
        QString operator()(const Subquery &subquery) const { return subquery.text; }
    };
    return std::visit(Visitor(), value.node());
}

QString toText(const Where &where)
{
    // A condition that is one expression stands without braces, as it was written.
    if (where.terms().size() == 1 && where.terms().front().value.isExpression()
        && std::holds_alternative<std::monostate>(where.terms().front().key))
        return toText(where.terms().front().value);
    return u'{' + joined(where.terms(), termText) + u'}';
}

QString toText(const Values &values)
{
    QStringList parts;
    for (const Values::Entry &entry : values)
        parts += entry.attribute + ": "_L1
                 + (entry.nested ? nestedText(*entry.nested) : toText(entry.value));
    return u'{' + parts.join(", "_L1) + u'}';
}

QString whereText(const Where &where, const QStringList &more)
{
    QStringList parts;
    if (!where.isEmpty())
        parts += "where: "_L1 + toText(where);
    return braced(parts + more);
}

QString toText(const FindOptions &options)
{
    QStringList parts;
    if (!options.where.isEmpty())
        parts += "where: "_L1 + toText(options.where);
    addAttributes(parts, options.attributes);
    addIncludes(parts, options.include);
    if (!options.group.empty())
        parts += "group: ["_L1
                 + joined(options.group, [](const Operand &each) { return toText(each); }) + u']';
    if (!options.having.isEmpty())
        parts += "having: "_L1 + toText(options.having);
    if (!options.order.terms().empty())
        parts += "order: ["_L1 + joined(options.order.terms(), orderText) + u']';
    if (options.limit)
        parts += u"limit: %1"_s.arg(*options.limit);
    if (options.offset)
        parts += u"offset: %1"_s.arg(*options.offset);
    if (!options.paranoid)
        parts += u"paranoid: false"_s;
    return braced(parts);
}

} // namespace orm
