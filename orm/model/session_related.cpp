// Rows that are associated with one.
#include "orm/db/connection.h"
#include "orm/model/calltext.h"
#include "orm/model/model.h"
#include "orm/model/relate/relater.h"
#include "orm/model/related.h"
#include "orm/model/session.h"

namespace orm {

using namespace Qt::StringLiterals;

namespace {

QString rowsText(const Related &related, const RelatedRows &rows)
{
    const ModelData &target = *related.association().target;
    const int named = target.indexOf(related.association().targetKey);
    const int key = named < 0 ? target.primaryKey : named;
    QStringList texts;
    for (const RelatedRow &row : rows.items())
        if (!row.instance)
            texts += toText(target.shown(key, row.key));
        else if (row.instance->model().name() == target.name)
            texts += target.name + u' ' + target.keyText(*row.instance);
        else
            texts += row.instance->model().name(); // which is refused
    if (texts.isEmpty())
        return u"null"_s;
    return texts.size() == 1 ? texts.first() : u'[' + texts.join(", "_L1) + u']';
}

QString optionsText(const Related &related, const RelatedOptions &options)
{
    return CallTarget(*related.association().target)
        .text(FindOptions{.where = options.where,
                          .attributes = options.attributes,
                          .order = options.order,
                          .limit = options.limit,
                          .offset = options.offset});
}

QString relatedText(const Related &related, const char *method, const QStringList &arguments)
{
    const Association &association = related.association();
    const QString target =
        u"%1.related(\"%2\")"_s.arg(association.source->name.toLower(), association.as);
    return callText(target, method, arguments);
}

Relater relater(const Related &related, Connection &connection)
{
    return {related.association(), related.instance(), connection};
}

} // namespace

// Reading

QList<Instance> ReadSession::get(const Related &related, const RelatedOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "get", {optionsText(related, options)}) : QString(),
        options.logging);
    return relater(related, m_connection).get(options);
}

std::optional<Instance> ReadSession::one(const Related &related,
                                         const RelatedOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "one", {optionsText(related, options)}) : QString(),
        options.logging);
    return relater(related, m_connection).one(options);
}

qint64 ReadSession::count(const Related &related, const RelatedOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "count", {optionsText(related, options)}) : QString(),
        options.logging);
    return relater(related, m_connection).count(options);
}

bool ReadSession::has(const Related &related, const RelatedRows &rows,
                      const RelatedOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged()
            ? relatedText(related, "has", {rowsText(related, rows), optionsText(related, options)})
            : QString(),
        options.logging);
    return relater(related, m_connection).has(rows, options);
}

// Writing

Instance Session::set(const Related &related, const RelatedRows &rows,
                      const LinkOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "set", {rowsText(related, rows)}) : QString(),
        options.logging);
    return relater(related, m_connection).set(rows, options);
}

Instance Session::add(const Related &related, const RelatedRows &rows,
                      const LinkOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "add", {rowsText(related, rows)}) : QString(),
        options.logging);
    return relater(related, m_connection).add(rows, options);
}

Instance Session::remove(const Related &related, const RelatedRows &rows,
                         const UnlinkOptions &options) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "remove", {rowsText(related, rows)}) : QString(),
        options.logging);
    return relater(related, m_connection).remove(rows);
}

Instance Session::create(const Related &related, const Values &values, const CreateOptions &options,
                         const LinkOptions &link) const
{
    (void)used(related.instance(), options.transaction);
    const Connection::NestedCall named(
        m_connection,
        isLogged() ? relatedText(related, "create",
                                 {CallTarget(*related.association().target).text(values)})
                   : QString(),
        options.logging);
    return relater(related, m_connection).create(values, options, link);
}

} // namespace orm
