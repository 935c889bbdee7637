#include "orm/core/error.h"
#include "orm/core/timestamp.h"
#include "orm/sql/querygenerator.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>

#include <cmath>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A double as JavaScript prints it: plain digits between 1e-7 and 1e21.
QString numberText(double value)
{
    const double size = std::abs(value);
    if (value == 0 || (size >= 1e-6 && size < 1e21))
        return QString::number(value, 'f', QLocale::FloatingPointShortest);
    return QString::number(value, 'g', QLocale::FloatingPointShortest).replace("e-0"_L1, "e-"_L1);
}

QString jsonText(const QVariant &value)
{
    const QJsonValue json = value.value<QJsonValue>();
    if (json.isObject())
        return QString::fromUtf8(QJsonDocument(json.toObject()).toJson(QJsonDocument::Compact));
    // A document is an object or a list; anything else is printed as a list of one and unwrapped.
    const QByteArray list = QJsonDocument(QJsonArray{json}).toJson(QJsonDocument::Compact);
    return QString::fromUtf8(json.isArray()
                                 ? QJsonDocument(json.toArray()).toJson(QJsonDocument::Compact)
                                 : list.mid(1, list.size() - 2));
}

QString refuseHalfText(const QString &text)
{
    if (text.contains(QChar(u'\0')))
        throw UsageError(u"A text to be stored holds NUL, which databases cut or refuse."_s);
    return text;
}

} // namespace

QVariant QueryGenerator::toBind(const QVariant &value, const DataType *type) const
{
    if (value.isNull())
        return {};
    // Numbers are compared as they were given: a price is not rounded before it is looked for.
    const QVariant typed = type && !type->isNumber() ? type->fromUser(value) : value;
    switch (typed.typeId()) {
    case QMetaType::QString: return refuseHalfText(typed.toString());
    case QMetaType::LongLong:
    case QMetaType::Double:
    case QMetaType::QByteArray: return typed;
    case QMetaType::Bool: return qint64(typed.toBool());
    case QMetaType::Int:
    case QMetaType::UInt:
    case QMetaType::Short:
    case QMetaType::UShort:
    case QMetaType::Long:
    case QMetaType::Char:
    case QMetaType::SChar:
    case QMetaType::UChar: return typed.toLongLong();
    case QMetaType::Float: return typed.toDouble();
    case QMetaType::QDateTime: return toTimestamp(typed.toDateTime());
    case QMetaType::QDate: return typed.toDate().toString(Qt::ISODate);
    case QMetaType::QTime: return typed.toTime().toString(Qt::ISODateWithMs);
    default: break;
    }
    if (typed.metaType() == QMetaType::fromType<Decimal>())
        return typed.value<Decimal>().toDouble();
    if (typed.metaType() == QMetaType::fromType<QJsonValue>())
        return jsonText(typed);
    throw UsageError(u"A value of type %1 cannot be stored; convert it first."_s.arg(
        QString::fromLatin1(typed.typeName())));
}

QVariant QueryGenerator::toStored(const QVariant &value, const DataType &type) const
{
    return toBind(type.fromUser(value), &type);
}

QString QueryGenerator::literal(const QVariant &value, const DataType *type) const
{
    if (value.isNull())
        return u"NULL"_s;
    if (value.metaType() == QMetaType::fromType<Decimal>())
        return value.value<Decimal>().toString();
    const QVariant bound = toBind(value, type);
    switch (bound.typeId()) {
    case QMetaType::Double: return numberText(bound.toDouble());
    case QMetaType::QByteArray:
        return "X'"_L1 + QString::fromLatin1(bound.toByteArray().toHex()) + u'\'';
    case QMetaType::QString: return u'\'' + bound.toString().replace(u'\'', "''"_L1) + u'\'';
    default: return bound.toString();
    }
}

QString QueryGenerator::columnDefinition(const ColumnDef &column) const
{
    QString text = quoted(column.name) + u' ' + typeName(column.type);
    if (!column.allowNull && !column.primaryKey)
        text += " NOT NULL"_L1;
    if (const auto *sql = std::get_if<Literal>(&column.defaultValue.node()))
        text += " DEFAULT "_L1 + sql->sql;
    else if (const QVariant *data = column.defaultValue.data(); data && data->isValid())
        text += " DEFAULT "_L1 + literal(*data, &column.type);
    if (column.unique)
        text += " UNIQUE"_L1;
    if (column.primaryKey)
        text += " PRIMARY KEY"_L1;
    return text;
}

Sql QueryGenerator::createTable(const TableDef &table) const
{
    QStringList columns;
    for (const ColumnDef &column : table.columns)
        columns += columnDefinition(column);
    return plain("CREATE TABLE IF NOT EXISTS "_L1 + quoted(table.name) + " ("_L1
                     + columns.join(", "_L1) + u')',
                 StatementKind::Schema, ";"_L1);
}

Sql QueryGenerator::dropTable(const TableDef &table) const
{
    return plain("DROP TABLE IF EXISTS "_L1 + quoted(table.name), StatementKind::Schema, ";"_L1);
}

std::optional<Sql> QueryGenerator::foreignKeyChecks(bool) const
{
    return std::nullopt;
}

} // namespace orm
