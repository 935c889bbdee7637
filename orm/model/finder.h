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
    /// One row a group: its columns, and one named like the function. Without an attribute, of all
    /// rows.
    [[nodiscard]] RowSet aggregateGroups(const QString &function, const QString &attribute,
                                         const GroupOptions &options) const;
    /// `function` is sum, min, max, avg …
    [[nodiscard]] QVariant aggregate(const QString &function, const QString &attribute,
                                     const AggregateOptions &options) const;

    /// `where`, and that the row is not marked as deleted in a paranoid model.
    [[nodiscard]] static Where notDeleted(const ModelData &model, const Where &where);

private:
    [[nodiscard]] Select selectFor(const FindOptions &options) const;
    [[nodiscard]] std::vector<Selected> selected(const Attributes &attributes) const;
    [[nodiscard]] std::vector<Selected> withDependencies(const std::vector<Selected> &list) const;
    [[nodiscard]] std::shared_ptr<RowHead> headFor(const std::vector<Selected> &columns) const;
    [[nodiscard]] bool isAboutOneRow(const Where &where) const;
    [[nodiscard]] Where found(const Where &where, bool paranoid) const;
    /// `count(DISTINCT(col))`, under the function's name.
    [[nodiscard]] Selected counted(const QString &function, const QString &column,
                                   bool isDistinct) const;
    [[nodiscard]] QString columnName(const QString &attribute) const;
    /// The column that count() counts: an attribute's, the key when each counts once, or all.
    [[nodiscard]] QString countedColumn(const QString &attribute, bool isDistinct) const;
    [[nodiscard]] QueryGenerator::Log log() const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
