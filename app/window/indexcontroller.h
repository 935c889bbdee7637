#pragma once

#include <QObject>

struct OpenShop;

namespace ui {
class TaskStatus;
}

/// Makes the indexes that a shop lacks, in the background: one that was made before there were any,
/// or was filled by an import.
class IndexController : public QObject
{
    Q_OBJECT

public:
    /// `status` outlives it.
    IndexController(ui::TaskStatus &status, QObject *parent);

    /// Begins with a shop that has just been opened; nullptr: lets go of the one it has.
    void setShop(OpenShop *shop);
    /// Does nothing in a shop that is only read.
    void start();

private:
    ui::TaskStatus &m_status;
    OpenShop *m_shop = nullptr;
    int m_task = 0;
};
