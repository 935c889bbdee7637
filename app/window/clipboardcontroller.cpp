#include "app/window/clipboardcontroller.h"

#include "app/window/actions.h"
#include "app/window/messages.h"
#include "app/window/pagescontroller.h"
#include "ui/export/exporter.h"
#include "ui/page/recordpage.h"
#include "ui/table/recordtableview.h"
#include "ui/widgets/taskstatus.h"

#include <QAbstractSpinBox>
#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QLineEdit>
#include <QMainWindow>
#include <QMenu>
#include <QMenuBar>
#include <QMimeData>
#include <QPlainTextEdit>
#include <QTextEdit>

using namespace Qt::StringLiterals;

ClipboardController::ClipboardController(const Parts &parts, QObject *parent)
    : QObject(parent)
    , m_parts(parts)
{
    const Actions &actions = parts.actions;
    connect(actions.cut, &QAction::triggered, this, &ClipboardController::cut);
    connect(actions.copy, &QAction::triggered, this, &ClipboardController::copy);
    connect(actions.paste, &QAction::triggered, this, &ClipboardController::paste);
    connect(actions.selectAll, &QAction::triggered, this, &ClipboardController::selectAll);
    connect(actions.copyAsMenu, &QMenu::triggered, this, [this](const QAction *action) {
        copyRows(ui::RowFormat(action->data().toInt()), Then::Stay);
    });
    connect(qApp, &QApplication::focusChanged, this,
            [this](const QWidget *, QWidget *now) { takeFocus(now); });
    connect(&parts.pages, &PagesController::selectionChanged, this, &ClipboardController::update);
    connect(&parts.pages, &PagesController::shownChanged, this, &ClipboardController::update);
    connect(&parts.status, &ui::TaskStatus::cancelRequested, this, [this](int task) {
        if (m_exporter && task == m_task)
            m_exporter->cancel();
    });
    update();
}

ClipboardController::~ClipboardController() = default;

void ClipboardController::takeFocus(QWidget *focus)
{
    const bool isMenu = qobject_cast<QMenuBar *>(focus) || qobject_cast<QMenu *>(focus);
    if (!focus || isMenu || focus->window() != &m_parts.window)
        return;
    m_focus = focus;
    update();
}

bool ClipboardController::isInText() const
{
    return qobject_cast<QLineEdit *>(m_focus) || qobject_cast<QAbstractSpinBox *>(m_focus)
           || qobject_cast<QPlainTextEdit *>(m_focus) || qobject_cast<QTextEdit *>(m_focus);
}

void ClipboardController::tellEditor(const char *slot) const
{
    const auto *spin = qobject_cast<QAbstractSpinBox *>(m_focus);
    QWidget *editor = spin ? spin->findChild<QLineEdit *>() : m_focus.data();
    if (editor && isInText())
        QMetaObject::invokeMethod(editor, slot);
}

void ClipboardController::update()
{
    const ui::RecordPage *page = m_parts.pages.shownPage();
    const bool hasRows = page && page->selectedCount() > 0;
    const bool isText = isInText();
    const Actions &actions = m_parts.actions;
    const bool mayWrite = page && page->spec().isEditable();
    actions.cut->setEnabled(isText || (hasRows && mayWrite));
    actions.copy->setEnabled(isText || hasRows);
    actions.copyAsMenu->setEnabled(hasRows);
    actions.paste->setEnabled(isText || mayWrite);
    actions.selectAll->setEnabled(isText || page);
}

void ClipboardController::copy()
{
    if (isInText())
        tellEditor("copy");
    else
        copyRows(ui::RowFormat::Tsv, Then::Stay);
}

void ClipboardController::cut()
{
    ui::RecordPage *page = m_parts.pages.shownPage();
    if (isInText())
        tellEditor("cut");
    else if (page && page->spec().isEditable() && page->isFormOnSelection())
        copyRows(ui::RowFormat::Tsv, Then::Go);
}

void ClipboardController::remove(ui::RecordPage &page, const std::vector<qint64> &keys)
{
    if (page.selectedKeys() == keys)
        page.deleteSelected();
    else
        m_parts.messages.tell(Messages::Kind::Warning,
                              tr("The rows are on the clipboard, and were not deleted: others were "
                                 "chosen meanwhile."));
}

void ClipboardController::copyRows(ui::RowFormat format, Then then)
{
    ui::RecordPage *page = m_parts.pages.shownPage();
    if (!page || page->selectedCount() == 0)
        return;
    if (page->selectedCount() > mostRows) {
        m_parts.messages.tell(
            Messages::Kind::Warning,
            tr("%1 are too many for the clipboard, which takes %2. A file takes them all.")
                .arg(page->spec().countText(page->selectedCount()), QLocale().toString(mostRows)),
            {{tr("Export…"), [this] { emit exportWanted(); }}});
        return;
    }
    const std::optional<ui::RowChoice> choice = page->selectedRows();
    const std::optional<std::vector<qint64>> keys = page->selectedKeys();
    if (!choice || !keys) {
        m_parts.messages.tell(Messages::Kind::Error,
                              tr("The list is still being read. Try again in a moment."));
        return;
    }
    letGo(); // who copies twice wants the second
    m_exporter = std::make_unique<ui::Exporter>();
    const ui::Exporter *exporter = m_exporter.get();
    m_task = m_parts.status.beginTask(tr("Copying…"));
    connect(exporter, &ui::Exporter::progressed, this, [this, count = choice->count](qint64 rows) {
        m_parts.status.setTaskProgress(m_task, rows, count);
    });
    const auto countText = page->spec().countText;
    connect(exporter, &ui::Exporter::textDone, page,
            [this, page, format, countText, then, keys](const QByteArray &text, qint64 rows) {
                take(format, text, countText(rows));
                if (then == Then::Go)
                    remove(*page, *keys);
            });
    connect(exporter, &ui::Exporter::failed, this, [this](const QString &text) {
        end();
        m_parts.messages.tell(Messages::Kind::Error, tr("Nothing was copied: %1").arg(text));
    });
    connect(exporter, &ui::Exporter::cancelled, this, &ClipboardController::end);
    m_exporter->writeText({ui::exportTable(page->spec()), *choice}, format);
}

void ClipboardController::take(ui::RowFormat format, const QByteArray &text, const QString &count)
{
    end();
    auto *data = new QMimeData;
    const bool hasMark = text.startsWith("\xEF\xBB\xBF"); // of a file
    const QByteArray plain = hasMark ? text.sliced(3) : text;
    data->setText(QString::fromUtf8(plain));
    if (format == ui::RowFormat::Csv)
        data->setData(u"text/csv"_s, plain);
    else if (format == ui::RowFormat::Tsv)
        data->setData(u"text/tab-separated-values"_s, plain);
    else if (format == ui::RowFormat::Json)
        data->setData(u"application/json"_s, plain);
    QGuiApplication::clipboard()->setMimeData(data);
    m_parts.messages.tell(Messages::Kind::Success, tr("%1 copied.").arg(count));
}

void ClipboardController::paste()
{
    if (isInText()) {
        tellEditor("paste");
        return;
    }
    const QString text = QGuiApplication::clipboard()->text();
    if (text.trimmed().isEmpty())
        m_parts.messages.tell(Messages::Kind::Info, tr("There is no text on the clipboard."));
    else
        emit pasteWanted(text);
}

void ClipboardController::selectAll()
{
    if (isInText())
        tellEditor("selectAll");
    else if (const ui::RecordPage *page = m_parts.pages.shownPage())
        page->table()->selectAll();
}

void ClipboardController::letGo()
{
    if (m_exporter)
        end();
}

void ClipboardController::end()
{
    m_parts.status.endTask(std::exchange(m_task, 0));
    m_exporter.release()->deleteLater(); // it may be just telling us
}
