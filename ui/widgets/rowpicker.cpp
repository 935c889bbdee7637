#include "ui/widgets/rowpicker.h"

#include "orm/core/deliver.h"
#include "ui/widgets/attributecompleter.h"

#include <QCompleter>
#include <QLineEdit>
#include <QStandardItemModel>

#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

constexpr qint64 mostOffers = 20;
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
    m_pause.setSingleShot(true);
    m_pause.setInterval(60ms);
    connect(m_edit, &QLineEdit::textEdited, this, &RowPicker::restart);
    connect(&m_pause, &QTimer::timeout, this, &RowPicker::ask);
    // Queued, since the line takes the chosen text in the same moment.
    connect(
        m_completer, qOverload<const QModelIndex &>(&QCompleter::activated), this,
        [this](const QModelIndex &index) {
            if (index.row() >= 0 && index.row() < m_rows.size())
                emit picked(m_rows.at(index.row()));
        },
        Qt::QueuedConnection);
}

RowPicker::~RowPicker()
{
    m_question.cancel();
}

QString RowPicker::textOf(const orm::Instance &row) const
{
    return row.get(m_spec.attribute).toString();
}

void RowPicker::restart()
{
    ++m_number;
    m_question.cancel();
    m_offers->clear();
    emit unpicked();
    m_pause.start();
}

void RowPicker::ask()
{
    const QString text = m_edit->text().trimmed();
    if (text.isEmpty())
        return;
    const QFuture<QList<orm::Instance>> future =
        m_spec.model->findAll({.where = beginsOrHasWord(m_spec.attribute, text),
                               .order = {orm::OrderTerm(m_spec.attribute)},
                               .limit = mostOffers});
    m_question = QFuture<void>(future);
    const int number = ++m_number;
    orm::deliver(
        future, this,
        [this, number](const QList<orm::Instance> &rows) {
            if (number == m_number)
                take(rows);
        },
        [](const orm::BaseError &) {
            // Without offers one types on; what is wrong shows at the next reading or saving.
        });
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
