#include "orm/model/write/treewriter.h"

#include "orm/db/transaction.h"
#include "orm/model/define/modelmanager.h"
#include "orm/model/read/includenames.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

namespace {

/// `values` without attributes that are not to be written.
Values only(const Values &values, const QStringList &fields)
{
    if (fields.isEmpty())
        return values;
    Values kept;
    for (const Values::Entry &entry : values) {
        if (entry.nested)
            kept.setNested(entry.attribute, *entry.nested);
        else if (fields.contains(entry.attribute))
            kept.set(entry.attribute, entry.value);
    }
    return kept;
}

} // namespace

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
            const QString between = association.through ? association.through->name : QString();
            if (association.through)
                expectRelations(rows.last());
            if (!between.isEmpty() && row.hasNested(between))
                rows.last().relate(
                    Text(between),
                    {Writer::build(*association.through, row.nested(between).first(), plain)},
                    false);
        }
        instance.relate(Text(association.as), rows, association.isToMany());
    }
}

void TreeWriter::expectRelations(Instance &instance)
{
    if (instance.m_relations)
        return;
    instance.m_relations = new InstanceRelations;
    instance.m_relations->names = std::make_shared<InstanceRelations::Names>();
}

// Calls

Instance TreeWriter::create(const ModelData &model, const Values &values,
                            const CreateOptions &options, Connection &connection)
{
    const SaveOptions save{.validate = options.validate,
                           .fields = options.fields,
                           .silent = options.silent,
                           .ignoreDuplicates = options.ignoreDuplicates,
                           .returning = options.returning,
                           .returningOnly = options.returningOnly,
                           .searchPath = options.searchPath};
    const Instance built =
        Writer::build(model, only(values, options.fields), {.include = options.include});
    return TreeWriter::save(built, save, connection);
}

Instance TreeWriter::save(const Instance &instance, const SaveOptions &options,
                          Connection &connection)
{
    if (!isTree(instance))
        return Writer(instance.data(), connection).save(instance, options);
    return TreeWriter(connection, options, {}, false).writeAll({instance}).first();
}

QList<Instance> TreeWriter::bulkCreate(const ModelData &model, const QList<Values> &rows,
                                       const BulkCreateOptions &options, Connection &connection)
{
    Writer writer(model, connection);
    const QList<Instance> built = writer.built(rows, options);
    if (!std::ranges::any_of(built, isTree))
        return writer.bulkInsert(built, options);
    const SaveOptions each{
        .validate = false, .returning = options.returning, .returningOnly = options.returningOnly};
    return TreeWriter(connection, each, options, !options.individualHooks).writeAll(built);
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
    std::optional<Transaction> transaction;
    if (roots.first().data().manager.settings().transactional)
        transaction.emplace(m_connection);
    QList<Instance> written = write(roots);
    if (transaction)
        transaction->commit();
    return written;
}

} // namespace orm
