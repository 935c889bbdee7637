#include "ui/table/selectionsummary.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/base/format.h"
#include "ui/rows/recordtablemodel.h"
#include "ui/rows/rowkeys.h"

#include <chrono>
#include <span>

namespace ui {

using namespace std::chrono_literals;

namespace {

constexpr int mostInMemory = 2'000;
constexpr int mostByKeys = 100'000;

QVariant added(const QVariant &sum, const QVariant &summand)
{
    if (summand.isNull() || !summand.isValid())
        return sum;
    if (!sum.isValid() || sum.isNull())
        return summand;
    if (orm::holdsDecimal(sum))
        return QVariant::fromValue(sum.value<orm::Decimal>() + summand.value<orm::Decimal>());
    if (sum.typeId() == QMetaType::LongLong)
        return sum.toLongLong() + summand.toLongLong();
    return sum.toDouble() + summand.toDouble();
}

double toDouble(const QVariant &number)
{
    return orm::holdsDecimal(number) ? number.value<orm::Decimal>().toDouble() : number.toDouble();
}

} // namespace

SelectionSummary::SelectionSummary(RecordTableModel &model, QObject *parent)
    : QObject(parent)
    , m_model(model)
    , m_attribute(model.spec().summedAttribute)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(30ms);
    connect(&m_pause, &QTimer::timeout, this, &SelectionSummary::compute);
    connect(&model, &QAbstractItemModel::modelAboutToBeReset, this, &SelectionSummary::forget);
    connect(&model, &QAbstractItemModel::rowsAboutToBeRemoved, this, &SelectionSummary::forget);
}

SelectionSummary::~SelectionSummary()
{
    m_question.cancel();
}

void SelectionSummary::select(const std::vector<RowRange> &rows)
{
    ++m_number;
    m_question.cancel();
    m_rows = rows;
    m_count = 0;
    for (const RowRange &range : rows)
        m_count += int(range.count());
    emit changed(m_count, {}, {});
    if (m_count > 1 && !m_attribute.isEmpty())
        m_pause.start();
    else
        m_pause.stop();
}

/// Rows move: what stands in the places of the selected ones is not what was selected.
void SelectionSummary::forget()
{
    ++m_number;
    m_question.cancel();
    m_pause.stop();
    m_rows.clear();
    m_count = 0;
}

void SelectionSummary::refresh()
{
    if (m_count > 1 && m_count <= mostInMemory && !m_attribute.isEmpty())
        m_pause.start();
}

void SelectionSummary::compute()
{
    if (const std::optional<Sum> sum = sumInMemory())
        tell(*sum);
    else if (const std::optional<orm::Where> where = m_model.whereOf(m_rows))
        askByWhere(*where);
    else if (m_count <= mostByKeys)
        askByKeys(m_model.keys(m_rows).value_or(std::vector<qint64>()));
}

std::optional<SelectionSummary::Sum> SelectionSummary::sumInMemory() const
{
    if (m_count > mostInMemory)
        return std::nullopt;
    Sum total;
    for (const RowRange &range : m_rows) {
        for (qint64 row = range.first; row <= range.last; ++row) {
            const std::optional<orm::Instance> record = m_model.record(int(row));
            if (!record)
                return std::nullopt;
            const QVariant value = record->get(m_attribute);
            total.sum = added(total.sum, value);
            total.summands += value.isNull() ? 0 : 1;
        }
    }
    return total;
}

void SelectionSummary::askByWhere(const orm::Where &where)
{
    const orm::Model *model = m_model.spec().model;
    listen(model->sequelize().run([model, where, attribute = orm::Text(m_attribute)] {
        return Sum{.sum = model->sum(attribute, {.where = where}).result(),
                   .summands = model->count({.where = where, .col = attribute}).result()};
    }));
}

void SelectionSummary::askByKeys(const std::vector<qint64> &keys)
{
    const orm::Model *model = m_model.spec().model;
    listen(model->sequelize().run([model, keys, attribute = orm::Text(m_attribute)] {
        Sum total;
        const std::span<const qint64> all(keys);
        const RowKeys about(*model);
        for (size_t done = 0; done < all.size(); done += about.atOnce()) {
            const auto some = all.subspan(done, std::min(about.atOnce(), all.size() - done));
            const orm::Where where = about.where(some);
            total.sum = added(total.sum, model->sum(attribute, {.where = where}).result());
            total.summands += model->count({.where = where, .col = attribute}).result();
        }
        return total;
    }));
}

void SelectionSummary::listen(const QFuture<Sum> &future)
{
    m_question = QFuture<void>(future);
    const int number = m_number;
    orm::deliver(
        future, this,
        [this, number](const Sum &sum) {
            if (number == m_number)
                tell(sum);
        },
        [](const orm::BaseError &) {
            // The count stays without a sum; a failing database is told of elsewhere.
        });
}

void SelectionSummary::tell(const Sum &sum)
{
    const FieldSpec *field = m_model.spec().field(m_attribute);
    if (!field || sum.summands == 0)
        return;
    const int decimals = decimalsOf(*field, *m_model.spec().model);
    emit changed(m_count, formatNumber(sum.sum, decimals),
                 formatNumber(toDouble(sum.sum) / double(sum.summands), decimals));
}

} // namespace ui
