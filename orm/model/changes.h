#pragma once

#include "orm/core/text.h"

#include <functional>
#include <memory>

class QObject;

namespace orm {

class ModelManager;
struct ModelData;

/// What Sequelize::changes() is told.
struct ChangesOptions
{
    /// Milliseconds between two looks, where the database does not tell of changes by itself.
    int interval = 1'000;
    /// PostgreSQL: what is listened to. Default: the table, behind its schema where it has one.
    Text channel = {};
    /// PostgreSQL: makes a trigger that sends to the channel whatever changes the table, unless
    /// there is one. Without it somebody must send: `NOTIFY books`.
    bool triggers = false;
};

/// Ends when it is destroyed, on the thread where it was made.
using ChangesSubscription = std::shared_ptr<void>;

/// See Sequelize::changes(). `model` is one of `models`.
[[nodiscard]] ChangesSubscription
subscribeToChanges(const std::shared_ptr<const ModelManager> &models, const ModelData &model,
                   QObject *receiver, std::function<void()> onChange,
                   const ChangesOptions &options);

} // namespace orm
