#pragma once

#include "orm/db/connection.h"
#include "orm/expr/statement.h"
#include "orm/model/modeldata.h"
#include "orm/sql/querygenerator.h"

namespace orm {

/// Makes rows of instances, on the thread of a connection: validation, timestamps, the statement,
/// and the fresh instance afterwards.
class Writer
{
public:
    Writer(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// An instance with the defaults and then `values`; nothing is sent.
    [[nodiscard]] static Instance build(const ModelData &model, const Values &values);

    [[nodiscard]] Instance save(const Instance &instance, const SaveOptions &options);
    /// Inserts a new row; `options.silent` keeps a given updatedAt.
    [[nodiscard]] Instance insert(const Instance &instance, const SaveOptions &options);
    [[nodiscard]] qint64 update(const Values &values, const UpdateOptions &options);
    [[nodiscard]] qint64 destroy(const DestroyOptions &options);
    [[nodiscard]] qint64 increment(const QString &attribute, const IncrementOptions &options,
                                   bool isSubtracted);

    /// The condition that names one stored row. Throws InstanceError for a row without a key.
    [[nodiscard]] static Where whereKey(const ModelData &model, const QVariant &key);

private:
    [[nodiscard]] Instance updateChanged(const Instance &instance, const SaveOptions &options);
    [[nodiscard]] Sql insertOf(const Instance &instance, const std::vector<int> &written);
    [[nodiscard]] Sql updateOf(const Instance &instance, const std::vector<int> &changed,
                               const QVariant &key);
    void validate(const Instance &instance, const QStringList &fields) const;
    [[nodiscard]] QueryGenerator::Log log() const;
    [[nodiscard]] const ColumnDef *column(int attribute) const
    {
        return &m_model.table.columns[size_t(attribute)];
    }
    void stamp(Instance &instance, const QDateTime &now, bool keepUpdatedAt) const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
