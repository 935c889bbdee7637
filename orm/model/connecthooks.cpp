#include "orm/model/connecthooks.h"

#include "orm/db/database.h"
#include "orm/model/define/hooks.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/session.h"

namespace orm {

void runConnectHooks(const ModelManager &models)
{
    const SequelizeHooks &hooks = models.hooks();
    ConnectionHooks &called = *models.database().hooks();
    called.beforeConnect = [&hooks](ConnectionOptions &options) {
        hooks.beforeConnect.run(options);
    };
    called.afterConnect = [&models, &hooks](Connection &connection, const ConnectionInfo &info) {
        Session session(models, connection);
        hooks.afterConnect.run(session, info);
    };
    called.beforeDisconnect = [&hooks](const ConnectionInfo &info) {
        hooks.beforeDisconnect.run(info);
    };
    called.afterDisconnect = [&hooks](const ConnectionInfo &info) {
        hooks.afterDisconnect.run(info);
    };
    called.beforePoolAcquire = [&hooks](AcquireOptions &options) {
        hooks.beforePoolAcquire.run(options);
    };
    called.afterPoolAcquire = [&hooks](const ConnectionInfo &info, const AcquireOptions &options) {
        hooks.afterPoolAcquire.run(info, options);
    };
    called.beforeQuery = [&hooks](const QueryEvent &query) { hooks.beforeQuery.run(query); };
    called.afterQuery = [&hooks](const QueryEvent &query) { hooks.afterQuery.run(query); };
}

void endConnectHooks(const ModelManager &models)
{
    ConnectionHooks &called = *models.database().hooks();
    const std::lock_guard lock(called.apart);
    called.isOver = true;
}

} // namespace orm
