// Texts of calls that are made when somebody reads them.
#include "orm/core/held.h"
#include "orm/model/calltext.h"

#include <QJsonValue>

#include <algorithm>

namespace orm {

bool isSmall(const Operand &value)
{
    if (const QVariant *data = value.data()) {
        switch (data->typeId()) {
        case QMetaType::QString: return held<QString>(*data).size() <= maxTextInCall;
        case QMetaType::QByteArray: return held<QByteArray>(*data).size() <= maxTextInCall;
        case QMetaType::QVariantList:
            return size_t(held<QVariantList>(*data).size()) <= maxItemsInCall;
        default: return data->metaType() != QMetaType::fromType<QJsonValue>();
        }
    }
    if (const Operand::List *list = value.list())
        return list->size() <= maxItemsInCall
               && std::ranges::all_of(*list, [](const Operand &item) { return isSmall(item); });
    const Where *condition = value.condition();
    return !condition || isSmall(*condition);
}

bool isSmall(const Where &where)
{
    return where.terms().size() <= maxItemsInCall
           && std::ranges::all_of(where.terms(),
                                  [](const Where::Term &term) { return isSmall(term.value); });
}

bool isSmall(const Values &values)
{
    return std::ranges::all_of(
        values, [](const Values::Entry &entry) { return !entry.nested && isSmall(entry.value); });
}

bool isSmall(const FindOptions &options)
{
    return options.include.isEmpty() && isSmall(options.where) && isSmall(options.having);
}

LazyText lazyWhereText(const CallTarget &target, const char *method, const Where &where,
                       const Values &values, const QStringList &more)
{
    return lazyText(
        [target, method, where, values, more] {
            return callText(target.name, method,
                            {values.isEmpty() ? QString() : target.text(values),
                             target.whereText(where, more)});
        },
        where, values);
}

} // namespace orm
