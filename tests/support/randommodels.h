#pragma once

#include "orm/orm.h"
#include "support/freshdatabase.h"

#include <random>

/// Dice that fall the same way for the same seed, on every machine.
class Dice
{
public:
    explicit Dice(quint32 seed)
        : m_engine(seed)
    {
    }

    /// 0 … count - 1.
    [[nodiscard]] int below(int count) { return int(m_engine() % quint32(count)); }
    /// True once in `count` throws.
    [[nodiscard]] bool oneIn(int count) { return below(count) == 0; }
    template<typename List>
    [[nodiscard]] auto one(const List &list)
    {
        return list.at(below(int(list.size())));
    }

private:
    std::mt19937 m_engine;
};

/// A random database (see freshDatabase()): a few models with random associations, and random rows
/// with nulls and with keys that lead nowhere. Names and aliases differ in case only, now and then;
/// hasOne and belongsTo may find two rows, and a pair may have two junction rows.
class RandomModels
{
public:
    explicit RandomModels(Dice &dice, bool minifiesAliases = false)
        : m_dice(dice)
        , m_db(freshDatabase(),
               {.logging = qEnvironmentVariableIsSet("LOG") ? orm::Logging(orm::toConsole)
                                                            : orm::Logging(nullptr),
                .portable = isPortable(),
                .minifyAliases = minifiesAliases})
    {
        const int count = 2 + m_dice.below(3);
        for (int i = 0; i < count; ++i)
            define(i);
        const int associations = 3 + m_dice.below(5);
        for (int i = 0; i < associations; ++i)
            associate(i);
        m_db.sync().waitForFinished();
        for (const Table &table : m_tables)
            fill(table);
    }

    [[nodiscard]] const orm::Model &any()
    {
        return m_dice.oneIn(8) ? *m_tables.at(m_dice.below(int(m_tables.size()))).model
                               : *m_models.at(m_dice.below(int(m_models.size())));
    }
    [[nodiscard]] const QList<const orm::Association *> &associationsOf(const QString &model) const
    {
        static const QList<const orm::Association *> none;
        const auto found = m_associations.constFind(model);
        return found == m_associations.constEnd() ? none : *found;
    }
    [[nodiscard]] orm::Sequelize &db() { return m_db; }

private:
    struct Table
    {
        orm::Model *model = nullptr;
        QStringList keys = {}; ///< Attributes that refer to others.
        bool isBetween = false;
    };

    void define(int number)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        static const QStringList names{u"Book"_s, u"Shelf"_s, u"Order"_s, u"Node"_s};
        const auto field = [this](const char *name) { return m_dice.oneIn(3) ? name : ""; };
        const bool isParanoid = m_dice.oneIn(4);
        Model &model = m_db.define(Text(names.at(number)),
                                   {{"name", {.type = DataTypes::STRING, .field = field("label")}},
                                    {"n", {.type = DataTypes::INTEGER, .field = field("num")}},
                                    {"code", {.type = DataTypes::INTEGER}}},
                                   {.timestamps = isParanoid, .paranoid = isParanoid});
        m_models << &model;
        m_tables << Table{.model = &model};
    }

    /// An alias that its model does not have yet; many differ in case only from others.
    [[nodiscard]] QString aliasFor(const QString &model)
    {
        using namespace Qt::StringLiterals;
        static const QStringList some{u"book"_s, u"BOOK"_s, u"shelf"_s, u"order"_s, u"node"_s,
                                      u"Part"_s, u"part"_s, u"parts"_s, u"owner"_s, u"link1"_s};
        QString alias = m_dice.one(some);
        while (m_aliases.contains(model + u'.' + alias) || alias == model)
            alias += u'x';
        m_aliases << model + u'.' + alias;
        return alias;
    }

    void associate(int number)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        Table &source = m_tables[m_dice.below(int(m_models.size()))];
        Table &target = m_tables[m_dice.below(int(m_models.size()))];
        const Text alias(aliasFor(source.model->name()));
        const Text key(u"key"_s + QString::number(number));
        const bool isOfCode = m_dice.oneIn(8);
        const Text other(isOfCode ? "code" : "id");
        const AssociationOptions has{
            .as = alias, .foreignKey = key, .sourceKey = other, .constraints = false};
        switch (m_dice.below(4)) {
        case 0:
            source.keys << key;
            keep(source,
                 source.model->belongsTo(
                     *target.model,
                     {.as = alias, .foreignKey = key, .targetKey = other, .constraints = false}));
            break;
        case 1:
            target.keys << key;
            keep(source, source.model->hasOne(*target.model, has));
            break;
        case 2:
            target.keys << key;
            keep(source, source.model->hasMany(*target.model, has));
            break;
        default: associateThrough(source, target, alias, number);
        }
    }

    void associateThrough(Table &source, Table &target, const orm::Text &alias, int number)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        const bool isKeyed = m_dice.oneIn(2);
        std::vector<AttributeDefinition> attributes{{"rank", DataTypes::INTEGER}};
        if (isKeyed)
            attributes.push_back(
                {"id", {.type = DataTypes::INTEGER, .primaryKey = true, .autoIncrement = true}});
        Model &between = m_db.define(Text(u"Link"_s + QString::number(number)), attributes,
                                     {.timestamps = false});
        Through through(between);
        through.unique = !isKeyed;
        const Association &made =
            source.model->belongsToMany(*target.model, {.through = through,
                                                        .as = alias,
                                                        .foreignKey = "left",
                                                        .otherKey = "right",
                                                        .constraints = false});
        keep(source, made);
        m_between << Table{
            .model = &between, .keys = {u"left"_s, u"right"_s}, .isBetween = !isKeyed};
    }

    void keep(const Table &source, const orm::Association &association)
    {
        m_associations[source.model->name()] << &association;
    }

    void fill(const Table &table) { fill(table, 1 + m_dice.below(7)); }
    void fill(const Table &table, int count)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        for (const Table &between : std::exchange(m_between, {}))
            fill(between, m_dice.below(9));
        QList<Values> rows;
        QStringList pairs;
        for (int i = 0; i < count; ++i) {
            Values row;
            for (const QString &key : table.keys)
                row.set(key, number(8));
            if (table.keys.contains(u"left"_s)) {
                const QString pair = row.find(u"left")->data()->toString() + u'-'
                                     + row.find(u"right")->data()->toString();
                if (table.isBetween
                    && (pairs.contains(pair) || pair.startsWith(u'-') || pair.endsWith(u'-')))
                    continue;
                pairs << pair;
                row.set(u"rank"_s, number(4));
            } else {
                static const QStringList names{u"a"_s, u"b"_s, u"c"_s};
                row.set(u"name"_s, m_dice.oneIn(4) ? Operand(nullptr) : Operand(m_dice.one(names)));
                row.set(u"n"_s, number(4));
                row.set(u"code"_s, number(4));
                if (table.model->attribute(u"deletedAt"))
                    row.set(u"deletedAt"_s, m_dice.oneIn(3)
                                                ? Operand(QDateTime::currentDateTimeUtc())
                                                : Operand(nullptr));
            }
            rows << row;
        }
        if (!rows.isEmpty())
            (void)table.model->bulkCreate(rows).result();
    }

    [[nodiscard]] orm::Operand number(int count)
    {
        return m_dice.oneIn(5) ? orm::Operand(nullptr) : orm::Operand(1 + m_dice.below(count));
    }

    Dice &m_dice;
    orm::Sequelize m_db;
    QList<orm::Model *> m_models;
    QList<Table> m_tables;
    QList<Table> m_between;
    QStringList m_aliases;
    QHash<QString, QList<const orm::Association *>> m_associations;
};
