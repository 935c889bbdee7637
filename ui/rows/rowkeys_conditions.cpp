// The conditions that find rows by their keys.
#include "ui/rows/keybytes.h"
#include "ui/rows/rowkeys.h"

#include <algorithm>

namespace ui {

namespace {

/// Keys that have all values but the last in common.
struct Group
{
    QByteArray bytes; ///< Of what they have in common.
    QVariantList common;
    orm::Operand::List last = {};
    bool hasNull = false;
};

std::vector<Group> groupsOf(const std::vector<QVariantList> &keys)
{
    std::vector<Group> groups;
    for (const QVariantList &key : keys) {
        QByteArray bytes;
        for (qsizetype i = 0; i + 1 < key.size(); ++i)
            KeyBytes::append(bytes, key.at(i));
        if (groups.empty() || groups.back().bytes != bytes)
            groups.push_back({.bytes = bytes, .common = key.first(key.size() - 1)});
        if (key.last().isNull())
            groups.back().hasNull = true;
        else
            groups.back().last.emplace_back(key.last());
    }
    return groups;
}

orm::Where whereOf(const QStringList &attributes, const Group &group)
{
    orm::Where where;
    for (qsizetype i = 0; i < group.common.size(); ++i)
        where.add({orm::Text(attributes.at(i)), orm::Operand(group.common.at(i))});
    const orm::Text last(attributes.last());
    const orm::Operand these =
        group.last.size() == 1 ? group.last.front() : orm::Operand(group.last);
    if (!group.hasNull)
        return where.add({last, these});
    const orm::Where isNull(last, nullptr);
    return where.add(group.last.empty() ? isNull : orm::Op::or_({isNull, {last, these}}));
}

/// Holds for all rows but those of the group. NOT around the condition for these would leave out
/// rows that have NULL in their key, of which nobody knows whether they are equal.
orm::Where whereNotOf(const QStringList &attributes, const Group &group)
{
    QList<orm::Where> any;
    for (qsizetype i = 0; i < group.common.size(); ++i) {
        const orm::Text attribute(attributes.at(i));
        any += orm::Where{{attribute, orm::Op::ne(orm::Operand(group.common.at(i)))}};
        if (!group.common.at(i).isNull())
            any += orm::Where(attribute, nullptr);
    }
    const orm::Text last(attributes.last());
    if (group.last.empty()) {
        any += orm::Where{{last, orm::Op::ne(nullptr)}};
    } else {
        const orm::Where others{{last, orm::Op::notIn(orm::Operand(group.last))}};
        any += others;
        if (!group.hasNull)
            any += orm::Where(last, nullptr);
    }
    return any.size() == 1 ? any.first() : orm::Op::or_(any);
}

/// What comes behind a value; NULL stands first in SQLite, and no other database has it in a key.
orm::Where behind(const orm::Text &attribute, const QVariant &value)
{
    return value.isNull() ? orm::Where{{attribute, orm::Op::ne(nullptr)}}
                          : orm::Where{{attribute, orm::Op::gt(orm::Operand(value))}};
}

} // namespace

std::vector<QVariantList> RowKeys::keysOf(std::span<const qint64> numbers) const
{
    std::vector<QVariantList> keys;
    keys.reserve(numbers.size());
    for (const qint64 number : numbers)
        keys.push_back(valuesOf(number));
    return keys;
}

orm::Where RowKeys::where(std::span<const qint64> numbers) const
{
    if (areNumbers() || numbers.empty())
        return {{orm::Text(m_attributes.first()), valueList(numbers)}};
    QList<orm::Where> any;
    for (const Group &group : groupsOf(keysOf(numbers)))
        any += whereOf(m_attributes, group);
    return any.size() == 1 ? any.first() : orm::Op::or_(any);
}

orm::Where RowKeys::whereNot(std::span<const qint64> numbers) const
{
    if (numbers.empty())
        return {};
    if (areNumbers())
        return {{orm::Text(m_attributes.first()), orm::Op::notIn(valueList(numbers))}};
    // In parts, since databases limit how deep an expression is.
    QList<orm::Where> all;
    for (size_t done = 0; done < numbers.size(); done += atOnce()) {
        QList<orm::Where> part;
        for (const Group &group :
             groupsOf(keysOf(numbers.subspan(done, std::min(atOnce(), numbers.size() - done)))))
            part += whereNotOf(m_attributes, group);
        all += part.size() == 1 ? part.first() : orm::Op::and_(part);
    }
    return all.size() == 1 ? all.first() : orm::Op::and_(all);
}

orm::Where RowKeys::whereBehind(const orm::Instance &row) const
{
    const orm::Text first(m_attributes.first());
    const QVariant begin = row.getDataValue(first);
    if (m_attributes.size() == 1)
        return behind(first, begin);
    QList<orm::Where> any;
    orm::Where same;
    for (const QString &attribute : m_attributes) {
        const orm::Text name(attribute);
        const QVariant value = row.getDataValue(name);
        any += same && behind(name, value);
        same.add({name, orm::Operand(value)});
    }
    if (begin.isNull())
        return orm::Op::or_(any);
    // The first condition follows from the second one, and lets the database begin there.
    return orm::Where{{first, orm::Op::gte(orm::Operand(begin))}} && orm::Op::or_(any);
}

orm::Order RowKeys::order() const
{
    std::vector<orm::OrderTerm> terms;
    for (const QString &attribute : m_attributes)
        terms.emplace_back(orm::Text(attribute));
    return orm::Order(std::move(terms));
}

} // namespace ui
