#include "orm/sql/mysql/mariadbgenerator.h"

#include <QDateTime>
#include <QRegularExpression>

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MariaDbGenerator::capabilities() const
{
    Capabilities can = MySqlGenerator::capabilities();
    can.schemas = true;
    return can;
}

QString MariaDbGenerator::momentText(const QDateTime &moment, const DataType *) const
{
    return moment.toUTC().toString(u"yyyy-MM-dd HH:mm:ss.zzz");
}

/// Bare, as in Sequelize, where it is a word: in any other one a sign would mean something.
QString MariaDbGenerator::jsonKey(const QString &key) const
{
    static const QRegularExpression word(u"^[A-Za-z_]\\w*$"_s);
    return word.match(key).hasMatch() ? key : MySqlGenerator::jsonKey(key);
}

} // namespace orm
