#pragma once

#include "orm/model/read/finder.h"

#include <QHash>
#include <QSet>

#include <algorithm>

namespace orm {

/// What tells keys apart, whatever their type.
[[nodiscard]] inline QString keyText(const QVariant &key)
{
    return key.typeId() == QMetaType::QByteArray ? QString::fromLatin1(key.toByteArray().toHex())
                                                 : key.toString();
}

/// `keys`, each once.
[[nodiscard]] inline QList<QVariant> different(const std::vector<QVariant> &keys)
{
    QSet<QString> known;
    QList<QVariant> list;
    for (const QVariant &key : keys) {
        const QString text = keyText(key);
        if (known.contains(text))
            continue;
        known.insert(text);
        list += key;
    }
    return list;
}

/// Rows by the key of their parents, which `keyOf` takes out of them.
template<typename Key, typename KeyOf>
void addByKey(QHash<Key, QList<Instance>> &byKey, QList<Instance> rows, const KeyOf &keyOf)
{
    for (Instance &row : rows)
        byKey[keyOf(row)].append(std::move(row));
}

/// For each of `keys` its rows.
template<typename Key, typename KeyOf>
[[nodiscard]] std::vector<QList<Instance>> listsOf(const QHash<Key, QList<Instance>> &byKey,
                                                   const std::vector<QVariant> &keys,
                                                   const KeyOf &keyOf)
{
    std::vector<QList<Instance>> lists;
    lists.reserve(keys.size());
    for (const QVariant &key : keys)
        lists.push_back(byKey.value(keyOf(key)));
    return lists;
}

/// Where a row that was read for its parents has their key: in itself, or in the junction row.
class Finder::KeyOfParent
{
public:
    KeyOfParent(const Association &association, const QList<Instance> &rows)
        : m_attribute(association.targetAttribute().toUtf8())
    {
        if (association.through && !rows.isEmpty())
            m_junction =
                int(rows.first().m_relations->names->aliases.indexOf(association.through->name));
    }

    [[nodiscard]] qint64 number(const Instance &row) const
    {
        // Past the getter of the attribute, which is for people: rows would belong to others.
        const Instance &holding = holder(row);
        qint64 number = 0;
        return holding.readPlain(holding.indexOf(m_attribute.constData()), number)
                   ? number
                   : value(row).toLongLong();
    }
    [[nodiscard]] QVariant value(const Instance &row) const
    {
        return holder(row).getDataValue(Text(m_attribute.constData()));
    }
    /// Takes away the junction rows, which nobody asked for, and without which rows are the same.
    void forgetJunction(QList<Instance> &rows) const
    {
        const auto isSame = [](const Instance &left, const Instance &right) {
            return std::ranges::all_of(left.data().primaryKeys, [&](int key) {
                return left.current(key) == right.current(key);
            });
        };
        rows.erase(std::unique(rows.begin(), rows.end(), isSame), rows.end());
        std::shared_ptr<const InstanceRelations::Names> names;
        for (Instance &row : rows) {
            InstanceRelations &relations = *row.m_relations;
            if (!names)
                names = namesWithoutJunction(*relations.names);
            relations.names = names;
            relations.rows.erase(relations.rows.begin() + m_junction);
        }
    }

private:
    [[nodiscard]] const Instance &holder(const Instance &row) const
    {
        return m_junction < 0 ? row : row.m_relations->rows[size_t(m_junction)].first();
    }
    [[nodiscard]] std::shared_ptr<const InstanceRelations::Names>
    namesWithoutJunction(InstanceRelations::Names names) const
    {
        names.aliases.removeAt(m_junction);
        names.isToMany.erase(names.isToMany.begin() + m_junction);
        return std::make_shared<const InstanceRelations::Names>(std::move(names));
    }

    QByteArray m_attribute;
    int m_junction = -1; ///< Its place among what came with a row.
};

} // namespace orm
