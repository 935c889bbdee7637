#include "orm/core/error.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/writer.h"

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

/// A row that was to be saved is not there any more.
[[noreturn]] void throwGone(const ModelData &model, const Instance &instance)
{
    throw InstanceError(u"%1 %2 could not be saved because it does not exist anymore."_s.arg(
        model.name, model.keyText(instance)));
}

/// Whether the fresh row can stand in the columns in which `loaded` was read, with nothing beside.
bool fitsLoaded(const RowBlock *loaded, int part, const InstanceChanges &changes,
                const RowImage::Attributes &written)
{
    if (!loaded || part != 0 || !changes.stored.empty())
        return false;
    const ModelRowHead &head = ModelRowHead::of(*loaded);
    const auto isThere = [&](int attribute) { return head.columnOf[size_t(attribute)] >= 0; };
    const auto isWritten = [&](int attribute) { return written.contains(attribute); };
    return std::ranges::all_of(written, isThere) && std::ranges::all_of(changes.order, isWritten);
}

} // namespace

Instance Writer::saveChanged(const Instance &instance, const QStringList &attributes,
                             SaveOptions options)
{
    if (options.fields.isEmpty()) {
        for (const QString &attribute : attributes)
            if (instance.changed(attribute))
                options.fields += attribute;
        if (options.fields.isEmpty())
            return instance;
        if (runsHooks(m_model, options.hooks) && !instance.isNewRecord())
            return saveHooked(instance, options, Fields::Open);
    }
    return save(instance, options);
}

/// What an UPDATE of one row sets.
struct Writer::RowChange
{
    Attributes attributes = {}; ///< In the order in which they are set.
    GivenValues given;
    std::vector<Operand> made = {};     ///< Values that nobody set.
    std::optional<qint64> version = {}; ///< The one that the row must still have.
};

Writer::RowChange Writer::changeOf(const Instance &instance, const Attributes &wanted,
                                   const SaveOptions &options) const
{
    RowChange change{.given = GivenValues(m_model.attributeCount(), nullptr)};
    change.made.reserve(size_t(wanted.size()) + 2); // so that they stay where they are
    const auto add = [&](int attribute, const Operand *value) {
        if (!change.given[attribute])
            change.attributes.append(attribute);
        change.given[attribute] = value;
    };
    for (const int attribute : wanted) {
        if (attribute == m_model.updatedAt)
            continue;
        if (const Operand &own = instance.own(attribute); !own.isUndefined())
            add(attribute, &own);
        else if (const QVariant stored = instance.stored(attribute); stored.isValid())
            add(attribute, &change.made.emplace_back(stored));
    }
    if (m_model.updatedAt >= 0 && !options.silent)
        add(m_model.updatedAt, &change.made.emplace_back(timestamp(m_model.updatedAt)));
    if (m_model.version >= 0) {
        change.version = versionOf(instance).toLongLong();
        add(m_model.version, &change.made.emplace_back(*change.version + 1));
    }
    return change;
}

Instance Writer::updateRow(const Instance &instance, const Attributes &wanted,
                           const SaveOptions &options)
{
    if (wanted.isEmpty())
        return instance;
    const RowChange change = changeOf(instance, wanted, options);
    Attributes written;
    std::ranges::copy_if(change.attributes, std::back_inserter(written),
                         [this](int attribute) { return isStored(attribute); });
    if (written.isEmpty()) {
        if (options.validate) // Virtual attributes have rules, too.
            throwIfBroken(instance, judgedFields(instance, options.fields));
        return instance;
    }
    const RowBlock *loaded = instance.m_block.data();
    const bool fits = fitsLoaded(loaded, instance.m_part, *instance.m_changes, written);
    RowImage image = fits ? RowImage(m_model, *loaded) : RowImage(m_model, Attributes(written));
    for (const int attribute : change.attributes)
        if (options.validate && attribute != m_model.version)
            image.setJudge(Judge::Rules, attribute);
    if (fits)
        image.appendChanged(*loaded, instance.m_row, change.given);
    else
        image.append(change.given);
    if (!image.refusals().empty())
        throwIfInvalid(image.errors());

    const Result result = RowSender(m_model, m_connection)
                              .update(image, written, instance, change.version, options.searchPath);
    if (result.affected == 0 && change.version)
        throwStale(m_model);
    if (result.affected == 0)
        throwGone(m_model, instance);
    Instance fresh = fits ? image.instance(0) : instance;
    if (fits)
        fresh.setInserted(instance);
    fresh.m_relations = instance.m_relations;
    for (const int attribute : fits ? Attributes() : change.attributes)
        fresh.markStored(attribute, image.value(0, attribute));
    return fresh;
}

} // namespace orm
