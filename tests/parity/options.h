#pragma once

#include "calls.h"

namespace parity {

// The options of a call, from the argument at `index`; each throws Unsupported for an option that
// it does not know.
[[nodiscard]] orm::FindOptions findOptions(const Call &call, size_t index);
[[nodiscard]] orm::CountOptions countOptions(const Call &call, size_t index);
[[nodiscard]] orm::GroupOptions groupOptions(const Call &call, size_t index);
[[nodiscard]] orm::AggregateOptions aggregateOptions(const Call &call, size_t index);
/// `model`: the one that rows are created of, when it is not the call's.
[[nodiscard]] orm::CreateOptions createOptions(const Call &call, size_t index,
                                               const orm::Model *model = nullptr);
[[nodiscard]] orm::BulkCreateOptions bulkCreateOptions(const Call &call, size_t index);
[[nodiscard]] orm::UpsertOptions upsertOptions(const Call &call, size_t index);
[[nodiscard]] orm::FindOrCreateOptions findOrCreateOptions(const Call &call, size_t index);
[[nodiscard]] orm::SaveOptions saveOptions(const Call &call, size_t index);
[[nodiscard]] orm::UpdateOptions updateOptions(const Call &call, size_t index);
[[nodiscard]] orm::DestroyOptions destroyOptions(const Call &call, size_t index);
[[nodiscard]] orm::InstanceDestroyOptions instanceDestroyOptions(const Call &call, size_t index);
[[nodiscard]] orm::RestoreOptions restoreOptions(const Call &call, size_t index);
[[nodiscard]] orm::TruncateOptions truncateOptions(const Call &call, size_t index);
[[nodiscard]] orm::BuildOptions buildOptions(const Call &call, size_t index);
[[nodiscard]] orm::IncrementOptions incrementOptions(const Call &call, size_t index);
[[nodiscard]] orm::DropOptions dropOptions(const Call &call, size_t index);
[[nodiscard]] orm::SyncOptions syncOptions(const Call &call, size_t index);
[[nodiscard]] orm::QueryOptions queryOptions(const Call &call, size_t index);
/// The options of a scope.
[[nodiscard]] orm::FindOptions decodeFindOptions(const Decoder &decoder, const Json &json);
/// For calls that take no option but the transaction they are in.
void noOptions(const Call &call, size_t index);

} // namespace parity
