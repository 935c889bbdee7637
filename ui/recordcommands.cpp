#include "ui/recordcommands.h"

#include <QCoreApplication>

namespace ui {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("ui::RecordCommands", text);
}

QString attributesText(const PageSpec &spec, const orm::Values &values)
{
    QStringList headers;
    for (const orm::Values::Entry &entry : values)
        if (const FieldSpec *field = spec.field(entry.attribute))
            headers.append(field->header);
    return headers.size() == 1 ? headers.first() : QString();
}

QString editText(const PageSpec &spec, qint64 count, const orm::Values &values)
{
    const QString what = spec.countTitle(count);
    const QString attribute = attributesText(spec, values);
    return attribute.isEmpty() ? tr("Edit %1").arg(what) : tr("Edit %1 of %2").arg(attribute, what);
}

} // namespace

RecordCommand::RecordCommand(const orm::Model &model, const QString &text)
    : QUndoCommand(text)
    , m_model(model)
{
}

AddCommand::AddCommand(const PageSpec &spec, const orm::Values &values)
    : RecordCommand(*spec.model, tr("Add %1").arg(spec.countTitle(1)))
    , m_values(values)
{
}

RecordCommand::Effect AddCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Removes : Effect::Adds;
}

RecordCommand::Work AddCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    switch (step) {
    case Step::First:
        return [model, values = m_values] {
            const orm::Instance created = model->create(values).result();
            const qint64 key = created.get(model->primaryKey()).toLongLong();
            // Read back, so that doing it again writes what the database made of it.
            return RecordChange{
                .keys = {key}, .after = RecordWriter::read(*model, {key}), .count = 1};
        };
    case Step::Undo:
        return [model, change = change()] {
            RecordWriter::remove(*model, change.keys);
            return change;
        };
    case Step::Redo:
        return [model, change = change()] {
            RecordWriter::insert(*model, change.after);
            return change;
        };
    }
    return {};
}

EditCommand::EditCommand(const PageSpec &spec, const std::vector<qint64> &keys,
                         const orm::Values &values)
    : RecordCommand(*spec.model, editText(spec, qint64(keys.size()), values))
    , m_keys(keys)
    , m_values(values)
{
}

RecordCommand::Effect EditCommand::effect(Step) const
{
    return Effect::Changes;
}

RecordCommand::Work EditCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    switch (step) {
    case Step::First:
        return [model, keys = m_keys, values = m_values] {
            QStringList attributes;
            for (const orm::Values::Entry &entry : values)
                attributes.append(entry.attribute);
            if (const QString updated = updatedAttribute(*model); !updated.isEmpty())
                attributes.append(updated);
            RecordChange change{.keys = keys,
                                .before = RecordWriter::read(*model, keys, attributes)};
            change.count = RecordWriter::update(*model, keys, values);
            change.after = RecordWriter::read(*model, keys, attributes);
            return change;
        };
    case Step::Undo:
        return [model, change = change()] {
            RecordWriter::rewrite(*model, change.before);
            return change;
        };
    case Step::Redo:
        return [model, change = change()] {
            RecordWriter::rewrite(*model, change.after);
            return change;
        };
    }
    return {};
}

DeleteCommand::DeleteCommand(const PageSpec &spec, const std::vector<qint64> &keys)
    : RecordCommand(*spec.model, tr("Delete %1").arg(spec.countTitle(qint64(keys.size()))))
    , m_keys(keys)
{
}

RecordCommand::Effect DeleteCommand::effect(Step step) const
{
    return step == Step::Undo ? Effect::Adds : Effect::Removes;
}

RecordCommand::Work DeleteCommand::work(Step step) const
{
    const orm::Model *model = &this->model();
    switch (step) {
    case Step::First:
        return [model, keys = m_keys] {
            RecordChange change{.keys = keys, .before = RecordWriter::read(*model, keys)};
            change.count = RecordWriter::remove(*model, keys);
            return change;
        };
    case Step::Undo:
        return [model, change = change()] {
            RecordWriter::insert(*model, change.before);
            return change;
        };
    case Step::Redo:
        return [model, change = change()] {
            RecordWriter::remove(*model, change.keys);
            return change;
        };
    }
    return {};
}

DeleteForGoodCommand::DeleteForGoodCommand(const PageSpec &spec, const orm::Where &where,
                                           qint64 count)
    : RecordCommand(*spec.model, tr("Delete %1").arg(spec.countTitle(count)))
    , m_where(where)
{
}

RecordCommand::Effect DeleteForGoodCommand::effect(Step) const
{
    return Effect::Removes;
}

RecordCommand::Work DeleteForGoodCommand::work(Step) const
{
    return [model = &model(), where = m_where] {
        const orm::DestroyOptions options{.where = where, .allRows = where.isEmpty()};
        return RecordChange{.keys = {}, .count = model->destroy(options).result()};
    };
}

} // namespace ui
