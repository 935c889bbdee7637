#include "ui/log/statementrows.h"

#include <QRegularExpression>

namespace ui {

using namespace Qt::StringLiterals;

QString tableOf(const QString &sql)
{
    static const QRegularExpression named(
        u"^\\s*(?:UPDATE|INSERT INTO|DELETE FROM|SELECT\\b.*?\\bFROM)\\s+[`\"]?(\\w+)"_s,
        QRegularExpression::DotMatchesEverythingOption);
    return named.match(sql).captured(1);
}

std::vector<qint64> keysIn(const QString &sql, const QVariantList &values)
{
    static const QRegularExpression named(
        u"\\bWHERE\\b.*?[`\"]?\\bid\\b[`\"]?\\s*(?:=\\s*(\\$?\\d+)|IN\\s*\\(([^()]*)\\))"_s,
        QRegularExpression::DotMatchesEverythingOption);
    const QRegularExpressionMatch match = named.match(sql);
    if (!match.hasMatch())
        return {};
    std::vector<qint64> keys;
    const QStringList places = (match.captured(1) + match.captured(2)).split(u',');
    for (const QString &place : places) {
        const QString text = place.trimmed();
        bool isNumber = false;
        const qint64 number = text.mid(text.startsWith(u'$') ? 1 : 0).toLongLong(&isNumber);
        if (!isNumber)
            return {};
        if (!text.startsWith(u'$'))
            keys.push_back(number);
        else if (number >= 1 && number <= values.size())
            keys.push_back(values.at(number - 1).toLongLong());
    }
    return keys;
}

} // namespace ui
