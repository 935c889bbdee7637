#include "orm/core/error.h"
#include "orm/core/naming.h"
#include "orm/sql/tablegenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

QString TableGenerator::indexName(const TableName &table, const Index &index)
{
    if (!index.name.isEmpty())
        return index.name;
    QStringList columns;
    for (const IndexField &field : index.fields)
        if (const auto *column = std::get_if<Column>(&field.what.node()))
            columns += column->path;
    return underscored(table.name + u'_' + columns.join(u'_'));
}

QString TableGenerator::indexHead(const TableName &table, const Index &index) const
{
    return "CREATE"_L1 + kindOf(index) + " INDEX "_L1 + quoted(indexName(table, index)) + " ON "_L1
           + quoted(table);
}

QString TableGenerator::kindOf(const Index &index) const
{
    const bool isUnique = index.unique || index.type.toLower() == "unique"_L1;
    const bool hasType = !index.type.isEmpty() && index.type.toLower() != "unique"_L1;
    if (hasType && !capabilities().indexType)
        return isUnique ? u" UNIQUE"_s : QString();
    return QString(isUnique ? " UNIQUE"_L1 : ""_L1)
           + (hasType ? u' ' + checkedWords(index.type) : QString());
}

QString TableGenerator::checkedWords(const QString &words)
{
    for (const QChar c : words)
        if (!c.isLetterOrNumber() && c != u'_' && c != u' ')
            throw UsageError(u"\"%1\" is no plain word, and cannot be quoted."_s.arg(words));
    return words;
}

QString TableGenerator::indexField(const IndexField &field, const Index &) const
{
    const auto *column = std::get_if<Column>(&field.what.node());
    QString text = column ? quoted(column->path) : generator().expressionText(field.what);
    if (capabilities().indexLength && field.length > 0)
        text += u'(' + QString::number(field.length) + u')';
    if (!field.order.isEmpty())
        text += u' ' + checkedWords(field.order);
    return text;
}

Sql TableGenerator::addIndex(const TableName &table, const Index &index) const
{
    if (index.fields.empty())
        throw UsageError(u"Missing \"fields\" property for index definition"_s);
    QStringList fields;
    for (const IndexField &field : index.fields)
        fields += indexField(field, index);
    QString text = indexHead(table, index) + " ("_L1 + fields.join(", "_L1) + u')';
    if (capabilities().indexParser && !index.parser.isEmpty())
        text += " WITH PARSER "_L1 + checkedWords(index.parser);
    if (capabilities().indexWhere && !index.where.isEmpty())
        text += " WHERE "_L1 + generator().conditionText(index.where);
    return schemaChange(text, ""_L1);
}

Sql TableGenerator::removeIndex(const TableName &table, const QString &index, bool) const
{
    return schemaChange("DROP INDEX "_L1 + quoted(index) + " ON "_L1 + quoted(table), ""_L1);
}

namespace {

QLatin1StringView endingOf(Constraint::Type type)
{
    switch (type) {
    case Constraint::Type::Unique: return "uk"_L1;
    case Constraint::Type::Check: return "ck"_L1;
    case Constraint::Type::Default: return "df"_L1;
    case Constraint::Type::PrimaryKey: return "pk"_L1;
    case Constraint::Type::ForeignKey: return "fk"_L1;
    }
    Q_UNREACHABLE();
}

QString nameOf(const TableName &table, const Constraint &constraint)
{
    if (!constraint.name.isEmpty())
        return constraint.name;
    QStringList parts{table.schema.isEmpty() ? table.name : table.schema + u'.' + table.name,
                      constraint.fields.join(u'_')};
    if (constraint.type == Constraint::Type::ForeignKey)
        parts += constraint.references->table.name;
    parts += endingOf(*constraint.type);
    return parts.join(u'_');
}

} // namespace

QString TableGenerator::foreignKeyText(const Constraint &constraint) const
{
    QString text = "FOREIGN KEY ("_L1 + namesIn(constraint.fields) + ") REFERENCES "_L1
                   + quoted(constraint.references->table) + " ("_L1
                   + namesIn(constraint.references->fields) + u')';
    if (!constraint.onUpdate.isEmpty())
        text += " ON UPDATE "_L1 + actionText(constraint.onUpdate);
    if (!constraint.onDelete.isEmpty())
        text += " ON DELETE "_L1 + actionText(constraint.onDelete);
    return text;
}

QString TableGenerator::constraintRule(const Constraint &constraint) const
{
    switch (*constraint.type) {
    case Constraint::Type::Unique: return "UNIQUE ("_L1 + namesIn(constraint.fields) + u')';
    case Constraint::Type::Check:
        return "CHECK ("_L1 + generator().conditionText(constraint.where) + u')';
    case Constraint::Type::PrimaryKey:
        return "PRIMARY KEY ("_L1 + namesIn(constraint.fields) + u')';
    case Constraint::Type::ForeignKey: return foreignKeyText(constraint);
    case Constraint::Type::Default: break;
    }
    if (!capabilities().defaultConstraints)
        throw UsageError(u"Default constraints are supported only for MSSQL dialect."_s);
    const std::optional<QVariant> data = constraint.defaultValue.toData();
    const QString value =
        data ? literal(*data, nullptr) : generator().expressionText(constraint.defaultValue);
    return "DEFAULT ("_L1 + value + ") FOR "_L1 + quoted(constraint.fields.first());
}

QString TableGenerator::constraintText(const TableName &table, const Constraint &constraint) const
{
    const bool isForeign = constraint.type == Constraint::Type::ForeignKey;
    if (constraint.fields.isEmpty())
        throw UsageError(u"Fields must be specified through options.fields"_s);
    if (!constraint.type)
        throw UsageError(u"Constraint type must be specified through options.type"_s);
    if (isForeign && (!constraint.references || constraint.references->fields.isEmpty()))
        throw UsageError(u"references object with table and field must be specified"_s);
    if (constraint.type == Constraint::Type::Default && constraint.defaultValue.isUndefined())
        throw UsageError(u"Default value must be specified for DEFAULT CONSTRAINT"_s);
    return "CONSTRAINT "_L1 + quoted(nameOf(table, constraint)) + u' ' + constraintRule(constraint)
           + deferrableText(constraint.deferrable);
}

Sql TableGenerator::addConstraint(const TableName &table, const Constraint &constraint) const
{
    return schemaChange("ALTER TABLE "_L1 + quoted(table) + " ADD "_L1
                        + constraintText(table, constraint));
}

Sql TableGenerator::removeConstraint(const TableName &table, const QString &constraint,
                                     Constraint::Type) const
{
    return schemaChange(
        "ALTER TABLE "_L1 + quoted(table) + " DROP CONSTRAINT "_L1 + quoted(constraint), ""_L1);
}

} // namespace orm
