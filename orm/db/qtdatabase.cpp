#include "orm/db/qtdatabase.h"

#include "orm/core/error.h"

#include <QSqlDatabase>
#include <QSqlDriver>
#include <QSqlError>
#include <QSqlQuery>

#include <atomic>
#include <dlfcn.h>
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

bool QtDatabase::hasFunction(const char *name) const
{
    // The table of the driver's virtual functions lies in the plug-in.
    const QSqlDatabase database = handle();
    const void *table = *reinterpret_cast<const void *const *>(database.driver());
    Dl_info plugin{};
    void *library =
        dladdr(table, &plugin) != 0 ? dlopen(plugin.dli_fname, RTLD_LAZY | RTLD_NOLOAD) : nullptr;
    if (!library)
        return false;
    const void *function = dlsym(library, name);
    dlclose(library);
    return function && function == dlsym(RTLD_DEFAULT, name);
}

} // namespace orm
