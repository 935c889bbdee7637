#include "ui/table/columnlayout.h"

#include "ui/rows/recordtablemodel.h"

#include <QAction>
#include <QHeaderView>
#include <QJsonArray>
#include <QMenu>
#include <QTableView>

#include <utility>

namespace ui {

using namespace Qt::StringLiterals;

ColumnLayout::ColumnLayout(RecordTableModel &model, QHeaderView *header)
    : QObject(header)
    , m_model(model)
    , m_header(header)
{
    for (int column = 0; column < model.columnCount(); ++column) {
        auto *action = new QAction(model.field(column).header, this);
        action->setCheckable(true);
        connect(action, &QAction::toggled, this,
                [this, column](bool shown) { setShown(column, shown); });
        m_actions.append(action);
    }
    header->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(header, &QWidget::customContextMenuRequested, this, &ColumnLayout::showMenu);
    connect(&model, &RecordTableModel::settled, this, &ColumnLayout::growKeys);
    connect(header, &QHeaderView::sectionResized, this, [this](int column) {
        if (m_isOurs)
            return;
        m_narrowed.remove(column);
        m_fills = m_isShown && m_header->length() == m_header->viewport()->width();
    });
    reset();
}

int ColumnLayout::hiddenCount() const
{
    return m_header->hiddenSectionCount();
}

int ColumnLayout::widthOf(int column) const
{
    const QFontMetrics metrics = m_header->fontMetrics();
    const int wanted =
        m_model.field(column).width * metrics.averageCharWidth() + metrics.averageCharWidth() * 2;
    return std::max(wanted, m_header->sectionSizeHint(column));
}

void ColumnLayout::reset()
{
    for (int column = 0; column < m_model.columnCount(); ++column) {
        m_header->moveSection(m_header->visualIndex(column), column);
        m_actions.at(column)->setChecked(m_model.field(column).inTable);
        setShown(column, m_model.field(column).inTable);
        setWidth(column, widthOf(column));
    }
    m_fills = true;
    if (m_isShown)
        fillRoom();
}

void ColumnLayout::setWidth(int column, int width)
{
    const bool wasOurs = std::exchange(m_isOurs, true);
    m_header->resizeSection(column, width);
    m_isOurs = wasOurs;
}

void ColumnLayout::takeResize()
{
    m_isShown = m_header->viewport()->width() > 0;
    if (m_fills)
        fillRoom();
}

/// A number that is cut is another number.
void ColumnLayout::growKeys()
{
    const QFontMetrics metrics = m_header->fontMetrics();
    const int needed = metrics.horizontalAdvance(QString::number(m_model.largestKey()))
                       + 4 * metrics.averageCharWidth();
    for (int column = 0; column < m_model.columnCount(); ++column)
        if (m_model.field(column).kind == FieldKind::Key && !m_header->isSectionHidden(column)
            && m_header->sectionSize(column) < needed)
            setWidth(column, needed);
    if (m_fills && m_isShown)
        fillRoom();
}

/// Gives the room that is left to the columns that want it, or takes from them what is missing.
void ColumnLayout::fillRoom()
{
    for (auto column = m_narrowed.cbegin(); column != m_narrowed.cend(); ++column)
        setWidth(column.key(), column.value());
    m_narrowed.clear();
    QList<int> stretching;
    for (int column = 0; column < m_model.columnCount(); ++column)
        if (m_model.field(column).stretches && !m_header->isSectionHidden(column))
            stretching.append(column);
    for (qsizetype done = 0; done < stretching.size(); ++done) {
        const int column = stretching.at(done);
        const int share =
            (m_header->viewport()->width() - m_header->length()) / int(stretching.size() - done);
        const int least = widthOf(column) / 2;
        setWidth(column, std::max(m_header->sectionSize(column) + share, least));
    }
    narrowTexts();
}

/// Other texts give room down to half of what they want, too; then the table scrolls sideways.
void ColumnLayout::narrowTexts()
{
    for (int column = 0; column < m_model.columnCount(); ++column) {
        const FieldKind kind = m_model.field(column).kind;
        const bool isText = kind == FieldKind::Text || kind == FieldKind::CompletingText
                            || kind == FieldKind::Names;
        const int missing = m_header->length() - m_header->viewport()->width();
        const int width = m_header->sectionSize(column);
        const int narrower = std::max(width - missing, widthOf(column) / 2);
        if (!isText || m_header->isSectionHidden(column) || narrower >= width)
            continue;
        if (!m_model.field(column).stretches)
            m_narrowed.insert(column, width);
        setWidth(column, narrower);
    }
}

void ColumnLayout::setShown(int column, bool shown)
{
    // The last column stays, since without any there is no header to bring one back.
    const bool isLast = !shown && m_header->count() - m_header->hiddenSectionCount() <= 1;
    if (isLast && !m_header->isSectionHidden(column)) {
        m_actions.at(column)->setChecked(true);
        return;
    }
    m_isOurs = true;
    m_header->setSectionHidden(column, !shown);
    m_isOurs = false;
    if (shown && m_header->sectionSize(column) == 0)
        setWidth(column, widthOf(column));
}

void ColumnLayout::showMenu(QPoint position)
{
    const int column = m_header->logicalIndexAt(position);
    auto *menu = new QMenu(m_header);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->addActions(m_actions);
    menu->addSeparator();
    auto *view = qobject_cast<QTableView *>(m_header->parentWidget());
    if (column >= 0 && view)
        menu->addAction(tr("&Fit Column"), view,
                        [view, column] { view->resizeColumnToContents(column); });
    if (view)
        menu->addAction(tr("Fit &All Columns"), view, [view] { view->resizeColumnsToContents(); });
    menu->addAction(tr("&Reset Columns"), this, &ColumnLayout::reset);
    menu->popup(m_header->viewport()->mapToGlobal(position));
}

QJsonObject ColumnLayout::save() const
{
    QJsonArray columns;
    for (int visual = 0; visual < m_header->count(); ++visual) {
        const int column = m_header->logicalIndex(visual);
        const bool hidden = m_header->isSectionHidden(column);
        columns.append(
            QJsonObject{{u"attribute"_s, m_model.field(column).attribute},
                        {u"width"_s, m_narrowed.value(column, m_header->sectionSize(column))},
                        {u"hidden"_s, hidden}});
    }
    return {{u"columns"_s, columns}, {u"filled"_s, m_fills}};
}

void ColumnLayout::restore(const QJsonObject &saved)
{
    m_fills = saved[u"filled"_s].toBool(true);
    int visual = 0;
    const QJsonArray columns = saved[u"columns"_s].toArray();
    for (const QJsonValue &entry : columns) {
        const QString attribute = entry[u"attribute"_s].toString();
        for (int column = 0; column < m_model.columnCount(); ++column) {
            if (m_model.field(column).attribute != attribute)
                continue;
            m_header->moveSection(m_header->visualIndex(column), visual++);
            m_actions.at(column)->setChecked(!entry[u"hidden"_s].toBool());
            if (const int width = entry[u"width"_s].toInt(); width > 0)
                setWidth(column, width);
        }
    }
}

} // namespace ui
