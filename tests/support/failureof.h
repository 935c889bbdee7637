#pragma once

#include "orm/core/error.h"

#include <memory>

/// What `work` fails with; null: it does not fail.
template<typename Work>
[[nodiscard]] std::unique_ptr<const orm::BaseError> failureOf(const Work &work)
{
    try {
        work();
    } catch (...) {
        return orm::cloned(std::current_exception());
    }
    return nullptr;
}
