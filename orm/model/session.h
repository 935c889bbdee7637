#pragma once

#include "orm/model/define/instance.h"

#include <optional>

namespace orm {

class Connection;
class Model;
class Sequelize;

/// The calls of a unit of work, answered by their results themselves, or by an exception. What
/// Sequelize::run(), transaction() and read() hand to the work that asks for it:
///
///     db.transaction([&](Session &session) {
///         Instance book = *session.findByPk(Book, 7);
///         book["price"] = 12.50;
///         session.save(book);
///     });
///
/// It does what the calls of the same names do, as `Book.findByPk(7).result()` would there, too,
/// but makes no future for a result that is there already, which is a sixth of a short call. Good
/// on the thread it was handed out on, while the work runs.
///
/// Throws what the futures would fail with, and UsageError for a model of another database.
class Session
{
public:
    Instance create(const Model &model, const Values &values,
                    const CreateOptions &options = {}) const;
    QList<Instance> bulkCreate(const Model &model, const QList<Values> &rows,
                               const BulkCreateOptions &options = {}) const;
    /// The rows changed; see Model::update().
    qint64 update(const Model &model, const Values &values,
                  const UpdateOptions &options = {}) const;
    /// The rows deleted; see Model::destroy().
    qint64 destroy(const Model &model, const DestroyOptions &options = {}) const;

    [[nodiscard]] QList<Instance> findAll(const Model &model,
                                          const FindOptions &options = {}) const;
    [[nodiscard]] std::optional<Instance> findOne(const Model &model,
                                                  const FindOptions &options = {}) const;
    [[nodiscard]] std::optional<Instance> findByPk(const Model &model, const Operand &key,
                                                   const FindOptions &options = {}) const;
    [[nodiscard]] QList<qint64> findKeys(const Model &model, const FindOptions &options = {}) const;
    /// The same one by one, for who keeps millions of them in less room than a list of eight bytes
    /// each.
    void findKeys(const Model &model, const FindOptions &options, const TakeKey &take) const;
    [[nodiscard]] qint64 count(const Model &model, const CountOptions &options = {}) const;

    /// The fresh instance; `instance` stays as it is.
    Instance save(const Instance &instance, const SaveOptions &options = {}) const;
    Instance destroy(const Instance &instance, const InstanceDestroyOptions &options = {}) const;

private:
    friend class Sequelize;

    Session(const Sequelize &sequelize, Connection &connection)
        : m_sequelize(sequelize)
        , m_connection(connection)
    {
    }
    /// Throws UsageError for a model of another database.
    void check(const Model &model) const;

    const Sequelize &m_sequelize;
    Connection &m_connection;
};

} // namespace orm
