#pragma once

#include "orm/model/define/modeldata.h"

#include <atomic>
#include <memory>
#include <vector>

namespace orm {

class Database;
class Sequelize;
class SequelizeHooks;

/// The models of one database by their names, and the database. A Sequelize makes it; rows, scoped
/// models and what waits in a queue keep it, so that none of them loses its model when the
/// Sequelize goes first.
class ModelManager : public std::enable_shared_from_this<ModelManager>
{
public:
    struct Settings
    {
        bool typeValidation = true;
        bool ignoresUnknown = false; ///< Names that no attribute has are no mistake.
        bool transactional = true;   ///< Calls of several statements open a transaction.
    };

    ModelManager(std::shared_ptr<Database> database, Settings settings);
    ~ModelManager();
    ModelManager(const ModelManager &) = delete;
    ModelManager &operator=(const ModelManager &) = delete;

    [[nodiscard]] Database &database() const { return *m_database; }
    [[nodiscard]] std::shared_ptr<Database> sharedDatabase() const { return m_database; }
    [[nodiscard]] const Settings &settings() const { return m_settings; }

    /// Those of the whole database; may change at any time.
    [[nodiscard]] SequelizeHooks &hooks() const { return *m_hooks; }

    /// Makes a model of a checked and completed definition. Throws UsageError for one that cannot
    /// work, and for a name that is in use.
    ModelData &add(const QString &name, std::vector<AttributeDefinition> attributes,
                   const ModelOptions &options);
    /// The model of that name, or nullptr.
    [[nodiscard]] ModelData *find(QStringView name) const;
    /// All models in the order of their definition.
    [[nodiscard]] const std::vector<std::unique_ptr<ModelData>> &all() const { return m_models; }

    /// The names of sensitive attributes of any model, whose values stand in no text of a call;
    /// behind an empty one, those of all other attributes. Empty where none is sensitive.
    [[nodiscard]] const QStringList &hidden() const
    {
        static const QStringList none;
        return m_hidden.first().isEmpty() ? none : m_hidden;
    }
    /// Adds the name of an attribute.
    void addName(const QString &name, bool isSensitive);

    /// The Sequelize that made this; null once it has gone.
    [[nodiscard]] Sequelize *sequelize() const { return m_sequelize.load(); }
    void setSequelize(Sequelize *sequelize) { m_sequelize = sequelize; }

private:
    std::shared_ptr<Database> m_database;
    Settings m_settings;
    std::unique_ptr<SequelizeHooks> m_hooks;
    std::vector<std::unique_ptr<ModelData>> m_models;
    QStringList m_hidden{QString()};
    std::atomic<Sequelize *> m_sequelize = nullptr;
};

} // namespace orm
