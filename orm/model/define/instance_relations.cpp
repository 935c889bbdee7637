#include "orm/core/error.h"
#include "orm/model/define/instance.h"
#include "orm/model/define/modeldata.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

const QStringList &aliasesOf(const InstanceRelations *relations)
{
    static const QStringList none;
    return relations && relations->names ? relations->names->aliases : none;
}

UsageError notIncluded(const QString &model, const QString &alias, const QStringList &aliases)
{
    return UsageError(u"This %1 came without \"%2\". %3"_s.arg(
        model, alias,
        aliases.isEmpty() ? u"Name it in the include of the call that reads it."_s
                          : u"It came with: %1."_s.arg(aliases.join(", "_L1))));
}

} // namespace

QStringList Instance::related() const
{
    return aliasesOf(m_relations.constData());
}

bool Instance::isToMany(const Text &alias) const
{
    const qsizetype index = related().indexOf(alias);
    return index >= 0 && m_relations->names->isToMany[size_t(index)];
}

QList<Instance> Instance::all(const Text &alias) const
{
    const qsizetype index = aliasesOf(m_relations.constData()).indexOf(alias);
    if (index < 0)
        throw notIncluded(data().name, alias, related());
    return m_relations->rows[size_t(index)];
}

std::optional<Instance> Instance::one(const Text &alias) const
{
    const QList<Instance> rows = all(alias);
    return rows.isEmpty() ? std::nullopt : std::optional(rows.first());
}

Instance &Instance::relate(const Text &alias, const QList<Instance> &rows, bool isToMany)
{
    if (!m_relations)
        m_relations = new InstanceRelations;
    const qsizetype known = aliasesOf(m_relations.constData()).indexOf(alias);
    if (known >= 0) {
        m_relations->rows[size_t(known)] = rows;
        return *this;
    }
    auto names = m_relations->names
                     ? std::make_shared<InstanceRelations::Names>(*m_relations->names)
                     : std::make_shared<InstanceRelations::Names>();
    names->aliases += alias;
    names->isToMany.push_back(isToMany);
    m_relations->names = std::move(names);
    m_relations->rows.push_back(rows);
    return *this;
}

bool Instance::awaitsOwner(int attribute) const
{
    const ModelData &model = data();
    if (!isNewRecord() || !current(attribute).isNull())
        return false;
    return std::ranges::any_of(model.associations, [&](const auto &each) {
        return each->kind == Association::Kind::BelongsTo
               && each->foreignKey == model.attributes[size_t(attribute)].name
               && related().contains(each->as) && !all(Text(each->as)).isEmpty();
    });
}

} // namespace orm
