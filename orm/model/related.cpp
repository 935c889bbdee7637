#include "orm/model/related.h"

#include "orm/core/error.h"
#include "orm/model/submit.h"

namespace orm {

using namespace Qt::StringLiterals;

QFuture<QList<Instance>> Related::get(const RelatedOptions &options) const
{
    return submit(m_association->source->manager, Access::Read, &Session::get, *this, options);
}

QFuture<std::optional<Instance>> Related::one(const RelatedOptions &options) const
{
    return submit(m_association->source->manager, Access::Read, &Session::one, *this, options);
}

QFuture<qint64> Related::count(const RelatedOptions &options) const
{
    return submit(
        m_association->source->manager, Access::Read,
        [](const Session &session, const auto &...told) { return session.count(told...); }, *this,
        options);
}

QFuture<bool> Related::has(const RelatedRows &rows, const RelatedOptions &options) const
{
    return submit(m_association->source->manager, Access::Read, &Session::has, *this, rows,
                  options);
}

QFuture<Instance> Related::set(const RelatedRows &rows, const LinkOptions &options) const
{
    return submit(m_association->source->manager, Access::Write, &Session::set, *this, rows,
                  options);
}

QFuture<Instance> Related::add(const RelatedRows &rows, const LinkOptions &options) const
{
    return submit(
        m_association->source->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.add(told...); }, *this,
        rows, options);
}

QFuture<Instance> Related::remove(const RelatedRows &rows, const UnlinkOptions &options) const
{
    return submit(m_association->source->manager, Access::Write, &Session::remove, *this, rows,
                  options);
}

QFuture<Instance> Related::create(const Values &values, const CreateOptions &options,
                                  const LinkOptions &link) const
{
    return submit(
        m_association->source->manager, Access::Write,
        [](const Session &session, const auto &...told) { return session.create(told...); }, *this,
        values, options, link);
}

Related Instance::related(const Text &alias) const
{
    const ModelData &model = data();
    if (const Association *association = model.association(alias))
        return {*association, *this};
    QStringList aliases;
    for (const auto &each : model.associations)
        aliases += each->as;
    throw UsageError(u"%1 has no association \"%2\". %3"_s.arg(
        model.name, alias,
        aliases.isEmpty() ? u"It has none at all."_s
                          : u"It has: %1."_s.arg(aliases.join(", "_L1))));
}

} // namespace orm
