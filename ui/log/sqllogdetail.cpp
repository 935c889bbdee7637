#include "ui/log/sqllogdetail.h"

#include "ui/log/sqlhighlighter.h"
#include "ui/log/sqllayout.h"
#include "ui/log/sqllogtext.h"

#include <QFontDatabase>
#include <QHeaderView>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

// A document of megabytes on one line would hold up the window.
constexpr qsizetype longestSql = 20'000;
constexpr int mostValues = 500;

} // namespace

SqlLogDetail::SqlLogDetail(QWidget *parent)
    : QWidget(parent)
    , m_text(new QPlainTextEdit(this))
    , m_highlighter(new SqlHighlighter(m_text->document()))
    , m_values(new QTableWidget(0, 2, this))
    , m_plan(new QLabel(this))
    , m_createIndex(new QPushButton(this))
{
    m_text->setObjectName(u"sqlLogDetail"_s);
    m_text->setAccessibleName(tr("Statement in full"));
    m_text->setReadOnly(true);
    m_text->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_text->setTabChangesFocus(true);
    m_text->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    m_text->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
    m_values->setObjectName(u"sqlLogValues"_s);
    m_values->setAccessibleName(tr("Values"));
    m_values->setHorizontalHeaderLabels({tr("Value"), tr("Type")});
    m_values->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
    m_values->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_values->setTabKeyNavigation(false);
    m_values->verticalHeader()->setDefaultSectionSize(fontMetrics().height() * 5 / 4);
    m_plan->setObjectName(u"sqlLogPlan"_s);
    m_plan->setTextFormat(Qt::PlainText);
    m_plan->setWordWrap(true);
    m_plan->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_plan->setMargin(fontMetrics().height() / 3);
    m_createIndex->setObjectName(u"sqlLogCreateIndex"_s);
    connect(m_createIndex, &QPushButton::clicked, this,
            [this] { emit indexWanted(m_explanation.table, m_explanation.column); });
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->setSpacing(0);
    layout->addWidget(m_plan);
    layout->addWidget(m_createIndex, 0, Qt::AlignLeft);
    layout->addWidget(m_text, 3);
    layout->addWidget(m_values, 2);
    clear();
}

void SqlLogDetail::clear()
{
    m_text->clear();
    m_values->hide();
    tell(Explanation());
}

void SqlLogDetail::setFontSize(int points)
{
    QFont font = m_text->font();
    font.setPointSize(points);
    m_text->setFont(font);
    font = m_values->font();
    font.setPointSize(points);
    m_values->setFont(font);
}

void SqlLogDetail::tell(const orm::QueryEvent &event)
{
    QStringList parts;
    if (!event.error.isEmpty())
        parts.append(tr("Failed: %1").arg(event.error));
    if (event.isCancelled)
        parts.append(tr("Cancelled"));
    if (const QString call = event.call(); !call.isEmpty())
        parts.append(call.left(longestSql));
    // Lines of the SQL itself count, too.
    const int firstLine = int(parts.join(u"\n\n"_s).count(u'\n')) + (parts.isEmpty() ? 0 : 2);
    const QString whole = event.sql();
    const QString sql = laidOut(whole.left(longestSql));
    m_highlighter->setLines(firstLine, firstLine + int(sql.count(u'\n')));
    parts.append(whole.size() > longestSql ? sql + u'…' : sql);
    parts.append(
        tr("%Ln row(s) in %1 ms on %2, transaction %3", nullptr, int(event.rows))
            .arg(millisecondsText(event.nanoseconds), event.connection, event.transaction));
    m_text->setPlainText(parts.join(u"\n\n"_s));
    showValues(event.binds());
    tell(Explanation());
}

void SqlLogDetail::showValues(const QVariantList &values)
{
    m_values->setRowCount(int(std::min<qsizetype>(values.size(), mostValues)));
    for (int row = 0; row < m_values->rowCount(); ++row) {
        const QVariant &value = values.at(row);
        const bool isNull = !value.isValid() || value.isNull();
        m_values->setItem(row, 0, new QTableWidgetItem(valueText(value)));
        m_values->setItem(row, 1, new QTableWidgetItem(isNull ? tr("null") : typeText(value)));
    }
    m_values->setVisible(!values.isEmpty());
}

/// A plan has the place of the values, so that of the statement as much can be read as before.
void SqlLogDetail::tell(const Explanation &explanation)
{
    m_explanation = explanation;
    const QString hint = explanation.hint.isEmpty() ? QString() : u"\n"_s + explanation.hint;
    m_plan->setText(explanation.text + hint);
    m_plan->setVisible(!explanation.text.isEmpty());
    if (!explanation.text.isEmpty())
        m_values->hide();
    m_createIndex->setText(tr("Create Index on %1").arg(explanation.column));
    m_createIndex->setVisible(!explanation.column.isEmpty());
}

} // namespace ui
