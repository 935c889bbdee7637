#include "orm/sql/catalogue.h"

#include <QRegularExpression>

// What most dialects lack or do without.

namespace orm {

using namespace Qt::StringLiterals;

std::vector<Catalogue::Obstacle> Catalogue::obstacles(const TableName &, const QString &) const
{
    return {};
}

std::optional<Sql> Catalogue::columnExists(const TableName &, const QString &) const
{
    return std::nullopt;
}

std::optional<Sql> Catalogue::showEnumsToRename(const TableName &, const EnumRenaming &) const
{
    return std::nullopt;
}

std::optional<Sql> Catalogue::showRenaming() const
{
    return std::nullopt;
}

bool Catalogue::renamesColumns(const CatalogueRow &) const
{
    return true;
}

QString Catalogue::columnDefinition(const CatalogueRow &, const QString &) const
{
    refuse(u"need to define columns anew"_s);
}

Sql Catalogue::showCreation(const TableName &) const
{
    refuse(u"need to rebuild tables"_s);
}

Sql Catalogue::showReferrers(const TableName &) const
{
    refuse(u"need to rebuild tables"_s);
}

Sql Catalogue::checkForeignKeys() const
{
    refuse(u"need to rebuild tables"_s);
}

std::optional<Sql> Catalogue::showEnum(const TableName &, const ColumnDef &) const
{
    return std::nullopt;
}

QStringList Catalogue::enumValues(const CatalogueRow &) const
{
    return {};
}

Sql Catalogue::showSchemas() const
{
    refuse(u"schemas"_s);
}

Sql Catalogue::showIndexColumns(const QString &) const
{
    refuse(u"statement for the columns of one index"_s);
}

std::optional<Sql> Catalogue::findConstraint(const TableName &, const QString &) const
{
    return std::nullopt;
}

std::optional<TableName> Catalogue::autoIncrementNotes() const
{
    return std::nullopt;
}

Sql Catalogue::showAutoIncrement(const TableName &, const QString &) const
{
    refuse(u"question for the next key"_s);
}

std::optional<qint64> Catalogue::describedAutoIncrement(const CatalogueRow &row) const
{
    const QVariant key = row.value(u"lastKey"_s);
    return key.isNull() ? std::nullopt : std::optional(key.toLongLong());
}

QString Catalogue::withoutQuotes(const QString &given)
{
    // On PostgreSQL the type of a text stands behind it.
    static const QRegularExpression text(u"^'([^']*(?:''[^']*)*)'(?:::.*)?$"_s);
    const QRegularExpressionMatch match = text.match(given);
    return match.hasMatch() ? match.captured(1).replace("''"_L1, "'"_L1)
                            : QString(given).remove(u'\'');
}

} // namespace orm
