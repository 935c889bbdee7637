#pragma once

#include "orm/expr/tables.h"
#include "orm/model/define/modeldata.h"
#include "support/randommodels.h"

#include <algorithm>

/// Random options of a find: a tree of includes three levels deep at most, with conditions, sort
/// keys and attributes over its paths.
class RandomTree
{
public:
    RandomTree(Dice &dice, RandomModels &models)
        : m_dice(dice)
        , m_models(models)
        , model(models.any())
    {
        m_root = grown(model, {}, 0);
        options.where = condition();
        isTotal = !m_dice.oneIn(6);
        if (isTotal && m_dice.oneIn(5))
            options.attributes = {orm::Selected(m_dice.one(attributesOf(model)))};
        options.order = order();
    }

    /// The options with every include fetched that way.
    [[nodiscard]] orm::FindOptions by(orm::IncludeStrategy strategy, bool isSeparate = false) const
    {
        orm::FindOptions all = options;
        all.include = includes(m_root, strategy, isSeparate);
        return all;
    }

    /// One row for each `code` of what is joined; none of a model without one.
    [[nodiscard]] std::optional<orm::FindOptions> grouped() const
    {
        using namespace Qt::StringLiterals;
        if (!model.attribute(u"code"))
            return std::nullopt;
        orm::FindOptions all = options;
        all.attributes = {"code"};
        all.include = bare(m_root);
        all.order = {"code"};
        all.group = {orm::col(orm::Text(model.name() + u".code"_s))};
        return all;
    }

private:
    struct Node
    {
        const orm::Association *association;
        orm::IncludeOptions options;
        QString path;
        QList<Node> below;
    };

    [[nodiscard]] static QStringList attributesOf(const orm::Model &of)
    {
        QStringList names;
        for (const orm::AttributeDefinition &each : of.attributes())
            if (each.options.type.isInteger() || each.options.type.isText())
                names << each.name;
        return names;
    }

    QList<Node> grown(const orm::Model &of, const QString &path, int depth)
    {
        QList<Node> nodes;
        const auto &known = m_models.associationsOf(of.name());
        if (known.isEmpty() || depth > 2)
            return nodes;
        const int count = depth == 0 ? 1 + m_dice.below(3) : m_dice.below(3);
        QList<const orm::Association *> used;
        for (int i = 0; i < count && m_count < 7; ++i) {
            const orm::Association *association = m_dice.one(known);
            if (used.contains(association))
                continue;
            used << association;
            ++m_count;
            nodes << node(*association, path, depth);
        }
        return nodes;
    }

    Node node(const orm::Association &association, const QString &path, int depth)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        const Model &target = *association.target->model;
        Node node{
            &association, {}, path.isEmpty() ? association.as : path + u'.' + association.as, {}};
        for (const QString &attribute : attributesOf(target))
            m_paths << u'$' + node.path + u'.' + attribute + u'$';
        if (m_dice.oneIn(3))
            node.options.where = term(m_dice.one(attributesOf(target)));
        if (m_dice.oneIn(2))
            node.options.required = m_dice.oneIn(2);
        if (m_dice.oneIn(6))
            node.options.attributes = {Selected("id")};
        if (m_dice.oneIn(8))
            node.options.paranoid = false;
        if (association.through && m_dice.oneIn(4))
            node.options.through.where = term(u"rank"_s);
        if (association.through && m_dice.oneIn(5))
            node.options.through.attributes = Attributes::none();
        node.below = grown(target, node.path, depth + 1);
        return node;
    }

    /// A condition on one attribute.
    [[nodiscard]] orm::Where term(const QString &attribute)
    {
        using namespace orm;
        using namespace Qt::StringLiterals;
        const bool isText = attribute.endsWith("name"_L1) || attribute.endsWith("name$"_L1);
        switch (m_dice.below(4)) {
        case 0: return Where{{Text(attribute), nullptr}};
        case 1: return Where{{Text(attribute), Op::ne(isText ? Operand("a") : Operand(2))}};
        case 2: return Where{{Text(attribute), Op::gte(isText ? Operand("b") : Operand(2))}};
        default: return Where{{Text(attribute), Op::lte(isText ? Operand("b") : Operand(4))}};
        }
    }

    [[nodiscard]] QString anywhere()
    {
        return m_dice.oneIn(2) || m_paths.isEmpty() ? m_dice.one(attributesOf(model))
                                                    : m_dice.one(m_paths);
    }

    [[nodiscard]] orm::Where condition()
    {
        if (m_dice.oneIn(2))
            return {};
        if (m_dice.oneIn(3))
            return orm::Op::or_({term(anywhere()), term(anywhere())});
        return term(anywhere());
    }

    [[nodiscard]] orm::Order order()
    {
        std::vector<orm::OrderTerm> terms;
        const int count = m_dice.below(3);
        for (int i = 0; i < count; ++i) {
            const QString by = isTotal ? anywhere() : m_dice.one(attributesOf(model));
            terms.emplace_back(orm::Text(by), orm::Text(m_dice.oneIn(2) ? "DESC" : "ASC"));
        }
        const QStringList keys = keysOf(model);
        for (const QString &key : isTotal ? keys : QStringList())
            terms.emplace_back(orm::Text(key), orm::Text(m_dice.oneIn(3) ? "DESC" : "ASC"));
        return orm::Order(terms);
    }

    /// Whether conditions or sort keys of the model's rows are about these.
    [[nodiscard]] bool isNamed(const Node &node) const
    {
        const QStringList named =
            orm::tablesNamed(options.where) + orm::tablesNamed(options.order.terms());
        return std::ranges::any_of(named, [&node](const QString &path) {
            return path == node.path || path.startsWith(node.path + u'.');
        });
    }

    [[nodiscard]] orm::Includes includes(const QList<Node> &nodes, orm::IncludeStrategy strategy,
                                         bool isSeparate) const
    {
        std::vector<orm::Include> all;
        for (const Node &node : nodes) {
            orm::IncludeOptions how = node.options;
            how.strategy = strategy;
            if (isSeparate && node.association->kind == orm::Association::Kind::HasMany
                && !isNamed(node)) {
                how.separate = true;
                // A condition alone requires a row of a joined include only, as in Sequelize.
                how.required = how.required.value_or(!how.where.isEmpty());
            }
            how.include = includes(node.below, strategy, isSeparate);
            all.emplace_back(node.association->included(), how);
        }
        return orm::Includes(all);
    }

    [[nodiscard]] static orm::Includes bare(const QList<Node> &nodes)
    {
        std::vector<orm::Include> all;
        for (const Node &node : nodes) {
            orm::IncludeOptions how = node.options;
            how.attributes = orm::Attributes::none();
            how.through.attributes = orm::Attributes::none();
            how.include = bare(node.below);
            all.emplace_back(node.association->included(), how);
        }
        return orm::Includes(all);
    }

    Dice &m_dice;
    RandomModels &m_models;
    QList<Node> m_root;
    QStringList m_paths;
    int m_count = 0;

public:
    [[nodiscard]] static QStringList keysOf(const orm::Model &of)
    {
        QStringList keys;
        for (const orm::AttributeDefinition &each : of.attributes())
            if (each.options.primaryKey)
                keys << each.name;
        return keys;
    }

    const orm::Model &model;
    orm::FindOptions options;
    bool isTotal = false; ///< No two parents stand at the same place of the order.
};
