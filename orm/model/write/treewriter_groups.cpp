#include "orm/model/define/runhooks.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

namespace {

using Kind = Association::Kind;

} // namespace

/// Has a failure say the tree that it is about, where it says the row of a group.
template<typename Work>
void TreeWriter::ofRoots(const Places &roots, const Work &work) const
{
    try {
        work();
    } catch (BaseError &error) {
        ErrorFacts facts = error.facts();
        if (facts.rows.isEmpty() && m_isBatch)
            facts.rows.fill(0, std::max<qsizetype>(facts.errors.size(), 1));
        for (qint64 &row : facts.rows)
            row = roots[size_t(row)];
        error.setFacts(std::move(facts));
        throw;
    }
}

/// Runs the hooks that come before the rows of a group are written, and those that they refer to.
void TreeWriter::prepare(Group &group)
{
    const ModelData &model = group.rows.first().data();
    if (group.isRoot) {
        group.options = m_saveOptions;
        group.bulk = m_bulkOptions;
    }
    group.wasNew = std::ranges::all_of(group.rows, &Instance::isNewRecord);
    if (m_isBulk && group.wasNew) {
        if (runsHooks(model, group.bulk.hooks))
            runHooks(model, &ModelHooks::beforeBulkCreate, group.rows, group.bulk);
    } else if (runsHooks(model, group.options.hooks)) {
        Writer writer(model, m_connection);
        for (qsizetype i = 0; i < group.rows.size(); ++i)
            ofRoots({group.roots[size_t(i)]},
                    [&] { group.rows[i] = writer.prepared(group.rows.at(i), group.options); });
        group.options.validate = false;
    }
}

void TreeWriter::start(Group given)
{
    Group &group = m_groups.emplace_back(std::move(given));
    prepare(group);
    group.delay += group.rows.first().m_relations ? 1 : 0;
    const ModelData &model = group.rows.first().data();
    for (qsizetype owner = 0; owner < group.rows.size(); ++owner) {
        const Instance &row = group.rows.at(owner);
        for (const QString &alias : row.isNewRecord() ? row.related() : QStringList()) {
            const Association *association = model.association(alias);
            const bool isJunction =
                group.via && group.via->through && group.via->through->name == alias;
            if (!association || isJunction)
                continue;
            auto &branches = association->kind == Kind::BelongsTo ? group.before : group.after;
            auto branch = std::ranges::find(branches, association, &Branch::association);
            if (branch == branches.end())
                branch = branches.insert(branches.end(), {.association = association});
            for (const Instance &each : row.all(Text(alias))) {
                branch->rows += each;
                branch->owners.push_back(owner);
            }
        }
    }
    // What is wrong with a row is said before the rows that it refers to are saved.
    if (!group.before.empty() && !m_isBulk && group.options.validate)
        ofRoots(group.roots, [&] { throwIfInvalid(group.rows.first().validate()); });
    ++group.open;
    for (Branch &branch : group.before)
        startBranch(group, branch);
    close(group);
}

void TreeWriter::startBranch(Group &group, Branch &branch)
{
    // Rows of an owner that the database left out are left out with it.
    Places all;
    for (qsizetype place = 0; place < branch.rows.size(); ++place)
        if (!group.isWritten || !group.rows.at(branch.owners[size_t(place)]).isNewRecord())
            all.push_back(place);
    if (m_isBulk && !all.empty())
        startPart(group, branch, all);
    for (const qsizetype place : m_isBulk ? Places() : all)
        startPart(group, branch, {place});
}

void TreeWriter::startPart(Group &group, Branch &branch, const Places &places)
{
    QList<Instance> rows;
    Places roots;
    for (const qsizetype place : places) {
        rows += branch.rows.at(place);
        roots.push_back(group.roots[size_t(branch.owners[size_t(place)])]);
    }
    ++group.open;
    constexpr int ofOwners = 10;
    start({.rows = rows,
           .roots = roots,
           .via = branch.association,
           .done = [this, &group, &branch, places](
                       const QList<Instance> &done) { finishPart(group, branch, places, done); },
           .delay = group.isWritten ? 0 : group.delay + ofOwners});
}

void TreeWriter::finishPart(Group &group, Branch &branch, const Places &places,
                            const QList<Instance> &rows)
{
    for (size_t i = 0; i < places.size(); ++i)
        branch.rows[places[i]] = rows.at(qsizetype(i));
    if (branch.association->kind != Kind::BelongsToMany) {
        close(group);
        return;
    }
    await(0, [this, &group, &branch, places] {
        insertJunction(group, branch, places);
        close(group);
    });
}

void TreeWriter::close(Group &group)
{
    if (--group.open > 0)
        return;
    if (group.isWritten) {
        finish(group);
        return;
    }
    referTo(group);
    await(group.delay, [this, &group] { insert(group); });
}

void TreeWriter::referTo(Group &group) const
{
    for (const Branch &branch : group.before) {
        const Association &association = *branch.association;
        for (qsizetype i = 0; i < branch.rows.size(); ++i)
            group.rows[branch.owners[size_t(i)]].set(
                Text(association.foreignKey),
                branch.rows.at(i).getDataValue(Text(association.targetKey)));
    }
}

void TreeWriter::referBack(const Group &group, Branch &branch)
{
    const Association &association = *branch.association;
    if (association.kind == Kind::BelongsToMany)
        return;
    for (qsizetype i = 0; i < branch.rows.size(); ++i) {
        const Instance &owner = group.rows.at(branch.owners[size_t(i)]);
        if (owner.isNewRecord())
            continue;
        branch.rows[i].set(Text(association.foreignKey),
                           owner.getDataValue(Text(association.sourceKey)));
        branch.rows[i].set(association.scope);
    }
}

void TreeWriter::insert(Group &group)
{
    Writer writer(group.rows.first().data(), m_connection);
    SaveOptions plain = group.options;
    plain.hooks = false; // They have run, or run when the group is finished.
    const auto saveOne = [&](Instance &row) { row = writer.saveRow(row, plain); };
    if (m_isBulk && group.wasNew)
        ofRoots(group.roots, [&] { group.rows = writer.insertRows(group.rows, group.bulk); });
    else
        for (qsizetype i = 0; i < group.rows.size(); ++i)
            ofRoots({group.roots[size_t(i)]}, [&] { saveOne(group.rows[i]); });
    group.isWritten = true;
    ++group.open;
    for (Branch &branch : group.after) {
        referBack(group, branch);
        startBranch(group, branch);
    }
    close(group);
}

/// Has the junction's row take the values that a row of a belongsToMany was built with, past the
/// setters, which have seen them.
void TreeWriter::addGiven(Instance &pair, const Values &keys, const Instance &row)
{
    const ModelData &junction = pair.data();
    const std::optional<Instance> given =
        row.related().contains(junction.name) ? row.one(Text(junction.name)) : std::nullopt;
    for (const QString &attribute : given ? given->changed() : QStringList()) {
        const int index = junction.indexOf(attribute);
        if (!keys.find(attribute))
            pair.setData(index, given->own(index));
    }
}

void TreeWriter::insertJunction(const Group &group, const Branch &branch, const Places &places)
{
    const Association &association = *branch.association;
    QList<Instance> pairs;
    Places roots;
    for (const qsizetype place : places) {
        roots.push_back(group.roots[size_t(branch.owners[size_t(place)])]);
        const Instance &owner = group.rows.at(branch.owners[size_t(place)]);
        const Instance &row = branch.rows.at(place);
        Values keys{{Text(association.foreignKey), owner.getDataValue(Text(association.sourceKey))},
                    {Text(association.otherKey), row.getDataValue(Text(association.targetKey))}};
        for (const Values::Entry &entry : association.throughScope)
            keys.set(entry.attribute, entry.value);
        pairs += Writer::build(*association.through, keys);
        addGiven(pairs.last(), keys, row);
    }
    Writer writer(*association.through, m_connection);
    ofRoots(roots, [&] {
        if (m_isBulk)
            (void)writer.bulkCreateBuilt(pairs, {});
        else
            (void)writer.save(pairs.first(), {});
    });
}

/// Runs the hooks that come after the rows of a group are written, and those that refer to them.
void TreeWriter::runHooksAfter(Group &group) const
{
    const ModelData &model = group.rows.first().data();
    if (m_isBulk && group.wasNew) {
        if (runsHooks(model, group.bulk.hooks))
            runHooks(model, &ModelHooks::afterBulkCreate, group.rows, std::as_const(group.bulk));
    } else if (runsHooks(model, group.options.hooks)) {
        const Writer writer(model, m_connection);
        for (Instance &row : group.rows)
            row = writer.finished(row, group.options, group.wasNew);
    }
}

void TreeWriter::finish(Group &group)
{
    for (const std::vector<Branch> *branches : {&group.before, &group.after}) {
        for (const Branch &branch : *branches) {
            std::vector<QList<Instance>> rowsOf(size_t(group.rows.size()));
            for (qsizetype i = 0; i < branch.rows.size(); ++i)
                rowsOf[size_t(branch.owners[size_t(i)])] += branch.rows.at(i);
            for (qsizetype owner = 0; owner < group.rows.size(); ++owner)
                if (!rowsOf[size_t(owner)].isEmpty())
                    group.rows[owner].relate(Text(branch.association->as), rowsOf[size_t(owner)],
                                             branch.association->isToMany());
        }
    }
    runHooksAfter(group);
    group.done(group.rows);
}

} // namespace orm
