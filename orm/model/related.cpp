#include "orm/model/related.h"

#include "orm/core/error.h"
#include "orm/model/calltext.h"
#include "orm/model/define/modeldata.h"
#include "orm/model/model.h"
#include "orm/model/relate/relater.h"
#include "orm/model/submit.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString rowsText(const RelatedRows &rows)
{
    QStringList texts;
    for (const RelatedRow &row : rows.items())
        texts += row.instance
                     ? row.instance->model().name() + u' '
                           + row.instance->get(Text(row.instance->model().primaryKey())).toString()
                     : toText(row.key);
    if (texts.isEmpty())
        return u"null"_s;
    return texts.size() == 1 ? texts.first() : u'[' + texts.join(", "_L1) + u']';
}

FindOptions shownOptions(const RelatedOptions &options)
{
    return FindOptions{.where = options.where,
                       .attributes = options.attributes,
                       .order = options.order,
                       .limit = options.limit,
                       .offset = options.offset};
}

} // namespace

LazyText Related::text(const char *method, const QString &argument,
                       const FindOptions &options) const
{
    return lazyText(
        [source = m_association->source->name, as = m_association->as, method, argument, options] {
            const QString target = u"%1.related(\"%2\")"_s.arg(source.toLower(), as);
            return callText(target, method, {argument, toText(options)});
        },
        options);
}

QFuture<QList<Instance>> Related::get(const RelatedOptions &options) const
{
    return submit(
        *m_association->source, Access::Read,
        [&] { return text("get", {}, shownOptions(options)); },
        [*this, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).get(options);
        });
}

QFuture<std::optional<Instance>> Related::one(const RelatedOptions &options) const
{
    return submit(
        *m_association->source, Access::Read,
        [&] { return text("one", {}, shownOptions(options)); },
        [*this, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).one(options);
        });
}

QFuture<qint64> Related::count(const RelatedOptions &options) const
{
    return submit(
        *m_association->source, Access::Read,
        [&] { return text("count", {}, shownOptions(options)); },
        [*this, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).count(options);
        });
}

QFuture<bool> Related::has(const RelatedRows &rows, const RelatedOptions &options) const
{
    return submit(
        *m_association->source, Access::Read,
        [&] { return text("has", rowsText(rows), shownOptions(options)); },
        [*this, rows, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).has(rows, options);
        });
}

QFuture<Instance> Related::set(const RelatedRows &rows, const LinkOptions &options) const
{
    return submit(
        *m_association->source, Access::Write, [&] { return text("set", rowsText(rows)); },
        [*this, rows, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).set(rows, options);
        });
}

QFuture<Instance> Related::add(const RelatedRows &rows, const LinkOptions &options) const
{
    return submit(
        *m_association->source, Access::Write, [&] { return text("add", rowsText(rows)); },
        [*this, rows, options](Connection &connection) {
            return Relater(*m_association, m_instance, connection).add(rows, options);
        });
}

QFuture<Instance> Related::remove(const RelatedRows &rows) const
{
    return submit(
        *m_association->source, Access::Write, [&] { return text("remove", rowsText(rows)); },
        [*this, rows](Connection &connection) {
            return Relater(*m_association, m_instance, connection).remove(rows);
        });
}

QFuture<Instance> Related::create(const Values &values, const CreateOptions &options,
                                  const LinkOptions &link) const
{
    return submit(
        *m_association->source, Access::Write, [&] { return text("create", toText(values)); },
        [*this, values, options, link](Connection &connection) {
            return Relater(*m_association, m_instance, connection).create(values, options, link);
        });
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
