// What the status bar says of the page in front.
#include "app/window/actioncontroller.h"
#include "app/window/mainwindow.h"
#include "app/window/pagescontroller.h"
#include "ui/page/recordpage.h"
#include "ui/widgets/taskstatus.h"

using namespace Qt::StringLiterals;

void MainWindow::updateCount()
{
    const ui::RecordPage *shown = m_pages->shownPage();
    if (!shown) {
        m_status->setCountText({});
        return;
    }
    const QString about = shown->isExact() ? QString() : u"~"_s;
    const QString total = about + shown->spec().countText(shown->total());
    if (shown->filter().isEmpty())
        m_status->setCountText(total);
    else
        m_status->setCountText(
            tr("%1 of %2").arg(about + QLocale().toString(shown->shown()), total));
}

void MainWindow::showSelection(int count, const QString &sum, const QString &average)
{
    QStringList parts;
    if (count > 0)
        parts << tr("%Ln selected", nullptr, count);
    if (!sum.isEmpty())
        parts << tr("sum %1").arg(sum);
    if (!average.isEmpty())
        parts << tr("average %1").arg(average);
    m_status->setSelectionText(parts.join(u" · "_s));
    m_actionController->update();
}
