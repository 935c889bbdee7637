#include "app/window/indexcontroller.h"

#include "app/window/openshop.h"
#include "ui/widgets/taskstatus.h"

IndexController::IndexController(ui::TaskStatus &status, QObject *parent)
    : QObject(parent)
    , m_status(status)
{
    connect(&status, &ui::TaskStatus::cancelRequested, this, [this](int task) {
        if (m_shop && task == m_task)
            m_shop->indexer.cancel();
    });
}

void IndexController::setShop(OpenShop *shop)
{
    if (m_shop)
        m_shop->indexer.disconnect(this);
    m_status.endTask(std::exchange(m_task, 0));
    m_shop = shop;
    if (!shop)
        return;
    connect(&shop->indexer, &Indexer::started, this,
            [this] { m_task = m_status.beginTask(tr("Preparing to sort quickly…")); });
    connect(&shop->indexer, &Indexer::finished, this, [this] { m_status.endTask(m_task); });
    start();
}

void IndexController::start()
{
    if (!m_shop->shop->isReadOnly())
        m_shop->indexer.start();
}
