#include "ui/widgets/rowpicker.h"

#include "ui/widgets/typedsearch.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

namespace ui {

namespace {

/// What is taken over, beside what is shown.
constexpr int textRole = Qt::UserRole;

} // namespace

RowPicker::RowPicker(const PickSpec &spec, QLineEdit *edit)
    : QObject(edit)
    , m_spec(spec)
    , m_edit(edit)
    , m_offers(new QStandardItemModel(this))
    , m_completer(new QCompleter(m_offers, this))
{
    m_completer->setCompletionMode(QCompleter::UnfilteredPopupCompletion);
    m_completer->setCompletionRole(textRole);
    m_completer->setMaxVisibleItems(10);
    m_edit->setCompleter(m_completer);
    const auto *search = new TypedSearch(*spec.model, spec.attribute, {}, m_edit);
    connect(search, &TypedSearch::restarted, this, [this] {
        m_offers->clear();
        emit unpicked();
    });
    connect(search, &TypedSearch::found, this, &RowPicker::take);
    // Queued, since the line takes the chosen text in the same moment.
    connect(
        m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
        [this](const QModelIndex &index) {
            if (index.row() >= 0 && index.row() < m_rows.size())
                emit picked(m_rows.at(index.row()));
        },
        Qt::QueuedConnection);
}

QString RowPicker::textOf(const orm::Instance &row) const
{
    return row.get(m_spec.attribute).toString();
}

void RowPicker::take(const QList<orm::Instance> &rows)
{
    m_rows = rows;
    const QString typed = m_edit->text().trimmed();
    QList<orm::Instance> same;
    for (const orm::Instance &row : rows)
        if (textOf(row).compare(typed, Qt::CaseInsensitive) == 0)
            same += row;
    if (same.size() == 1)
        emit picked(same.first());
    if (rows.size() > same.size() || same.size() > 1)
        offer();
}

void RowPicker::offer()
{
    if (!m_edit->hasFocus())
        return;
    for (const orm::Instance &row : std::as_const(m_rows)) {
        const QString detail = row.get(m_spec.detail).toString();
        auto *item = new QStandardItem(detail.isEmpty() ? textOf(row)
                                                        : tr("%1 · %2").arg(textOf(row), detail));
        item->setData(textOf(row), textRole);
        m_offers->appendRow(item);
    }
    m_completer->complete();
}

} // namespace ui
