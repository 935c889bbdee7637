#include "ui/log/sqllogpane.h"

#include "ui/base/icons.h"
#include "ui/log/sqllogdetail.h"
#include "ui/log/sqllogfilter.h"
#include "ui/log/sqllogtext.h"
#include "ui/log/sqllogview.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QSplitter>
#include <QToolBar>
#include <QToolButton>
#include <QVBoxLayout>

#include <algorithm>
#include <array>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

using Category = SqlLogModel::Category;

constexpr std::array categories{Category::Read, Category::Write, Category::Error,
                                Category::Internal};

/// Under which name the settings keep a toggle.
QString keyOf(Category category)
{
    switch (category) {
    case Category::Read: return u"reads"_s;
    case Category::Write: return u"writes"_s;
    case Category::Error: return u"errors"_s;
    case Category::Internal: return u"internal"_s;
    }
    Q_UNREACHABLE();
}

} // namespace

SqlLogPane::SqlLogPane(QWidget *parent)
    : QWidget(parent)
    , m_model(new SqlLogModel(this))
    , m_filter(new SqlLogFilter(m_model, this))
    , m_view(new SqlLogView(this))
    , m_detail(new SqlLogDetail(this))
    , m_tools(new QToolBar(this))
    , m_filterEdit(new QLineEdit(this))
    , m_slow(new QSpinBox(this))
    , m_status(new QLabel(this))
{
    makeActions();
    makeCopyActions();
    makeToggles();
    makeToolBar();
    makeView();
    layOut();
    connect(m_model, &SqlLogModel::changed, this, &SqlLogPane::updateTexts);
    updateTexts();
}

SqlLogPane::~SqlLogPane() = default;

void SqlLogPane::listenTo(orm::QueryLog &log)
{
    m_model->listenTo(log);
}

void SqlLogPane::stopListening()
{
    m_model->stopListening();
}

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
    add(u"sqlLogCopyValues"_s, tr("Copy SQL and &Values"), [](const orm::QueryEvent &event) {
        const QString values = valuesText(event.binds());
        return values.isEmpty() ? event.sql() : event.sql() + u"\n-- "_s + values;
    });
    add(u"sqlLogCopyCall"_s, tr("Copy C&all"),
        [](const orm::QueryEvent &event) { return event.call(); });
    auto *separator = new QAction(m_view);
    separator->setSeparator(true);
    m_view->addActions({separator, m_details, m_pause, m_clear});
}

void SqlLogPane::makeToggles()
{
    for (const Category category : categories) {
        auto *action = new QAction(this);
        action->setObjectName(u"sqlLogShow-"_s + keyOf(category));
        action->setCheckable(true);
        action->setChecked(m_filter->isShown(category));
        connect(action, &QAction::toggled, this, [this, category](bool on) {
            m_filter->setShown(category, on);
            updateTexts();
        });
        m_toggles.append(action);
    }
    m_toggles[0]->setToolTip(tr("Show statements that read"));
    m_toggles[1]->setToolTip(tr("Show statements that change data or tables"));
    m_toggles[2]->setToolTip(tr("Show statements that failed"));
    m_toggles[3]->setToolTip(tr("Show transactions and what the library asks for itself"));
}

void SqlLogPane::makeToolBar()
{
    m_tools->setObjectName(u"sqlLogToolBar"_s);
    m_tools->setAccessibleName(tr("SQL log tools"));
    m_tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    const int side = style()->pixelMetric(QStyle::PM_SmallIconSize, nullptr, this);
    m_tools->setIconSize({side, side});
    m_tools->addActions({m_pause, m_clear, m_details});
    m_tools->addSeparator();

    m_filterEdit->setObjectName(u"sqlLogFilterEdit"_s);
    m_filterEdit->setAccessibleName(tr("Filter statements"));
    m_filterEdit->setPlaceholderText(tr("Filter"));
    m_filterEdit->setClearButtonEnabled(true);
    m_filterEdit->setMaximumWidth(fontMetrics().averageCharWidth() * 30);
    connect(m_filterEdit, &QLineEdit::textChanged, this, [this](const QString &text) {
        m_filter->setText(text);
        updateTexts();
    });
    m_tools->addWidget(m_filterEdit);
    m_tools->addActions(m_toggles);
    m_tools->addSeparator();

    m_slow->setObjectName(u"sqlLogSlowSpin"_s);
    m_slow->setAccessibleName(tr("Slow threshold in milliseconds"));
    m_slow->setToolTip(tr("Statements that take longer are marked with #"));
    m_slow->setRange(1, 60'000);
    m_slow->setValue(m_model->slowMilliseconds());
    m_slow->setPrefix(tr("# over "));
    m_slow->setSuffix(tr(" ms"));
    connect(m_slow, &QSpinBox::valueChanged, m_model, &SqlLogModel::setSlowMilliseconds);
    m_tools->addWidget(m_slow);
    if (auto *more = m_tools->findChild<QToolButton *>(u"qt_toolbar_ext_button"_s))
        more->setAccessibleName(tr("More SQL log tools"));
}

void SqlLogPane::makeView()
{
    m_view->setModel(m_filter);
    QHeaderView *header = m_view->header();
    header->setSectionResizeMode(SqlLogModel::Statement, QHeaderView::Stretch);
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 5);
    const std::array widths{15, 44, 0, 22, 8, 10}; // in characters
    for (int column = 0; column < SqlLogModel::ColumnCount; ++column) {
        if (column != SqlLogModel::Statement)
            header->resizeSection(column,
                                  widths.at(size_t(column)) * fontMetrics().averageCharWidth());
    }
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SqlLogPane::showDetails);
}

void SqlLogPane::layOut()
{
    m_status->setObjectName(u"sqlLogStatus"_s);
    m_status->setAccessibleName(tr("SQL log summary"));
    auto *splitter = new QSplitter(this);
    splitter->addWidget(m_view);
    splitter->addWidget(m_detail);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setChildrenCollapsible(false);
    m_detail->hide();

    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_tools);
    layout->addWidget(splitter, 1);
    layout->addWidget(m_status);
    setFocusProxy(m_view);
}

void SqlLogPane::copy(const TextOf &text) const
{
    QModelIndexList rows = m_view->selectionModel()->selectedRows();
    std::sort(rows.begin(), rows.end());
    QStringList texts;
    for (const QModelIndex &row : std::as_const(rows))
        texts.append(text(m_model->event(m_filter->mapToSource(row).row())));
    if (!texts.isEmpty())
        QApplication::clipboard()->setText(texts.join(u'\n'));
}

void SqlLogPane::showDetails()
{
    const QModelIndex current = m_filter->mapToSource(m_view->currentIndex());
    if (m_detail->isHidden())
        return;
    if (current.isValid())
        m_detail->tell(m_model->event(current.row()), m_model->valuesText(current.row()));
    else
        m_detail->clear();
}

void SqlLogPane::updateTexts()
{
    const std::array names{tr("Reads"), tr("Writes"), tr("Errors"), tr("Internal")};
    const QLocale locale;
    for (size_t i = 0; i < names.size(); ++i) {
        const int count = m_model->count(categories.at(i));
        m_toggles[qsizetype(i)]->setText(
            count == 0 ? names.at(i) : tr("%1 (%2)").arg(names.at(i), locale.toString(count)));
    }
    QStringList parts;
    if (m_model->isPaused())
        parts.append(tr("Paused, %1 waiting").arg(locale.toString(m_model->waiting())));
    if (m_filter->rowCount() == m_model->rowCount())
        parts.append(tr("%n entries", nullptr, m_model->rowCount()));
    else
        parts.append(
            tr("%1 of %2 entries")
                .arg(locale.toString(m_filter->rowCount()), locale.toString(m_model->rowCount())));
    if (m_model->dropped() > 0)
        parts.append(tr("%1 older entries dropped").arg(locale.toString(m_model->dropped())));
    m_status->setText(parts.join(u" · "_s));
}

QVariantMap SqlLogPane::saveState() const
{
    QVariantMap state{{u"columns"_s, m_view->header()->saveState()},
                      {u"slowMilliseconds"_s, m_slow->value()},
                      {u"details"_s, m_details->isChecked()}};
    for (size_t i = 0; i < categories.size(); ++i)
        state.insert(keyOf(categories.at(i)), m_toggles[qsizetype(i)]->isChecked());
    return state;
}

void SqlLogPane::restoreState(const QVariantMap &state)
{
    m_view->header()->restoreState(state.value(u"columns"_s).toByteArray());
    m_slow->setValue(state.value(u"slowMilliseconds"_s, m_slow->value()).toInt());
    m_details->setChecked(state.value(u"details"_s, m_details->isChecked()).toBool());
    for (size_t i = 0; i < categories.size(); ++i) {
        QAction *toggle = m_toggles[qsizetype(i)];
        toggle->setChecked(state.value(keyOf(categories.at(i)), toggle->isChecked()).toBool());
    }
}

} // namespace ui
