#include "orm/sql/mysql/mariadbgenerator.h"

#include <QDateTime>

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

} // namespace orm
