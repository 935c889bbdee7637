#include "orm/model/write/writer.h"

#include "orm/core/error.h"
#include "orm/db/drivers.h"
#include "orm/model/define/builtrow.h"
#include "orm/model/define/runhooks.h"
#include "orm/model/write/treewriter.h"
#include "orm/model/write/unlessthere.h"

#include <QDateTime>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

namespace {

SaveOptions saveOptions(const CreateOptions &options)
{
    return {.validate = options.validate,
            .fields = options.fields,
            .silent = options.silent,
            .ignoreDuplicates = options.ignoreDuplicates,
            .returning = options.returning,
            .returningOnly = options.returningOnly,
            .searchPath = options.searchPath,
            .hooks = options.hooks};
}

/// A built row was saved, and its instance is used as if it were what save() answered.
[[noreturn]] void throwStored(const ModelData &model)
{
    throw UsageError(
        u"This %1 is stored already, by another save() of it or of a copy. Go on with what "
        "save() answers (`row = row.save().result()`, `session.save(row)`), and build another "
        "one for another row."_s.arg(model.name));
}

NewRow::Clock clockOf(bool isSilent)
{
    return isSilent ? NewRow::Clock::Leave : NewRow::Clock::Set;
}

/// INSERT of the only row, which is left out when it is there already. Where the database has
/// perhaps ignored anything else, the row is taken back, and inserted without leave to; that at
/// once where nothing can be taken back.
Result insertedOrLeftOut(RowSender &sender, Connection &connection, const RowImage &image,
                         InsertRules rules, bool takesBack)
{
    if (!ignoresOtherErrors(connection))
        return sender.insert(image, rules);
    const auto insert = [&](const InsertRules &strict) { return sender.insert(image, strict); };
    if (!takesBack)
        return insertedUnlessThere(rules, insert);
    Transaction attempt(connection, Savepoint::Released, TransactionLog::Untold);
    const Result result = sender.insert(image, rules);
    if (!mayHaveIgnored(connection)) {
        attempt.commit();
        return result;
    }
    attempt.rollback();
    rules.isLogged = false; // the line of the first one tells of it
    return insertedUnlessThere(rules, insert);
}

} // namespace

Values only(const Values &values, const QStringList &fields)
{
    Values kept;
    for (const Values::Entry &entry : values) {
        if (entry.nested)
            kept.setNested(entry.attribute, *entry.nested);
        else if (fields.contains(entry.attribute))
            kept.set(entry.attribute, entry.value);
    }
    return kept;
}

Returning Writer::returning(bool isWanted, const QStringList &only) const
{
    return {.isWanted = isWanted || !only.isEmpty(), .columns = columnNames(only)};
}

QString Writer::versionColumn() const
{
    return m_model.version < 0 ? QString() : column(m_model.version)->name;
}

void Writer::addVersion(std::vector<Assignment> &assignments) const
{
    if (m_model.version < 0)
        return;
    const ColumnDef *version = column(m_model.version);
    if (std::ranges::find(assignments, version, &Assignment::column) == assignments.end())
        assignments.push_back(
            {.column = version,
             .value = Literal{m_connection.generator().quoted(version->name) + " + 1"_L1}});
}

Operand Writer::timestamp(int attribute) const
{
    const Operand fallback = m_model.defaultOf(attribute);
    return fallback.isUndefined() ? Operand(QDateTime::currentDateTimeUtc()) : fallback;
}

Writer::Attributes Writer::indexesOf(const QStringList &attributes) const
{
    Attributes indexes;
    for (const QString &attribute : attributes)
        if (const int index = m_model.indexOf(attribute); index >= 0)
            indexes.append(index);
        else
            m_model.refuseUnknown(attribute);
    return indexes;
}

Where Writer::whereKey(const Instance &instance)
{
    const ModelData &model = instance.data();
    if (instance.wasTakenBack())
        throw InstanceError(
            u"This %1 is not stored: the unit of work that saved it was rolled back. save() stores it again."_s
                .arg(model.name));
    if (instance.m_changes && instance.m_changes->built && instance.m_changes->built->isStored())
        throwStored(model);
    std::vector<Where::Term> terms;
    for (const int key : model.primaryKeys) {
        const QVariant value = instance.current(key);
        if (value.isNull())
            throw UsageError(u"You attempted to save an instance with no primary key, this is not "
                             u"allowed since it would result in a global update"_s);
        terms.emplace_back(Text(model.attributes[size_t(key)].name), value);
    }
    return Where(std::move(terms));
}

// New rows

Instance Writer::create(const Values &values, const CreateOptions &options)
{
    if (!options.fields.isEmpty())
        (void)indexesOf(options.fields);
    const bool judgesRow = options.validate && m_model.judgesRows();
    if (!options.include.isEmpty() || judgesRow || m_model.hasSetters
        || runsHooks(m_model, options.hooks)) {
        const Values &kept = options.fields.isEmpty() ? values : givenFor(values, options.fields);
        return save(build(m_model, kept, {.include = options.include}), saveOptions(options));
    }
    NewRow row(m_model, clockOf(options.silent));
    if (options.fields.isEmpty())
        return insertRow(row.read(values), saveOptions(options), m_connection.outcome());
    const Values kept = only(values, options.fields);
    return insertRow(row.read(kept), saveOptions(options), m_connection.outcome());
}

Instance Writer::save(const Instance &instance, const SaveOptions &options)
{
    return TreeWriter::isTree(instance)
               ? TreeWriter(m_connection, options).writeAll({instance}).first()
               : saveRow(instance, options);
}

Instance Writer::saveRow(const Instance &instance, const SaveOptions &options)
{
    if (instance.wasTakenBack())
        return saveRow(instance.rebuilt(), options);
    if (runsHooks(m_model, options.hooks))
        return saveHooked(instance, options);
    if (options.validate
        && (instance.isNewRecord() ? m_model.judgesRows() : m_model.judgesStoredRows()))
        return saveJudged(instance, options);
    if (!instance.isNewRecord()) {
        if (!instance.m_changes || instance.m_changes->order.empty())
            return instance;
        if (!options.fields.isEmpty())
            return updateRow(instance, indexesOf(options.fields), options);
        const std::vector<int> &changed = instance.m_changes->order;
        return updateRow(instance, Attributes(changed.begin(), changed.end()), options);
    }
    return insertBuilt(instance, options);
}

/// Which attributes of a row are asked when it is saved: of a stored one only what is written, and
/// the row as a whole. Nothing: all.
std::optional<QStringList> Writer::judgedFields(const Instance &row, const QStringList &fields)
{
    if (row.isNewRecord() && fields.isEmpty())
        return std::nullopt;
    return fields.isEmpty() ? row.changed() : fields;
}

/// Throws what is wrong with the row, or with these attributes of it and the row as a whole.
void Writer::throwIfBroken(const Instance &row, const std::optional<QStringList> &fields) const
{
    QList<ValidationErrorItem> errors = row.validate();
    errors.removeIf([&](const ValidationErrorItem &error) {
        return fields && m_model.indexOf(error.path) >= 0 && !fields->contains(error.path);
    });
    throwIfInvalid(errors);
}

/// Saves a row of a model that has rules about rows as a whole.
Instance Writer::saveJudged(const Instance &instance, const SaveOptions &options)
{
    if (!instance.isNewRecord() && instance.changed().isEmpty())
        return instance;
    throwIfBroken(instance, judgedFields(instance, options.fields));
    SaveOptions judged = options;
    judged.validate = false;
    return saveRow(instance, judged);
}

Instance Writer::insertBuilt(const Instance &instance, const SaveOptions &options)
{
    const std::shared_ptr<BuiltRow> &built = instance.m_changes->built;
    BuiltRow::Claim claim(built);
    if (!claim.isHeld())
        throwStored(m_model);
    NewRow row(m_model, clockOf(options.silent));
    Instance fresh = insertRow(row.read(instance), options, {});
    fresh.m_relations = instance.m_relations;
    if (fresh.isNewRecord()) { // The database left it out.
        fresh.changes().built = built;
        return fresh;
    }
    if (m_connection.outcome())
        fresh.setInserted(instance, m_connection.outcome());
    claim.setStored(m_connection.outcome());
    return fresh;
}

Writer::Attributes Writer::insertedAttributes(const GivenValues &given,
                                              const QStringList &fields) const
{
    Attributes written;
    const auto add = [&](int attribute) {
        if (attribute >= 0 && given[attribute] && isStored(attribute)
            && (fields.isEmpty() || !written.contains(attribute)))
            written.append(attribute);
    };
    if (fields.isEmpty()) {
        for (int attribute = 0; attribute < m_model.attributeCount(); ++attribute)
            add(attribute);
        return written;
    }
    const int key = m_model.primaryKey;
    if (!fields.contains(m_model.attributes[size_t(key)].name) && m_model.hasDefault(key))
        add(key);
    std::ranges::for_each(indexesOf(fields), add);
    for (const int kept : {m_model.updatedAt, m_model.version, m_model.createdAt})
        add(kept);
    return written;
}

/// `in`: the transaction of which the instance is to know; null where it knows of it otherwise.
Instance Writer::insertRow(const GivenValues &given, const SaveOptions &options,
                           const std::shared_ptr<const TransactionOutcome> &in)
{
    RowImage image(m_model, insertedAttributes(given, options.fields));
    image.setInserting(in);
    if (options.validate && options.fields.isEmpty())
        image.setJudge(Judge::Rules);
    else if (options.validate)
        for (const int attribute : indexesOf(options.fields))
            image.setJudge(Judge::Rules, attribute);
    image.append(given);
    if (!image.refusals().empty())
        throwIfInvalid(image.errors());
    image.noteGivenKeys();
    const InsertRules rules{.onDuplicate = {.isIgnored = options.ignoreDuplicates},
                            .returning = returning(options.returning, options.returningOnly),
                            .searchPath = options.searchPath};
    RowSender sender(m_model, m_connection);
    const Result result = options.ignoreDuplicates
                              ? insertedOrLeftOut(sender, m_connection, image, rules, takesBack())
                              : sender.insert(image, rules);
    if (options.ignoreDuplicates && result.affected == 0)
        image.leaveOut(0);
    // The database's last key is that of an earlier row then.
    if (result.affected > 0 && result.insertId != 0 && image.lacksKey(0))
        image.setKey(0, result.insertId);
    if (!result.rows.isEmpty())
        image.setReturned(0, result.rows, 0);
    return image.instance(0);
}

} // namespace orm
