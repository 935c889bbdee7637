// What can be done with the statements of the log.
#include "orm/model/sequelize.h"
#include "ui/base/databasefile.h"
#include "ui/base/filedialog.h"
#include "ui/base/icons.h"
#include "ui/base/question.h"
#include "ui/log/callcode.h"
#include "ui/log/sqllayout.h"
#include "ui/log/sqllogdetail.h"
#include "ui/log/sqllogexport.h"
#include "ui/log/sqllogfilter.h"
#include "ui/log/sqllogmodel.h"
#include "ui/log/sqllogpane.h"
#include "ui/log/sqllogrunner.h"
#include "ui/log/sqllogtext.h"
#include "ui/log/sqllogview.h"
#include "ui/log/statementrows.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFileInfo>
#include <QSaveFile>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

constexpr qsizetype longestQuestion = 400;

/// The keys of the rows that the statement read or changed, as far as it names them.
std::vector<qint64> affectedBy(const orm::QueryEvent &event)
{
    return keysIn(event.sql(), event.shown(), event.rows);
}

} // namespace

void SqlLogPane::makeActions()
{
    m_pause = new QAction(icon(u"media-playback-pause"_s), tr("&Pause"), this);
    m_pause->setObjectName(u"sqlLogPause"_s);
    m_pause->setCheckable(true);
    m_pause->setToolTip(tr("Show nothing new until this is pressed again"));
    connect(m_pause, &QAction::toggled, m_model, &SqlLogModel::setPaused);

    m_clear = new QAction(icon(u"edit-clear-history"_s), tr("C&lear"), this);
    m_clear->setObjectName(u"sqlLogClear"_s);
    m_clear->setShortcut(Qt::CTRL | Qt::Key_L);
    m_clear->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    m_clear->setToolTip(
        tr("Forget all entries (%1)").arg(m_clear->shortcut().toString(QKeySequence::NativeText)));
    connect(m_clear, &QAction::triggered, m_model, &SqlLogModel::clear);
    addAction(m_clear);

    m_details = new QAction(icon(u"view-form"_s), tr("&Details"), this);
    m_details->setObjectName(u"sqlLogDetails"_s);
    m_details->setCheckable(true);
    m_details->setShortcut(Qt::Key_Space);
    m_details->setShortcutContext(Qt::WidgetShortcut);
    m_details->setToolTip(tr("Show the current statement in full (Space)"));
    m_save = new QAction(icon(u"document-save"_s), tr("&Save…"), this);
    m_save->setObjectName(u"sqlLogSave"_s);
    m_save->setToolTip(tr("Save what is shown, as text or as JSON lines"));
    connect(m_save, &QAction::triggered, this, &SqlLogPane::chooseFile);
    connect(m_details, &QAction::toggled, this, [this](bool on) {
        m_detail->setVisible(on);
        showDetails();
    });
}

void SqlLogPane::makeCopyActions()
{
    const auto add = [this](const QString &name, const QString &text, const TextOf &what) {
        auto *action = new QAction(icon(u"edit-copy"_s), text, m_view);
        action->setObjectName(name);
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, [this, what] { copy(what); });
        m_view->addAction(action);
        return action;
    };
    add(u"sqlLogCopySql"_s, tr("&Copy SQL"), [](const orm::QueryEvent &event) {
        return event.sql();
    })->setShortcut(QKeySequence::Copy);
    add(u"sqlLogCopyValues"_s, tr("Copy SQL with &Values"),
        [](const orm::QueryEvent &event) { return withValues(event.sql(), event.shown()); });
    add(u"sqlLogCopyCall"_s, tr("Copy C&all as C++"),
        [](const orm::QueryEvent &event) { return callAsCode(event.call()); });
    addSeparator();
}

void SqlLogPane::addSeparator()
{
    auto *separator = new QAction(m_view);
    separator->setSeparator(true);
    m_view->addAction(separator);
}

void SqlLogPane::makeRunActions()
{
    const auto add = [this](const QString &name, const QString &text, auto slot) {
        auto *action = new QAction(text, m_view);
        action->setObjectName(name);
        connect(action, &QAction::triggered, this, slot);
        m_view->addAction(action);
        return action;
    };
    m_explain = add(u"sqlLogExplain"_s, tr("&Explain"), &SqlLogPane::explain);
    m_runAgain = add(u"sqlLogRunAgain"_s, tr("&Run Again"), &SqlLogPane::runAgain);
    m_showRows = add(u"sqlLogShowRows"_s, tr("Show A&ffected Rows"), [this] {
        if (const orm::QueryEvent *event = currentEvent())
            emit rowsWanted(tableOf(event->sql()), affectedBy(*event));
    });
    addSeparator();
    m_view->addActions({m_save, m_details, m_pause, m_clear});
    connect(m_runner, &SqlLogRunner::explained, this, [this](const Explanation &explanation) {
        m_details->setChecked(true);
        m_detail->tell(explanation);
    });
    connect(m_runner, &SqlLogRunner::failed, this, &SqlLogPane::failed);
    connect(m_runner, &SqlLogRunner::ran, this, [this](qint64, bool isWrite) {
        if (isWrite)
            emit written();
    });
    connect(m_runner, &SqlLogRunner::indexCreated, this, &SqlLogPane::explain);
    connect(m_detail, &SqlLogDetail::indexWanted, m_runner, &SqlLogRunner::createIndex);
    updateActions();
}

const orm::QueryEvent *SqlLogPane::currentEvent() const
{
    const QModelIndex current = m_filter->mapToSource(m_view->currentIndex());
    return current.isValid() ? &m_model->event(current.siblingAtColumn(0)) : nullptr;
}

void SqlLogPane::updateActions()
{
    const orm::QueryEvent *event = currentEvent();
    const bool isRunnable = event && m_runner->isReady()
                            && (event->kind() == orm::StatementKind::Read
                                || event->kind() == orm::StatementKind::Write);
    m_explain->setEnabled(isRunnable);
    m_runAgain->setEnabled(isRunnable);
    m_showRows->setEnabled(isRunnable && !affectedBy(*event).empty());
}

void SqlLogPane::explain()
{
    if (const orm::QueryEvent *event = currentEvent())
        m_runner->explain(*event);
}

/// What reads runs at once; what writes does so when it is confirmed.
void SqlLogPane::runAgain()
{
    const orm::QueryEvent *event = currentEvent();
    if (!event)
        return;
    if (event->kind() == orm::StatementKind::Read)
        return m_runner->run(*event);
    askBefore(this, tr("Run this statement again?"),
              oneLine(withValues(event->sql(), event->shown()), longestQuestion), tr("Run Again"),
              this, [this, again = *event] { m_runner->run(again); });
}

/// What is shown, in the order of the list.
void SqlLogPane::save(const QString &file)
{
    if (m_runner->database() && isOfDatabase(file, m_runner->database()->options().storage)) {
        emit failed(tr("“%1” belongs to the open database.").arg(QFileInfo(file).fileName()));
        return;
    }
    const auto lineOf = file.endsWith(".jsonl"_L1) ? &asJsonLine : &asTextLine;
    QSaveFile out(file);
    bool isFine = out.open(QIODevice::WriteOnly);
    for (int row = 0; isFine && row < m_filter->rowCount(); ++row) {
        const QModelIndex call = m_filter->index(row, 0);
        const int below = m_filter->rowCount(call);
        for (int i = 0; isFine && i < std::max(below, 1); ++i) {
            const QModelIndex index = below > 0 ? m_filter->index(i, 0, call) : call;
            isFine = out.write(lineOf(m_model->event(m_filter->mapToSource(index)))) >= 0;
        }
    }
    if (!isFine || !out.commit())
        emit failed(tr("“%1” could not be written: %2").arg(file, out.errorString()));
}

void SqlLogPane::chooseFile()
{
    const QString json = tr("JSON lines (*.jsonl)");
    auto *dialog =
        new FileDialog(this, tr("Save the SQL Log"), tr("Text (*.log *.txt)") + u";;"_s + json);
    dialog->selectFile(u"sql.log"_s);
    dialog->setObjectName(u"sqlLogFileDialog"_s);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"log"_s);
    connect(dialog, &QFileDialog::filterSelected, dialog, [dialog, json](const QString &filter) {
        dialog->setDefaultSuffix(filter == json ? u"jsonl"_s : u"log"_s);
    });
    connect(dialog, &QFileDialog::fileSelected, this, &SqlLogPane::save);
    dialog->open();
}

void SqlLogPane::copy(const TextOf &text) const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::ranges::sort(rows, {}, [](const QModelIndex &index) {
        const bool isBelow = index.parent().isValid();
        return std::pair(isBelow ? index.parent().row() : index.row(), isBelow ? index.row() : -1);
    });
    QStringList texts;
    for (const QModelIndex &row : std::as_const(rows))
        texts.append(text(m_model->event(m_filter->mapToSource(row))));
    if (!texts.isEmpty())
        QApplication::clipboard()->setText(texts.join(u'\n'));
}

} // namespace ui
