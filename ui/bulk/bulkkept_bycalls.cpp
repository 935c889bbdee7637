// How the values that were kept come back by calls of the ORM, which are the same on every server,
// and for keys of every kind.
#include "orm/model/sequelize.h"
#include "ui/base/refusal.h"
#include "ui/bulk/bulkkept.h"
#include "ui/rows/recordquery.h"
#include "ui/rows/recordwriter.h"
#include "ui/rows/rowkeys.h"

#include <QDateTime>
#include <QJsonArray>
#include <QJsonDocument>

#include <map>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Records that get the same values are written at once.
struct Group
{
    orm::Values values;
    std::vector<qint64> keys;
};

/// The same text for the same values.
QString textOf(const orm::Values &values)
{
    QString text;
    for (const orm::Values::Entry &entry : values) {
        const QVariant *value = entry.value.data();
        const bool isNothing = !value || value->isNull();
        text += isNothing ? u"-"_s : u"+"_s + value->toString();
        if (!isNothing && value->typeId() == QMetaType::QDateTime)
            text += QString::number(value->toDateTime().toMSecsSinceEpoch());
        text += QChar(QChar::Null);
    }
    return text;
}

/// A null Decimal is none.
bool isSame(const PageSpec &spec, const QString &attribute, const QVariant &one,
            const QVariant &other)
{
    return one.isNull() || other.isNull() ? one.isNull() && other.isNull()
                                          : sameValue(spec, attribute, one, other);
}

} // namespace

/// The values that the record gets, if it has those still that it was left with.
std::optional<orm::Values> BulkKept::valuesAfter(const orm::Instance &stored,
                                                 const QJsonArray &kept, Direction direction,
                                                 const QVariant &moment) const
{
    const bool isBack = direction == Direction::Back;
    const auto keptValue = [&](const QString &attribute, qsizetype place) {
        const orm::DataType &type = m_spec.model->attribute(attribute)->options.type;
        const QVariant value = kept.at(place).toVariant();
        return kept.at(place).isNull() ? orm::null() : type.fromUser(value);
    };
    orm::Values values;
    for (qsizetype i = 0; i < m_attributes.size(); ++i) {
        const QString &attribute = m_attributes.at(i);
        const Direction other = isBack ? Direction::Forth : Direction::Back;
        if (!isSame(m_spec, attribute, stored.get(orm::Text(attribute)),
                    keptValue(attribute, placeOf(i, other))))
            return std::nullopt;
        values.set(attribute, orm::Operand(keptValue(attribute, placeOf(i, direction))));
    }
    if (m_clock.isEmpty())
        return values;
    // As in a file: a record that nobody else has touched gets its old moment, too.
    const QVariant before = keptValue(m_clock, placeOfMoment());
    const QVariant left = isBack ? moment : before;
    const bool isUntouched = stored.get(orm::Text(m_clock)).toDateTime() == left.toDateTime();
    values.set(m_clock, orm::Operand(isUntouched ? (isBack ? before : moment)
                                                 : QVariant(QDateTime::currentDateTimeUtc())));
    return values;
}

qint64 BulkKept::turnByCalls(orm::Session &session, const QByteArray &line, Direction direction,
                             const QVariant &moment) const
{
    QHash<qint64, QJsonArray> kept;
    std::vector<qint64> keys;
    const QJsonArray records = QJsonDocument::fromJson(line).array();
    for (const auto &record : records) {
        keys.push_back(record.toArray().at(0).toInteger());
        kept.insert(keys.back(), record.toArray());
    }
    std::map<QString, Group> groups;
    for (const orm::Instance &stored : RecordWriter::readLocked(session, *m_spec.model, keys)) {
        const auto values = valuesAfter(stored, kept.value(keyOf(stored)), direction, moment);
        if (!values)
            continue;
        Group &group = groups[textOf(*values)];
        group.values = *values;
        group.keys.push_back(keyOf(stored));
    }
    qint64 changed = 0;
    const RowKeys about(*m_spec.model);
    for (const auto &[text, group] : groups)
        inPieces(
            group.keys,
            [&](std::span<const qint64> some) {
                changed +=
                    session.update(*m_spec.model, group.values,
                                   {.where = about.where(some), .validate = false, .silent = true});
            },
            about.atOnce());
    return changed;
}

} // namespace ui
