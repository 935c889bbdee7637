#include "orm/model/define/modelmanager.h"

#include "orm/core/error.h"
#include "orm/db/database.h"
#include "orm/model/define/hooks.h"
#include "orm/sql/querygenerator.h"

namespace orm {

using namespace Qt::StringLiterals;

ModelManager::ModelManager(std::shared_ptr<Database> database, Settings settings)
    : m_database(std::move(database))
    , m_settings(settings)
    , m_hooks(std::make_unique<SequelizeHooks>(m_database->hooks()))
{
}

ModelManager::~ModelManager() = default;

ModelData &ModelManager::add(const QString &name, std::vector<AttributeDefinition> attributes,
                             const ModelOptions &options)
{
    if (find(name))
        throw UsageError(
            u"A model named %1 is defined already. Define each model once, or give this one "
            "another name."_s.arg(name));
    auto data = std::make_unique<ModelData>(*this, name, std::move(attributes), options);
    // A type that the dialect lacks is refused here and not by the first CREATE TABLE.
    for (const ColumnDef &column : data->table.columns)
        if (column.isStored())
            (void)m_database->generator().typeName(column.type);
    m_models.push_back(std::move(data));
    return *m_models.back();
}

ModelData *ModelManager::find(QStringView name) const
{
    for (const auto &model : m_models)
        if (model->name == name)
            return model.get();
    return nullptr;
}

void ModelManager::addName(const QString &name, bool isSensitive)
{
    const qsizetype end = m_hidden.indexOf(QString());
    const qsizetype at = m_hidden.indexOf(name);
    if (isSensitive && (at < 0 || at > end))
        m_hidden.prepend(name);
    else if (!isSensitive && at < 0)
        m_hidden.append(name);
}

} // namespace orm
