#include "ui/log/sqllogpane.h"

#include "ui/base/icons.h"
#include "ui/log/sqllogdetail.h"
#include "ui/log/sqllogfilter.h"
#include "ui/log/sqllogmodel.h"
#include "ui/log/sqllogrunner.h"
#include "ui/log/sqllogview.h"

#include <QAction>
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
    , m_runner(new SqlLogRunner(this))
    , m_tools(new QToolBar(this))
    , m_filterEdit(new QLineEdit(this))
    , m_slow(new QSpinBox(this))
    , m_status(new QLabel(this))
{
    makeActions();
    makeCopyActions();
    makeRunActions();
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

QTreeView *SqlLogPane::view() const
{
    return m_view;
}

void SqlLogPane::setDatabase(orm::Sequelize *database)
{
    m_runner->setDatabase(database);
    updateActions();
}

void SqlLogPane::stopListening()
{
    setDatabase(nullptr);
    m_model->stopListening();
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
    m_tools->addActions({m_pause, m_clear, m_save, m_details});
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
    // Qt takes the buttons of a tool bar out of the reach of Tab.
    for (QToolButton *button : m_tools->findChildren<QToolButton *>())
        button->setFocusPolicy(Qt::TabFocus);
    if (auto *more = m_tools->findChild<QToolButton *>(u"qt_toolbar_ext_button"_s))
        more->setAccessibleName(tr("More SQL log tools"));
}

void SqlLogPane::makeView()
{
    m_view->setModel(m_filter);
    QHeaderView *header = m_view->header();
    header->setMinimumSectionSize(fontMetrics().averageCharWidth() * 5);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this,
            &SqlLogPane::showDetails);
    connect(m_view, &SqlLogView::zoomWanted, this,
            [this](int points) { setFontSize(m_view->font().pointSize() + points); });
}

/// So that it can be read from the next table, or shows more.
void SqlLogPane::setFontSize(int points)
{
    constexpr int smallest = 6;
    constexpr int largest = 32;
    QFont font = m_view->font();
    font.setPointSize(std::clamp(points, smallest, largest));
    m_view->setFont(font);
    m_view->header()->setFont(font);
    m_detail->setFontSize(font.pointSize());
}

void SqlLogPane::layOut()
{
    m_status->setObjectName(u"sqlLogStatus"_s);
    m_status->setAccessibleName(tr("SQL log"));
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

/// Where there is no room for words and the line in which one types, the icons must do.
void SqlLogPane::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    m_tools->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    if (m_tools->sizeHint().width() > width())
        m_tools->setToolButtonStyle(Qt::ToolButtonIconOnly);
}

void SqlLogPane::showDetails()
{
    updateActions();
    if (m_detail->isHidden())
        return;
    if (const orm::QueryEvent *event = currentEvent())
        m_detail->tell(*event);
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
        parts.append(tr("%Ln call(s)", nullptr, m_model->rowCount()));
    else
        parts.append(tr("%1 of %Ln call(s)", nullptr, m_model->rowCount())
                         .arg(locale.toString(m_filter->rowCount())));
    if (m_model->dropped() > 0)
        parts.append(tr("%1 older statements dropped").arg(locale.toString(m_model->dropped())));
    m_status->setText(parts.join(u" · "_s));
}

QVariantMap SqlLogPane::saveState() const
{
    QVariantMap state{{u"columns"_s, m_view->saveColumns()},
                      {u"slowMilliseconds"_s, m_slow->value()},
                      {u"details"_s, m_details->isChecked()},
                      {u"fontSize"_s, m_view->font().pointSize()}};
    for (size_t i = 0; i < categories.size(); ++i)
        state.insert(keyOf(categories.at(i)), m_toggles[qsizetype(i)]->isChecked());
    return state;
}

void SqlLogPane::restoreState(const QVariantMap &state)
{
    m_view->restoreColumns(state.value(u"columns"_s).toByteArray());
    if (const int points = state.value(u"fontSize"_s).toInt(); points > 0)
        setFontSize(points);
    m_slow->setValue(state.value(u"slowMilliseconds"_s, m_slow->value()).toInt());
    m_details->setChecked(state.value(u"details"_s, m_details->isChecked()).toBool());
    for (size_t i = 0; i < categories.size(); ++i) {
        QAction *toggle = m_toggles[qsizetype(i)];
        toggle->setChecked(state.value(keyOf(categories.at(i)), toggle->isChecked()).toBool());
    }
}

} // namespace ui
