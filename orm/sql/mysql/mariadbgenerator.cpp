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

void MariaDbGenerator::writeJsonDocument(SqlWriter &writer,
                                         const std::function<void()> &writeColumn,
                                         const QStringList &path) const
{
    // What is taken out of a document gets blanks that the document itself does not have.
    writer.raw("json_compact("_L1);
    QueryGenerator::writeJsonPath(writer, writeColumn, path, true);
    writer.raw(u")");
}

} // namespace orm
