#include "orm/model/write/treewriter.h"

#include "orm/db/transaction.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/read/includenames.h"
#include "orm/model/write/writer.h"

#include <algorithm>
#include <numeric>

namespace orm {

void TreeWriter::addRelations(const ModelData &model, Instance &instance, const Values &values,
                              const BuildOptions &options)
{
    expectRelations(instance);
    for (const ResolvedInclude &include : resolved(model, options.include)) {
        const Association &association = *include.association;
        const Operand *given = values.find(association.as);
        const bool isNull = given && given->isNull();
        if (!values.hasNested(association.as) && !isNull)
            continue;
        BuildOptions inner = options;
        inner.include = include.options.include;
        BuildOptions plain = options;
        plain.include = {};
        QList<Instance> rows;
        for (const Values &row : values.nested(association.as)) {
            rows += Writer::build(*association.target, row, inner);
            const QString junction = association.through ? association.through->name : QString();
            if (association.through)
                expectRelations(rows.last());
            if (!junction.isEmpty() && row.hasNested(junction))
                rows.last().relate(
                    Text(junction),
                    {Writer::build(*association.through, row.nested(junction).first(), plain)},
                    false);
        }
        instance.relate(Text(association.as), rows, association.isToMany());
    }
}

bool TreeWriter::isIncluded(const ModelData &model, const Includes &includes, const QString &alias)
{
    // Only one of the two sides may know of the association.
    const auto leadsThrough = [&](const auto &association) {
        return association->through && association->through->name == alias
               && (association->source == &model || association->target == &model);
    };
    const auto knows = [&](const auto &other) {
        return std::ranges::any_of(other->associations, leadsThrough);
    };
    return std::ranges::any_of(model.manager.all(), knows)
           || std::ranges::any_of(resolved(model, includes), [&](const ResolvedInclude &include) {
                  return include.association->as == alias;
              });
}

void TreeWriter::expectRelations(Instance &instance)
{
    if (instance.m_relations)
        return;
    instance.m_relations = new InstanceRelations;
    instance.m_relations->names = std::make_shared<InstanceRelations::Names>();
}

bool TreeWriter::isTree(const Instance &instance)
{
    if (!instance.isNewRecord())
        return false;
    return std::ranges::any_of(instance.related(), [&](const QString &alias) {
        return instance.data().association(alias) && !instance.all(Text(alias)).isEmpty();
    });
}

QList<Instance> TreeWriter::writeAll(const QList<Instance> &roots)
{
    m_isBatch = roots.size() > 1;
    std::optional<Transaction> transaction;
    if (roots.first().data().manager.settings().transactional)
        transaction.emplace(m_connection);
    QList<Instance> written = write(roots);
    if (transaction)
        transaction->commit();
    return written;
}

QList<Instance> TreeWriter::write(const QList<Instance> &roots)
{
    QList<Instance> written = roots;
    const auto startRoots = [&](const Places &places) {
        QList<Instance> rows;
        for (const qsizetype place : places)
            rows += roots[place];
        start({.rows = rows,
               .roots = places,
               .isRoot = true,
               .done = [&written, places](const auto &done) {
                   for (size_t i = 0; i < places.size(); ++i)
                       written[places[i]] = done[qsizetype(i)];
               }});
    };
    Places all(size_t(roots.size()));
    std::iota(all.begin(), all.end(), 0);
    if (m_isBulk)
        startRoots(all);
    else
        for (const qsizetype place : all)
            startRoots({place});
    takeWave();
    while (!m_steps.empty()) {
        const auto step = std::move(m_steps.front());
        m_steps.pop_front();
        step();
        takeWave();
    }
    return written;
}

void TreeWriter::await(int delay, std::function<void()> step)
{
    m_wave.emplace_back(delay, std::move(step));
}

void TreeWriter::takeWave()
{
    std::ranges::stable_sort(m_wave, {}, [](const auto &each) { return each.first; });
    for (auto &[delay, step] : m_wave)
        m_steps.push_back(std::move(step));
    m_wave.clear();
}

} // namespace orm
