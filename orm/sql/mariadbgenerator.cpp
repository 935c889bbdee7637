#include "orm/sql/mariadbgenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

Capabilities MariaDbGenerator::capabilities() const
{
    return MySqlGenerator::capabilities();
}

QString MariaDbGenerator::driver() const
{
    return u"QMARIADB"_s;
}

} // namespace orm
