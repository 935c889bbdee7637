#pragma once

#include "orm/db/connection.h"
#include "orm/model/modeldata.h"
#include "orm/sql/querygenerator.h"

namespace orm {

/// Reads rows of a model, on the thread of a connection.
class Finder
{
public:
    Finder(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    [[nodiscard]] QList<Instance> findAll(const FindOptions &options) const;
    [[nodiscard]] std::optional<Instance> findOne(FindOptions options) const;
    /// The row with that primary key, whole.
    [[nodiscard]] std::optional<Instance> findByKey(const QVariant &key) const;
    [[nodiscard]] std::vector<qint64> findKeys(const FindOptions &options) const;
    [[nodiscard]] qint64 count(const CountOptions &options) const;
    /// `function` is sum, min or max.
    [[nodiscard]] QVariant aggregate(const char *function, const QString &attribute,
                                     const Where &where) const;

private:
    [[nodiscard]] Select selectFor(const FindOptions &options) const;
    [[nodiscard]] std::vector<Selected> selected(const Attributes &attributes) const;
    [[nodiscard]] std::shared_ptr<RowHead> headFor(const std::vector<Selected> &columns) const;
    [[nodiscard]] bool isAboutOneRow(const Where &where) const;
    [[nodiscard]] QueryGenerator::Log log() const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
