#include "orm/db/qtdatabase.h"

#include "orm/core/error.h"

#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <utility>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString freshName()
{
    static std::atomic<quint64> last = 0;
    return u"orm-%1"_s.arg(++last);
}

} // namespace

QtDatabase::QtDatabase(const QString &driver, const QString &package)
    : m_name(freshName())
{
    const bool isThere = QSqlDatabase::addDatabase(driver, m_name).isValid();
    if (isThere)
        return;
    QSqlDatabase::removeDatabase(m_name);
    throw ConnectionError(u"Qt has no driver %1; install the package %2."_s.arg(driver, package));
}

QtDatabase::~QtDatabase()
{
    if (m_name.isEmpty())
        return;
    handle().close();
    QSqlDatabase::removeDatabase(m_name);
}

QtDatabase::QtDatabase(QtDatabase &&other) noexcept
    : m_name(std::exchange(other.m_name, {}))
{
}

QSqlDatabase QtDatabase::handle() const
{
    return QSqlDatabase::database(m_name, false);
}

QSqlError QtDatabase::setUp(const QStringList &statements) const
{
    QSqlQuery query(handle());
    for (const QString &statement : statements) {
        const bool isRun = query.exec(statement) && (!query.isSelect() || query.next());
        if (!isRun && query.lastError().isValid())
            return query.lastError();
    }
    return {};
}

} // namespace orm
