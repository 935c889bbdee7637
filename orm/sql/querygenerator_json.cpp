// What is inside of JSON columns.
#include "orm/core/decimal.h"
#include "orm/core/jsontext.h"
#include "orm/sql/querygenerator.h"

#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

void QueryGenerator::writeJsonPath(SqlWriter &writer, const std::function<void()> &writeColumn,
                                   const QStringList &path, bool) const
{
    writer.raw("json_extract("_L1);
    writeColumn();
    writer.raw(u",");
    writer.value(jsonPathText(path), nullptr);
    writer.raw(u")");
}

QStringList QueryGenerator::keysOf(const QString &path)
{
    if (!path.contains(u'"'))
        return path.split(u'.');
    static const QRegularExpression part(u"\"([^\"]*)\"(?=\\.|$)|([^.]+)"_s);
    QStringList keys;
    for (const QRegularExpressionMatch &match : part.globalMatch(path))
        keys += match.hasCaptured(2) ? match.captured(2) : match.captured(1);
    return keys;
}

QString QueryGenerator::jsonPathText(const QStringList &path) const
{
    static const QRegularExpression position(u"^\\d+$"_s);
    QString text = u"$"_s;
    for (const QString &key : path)
        text += position.match(key).hasMatch() ? u'[' + key + u']' : u'.' + jsonKey(key);
    return text;
}

void QueryGenerator::writeJsonComparable(SqlWriter &writer,
                                         const std::function<void()> &writeColumn,
                                         const QStringList &path, Operator op,
                                         const Operand &value) const
{
    if ((op == Operator::Eq || op == Operator::Ne) && value.data()
        && isJsonDocument(*value.data())) {
        writeJsonDocument(writer, writeColumn, path);
        return;
    }
    const bool asJson =
        op == Operator::Contains || op == Operator::Contained || op == Operator::Overlap;
    const QString cast = value.data() ? jsonCast(*value.data()) : QString();
    if (!cast.isEmpty())
        writer.raw("CAST("_L1);
    writeJsonPath(writer, writeColumn, path, asJson);
    if (!cast.isEmpty())
        writer.raw(" AS "_L1).raw(castType(cast).toUpper()).raw(u")");
}

void QueryGenerator::writeJsonDocument(SqlWriter &writer, const std::function<void()> &writeColumn,
                                       const QStringList &path) const
{
    writeJsonPath(writer, writeColumn, path, false);
}

QString QueryGenerator::jsonCast(const QVariant &value) const
{
    switch (value.typeId()) {
    case QMetaType::LongLong:
    case QMetaType::Double: return u"double precision"_s;
    case QMetaType::Bool: return u"boolean"_s;
    case QMetaType::QDateTime: return u"timestamptz"_s;
    default: break;
    }
    return holdsDecimal(value) ? u"double precision"_s : QString();
}

} // namespace orm
