#pragma once

#include <QVariant>

namespace orm {

/// What `value` holds, without a copy and unchecked: it must be of that very type.
template<typename T>
[[nodiscard]] const T &held(const QVariant &value)
{
    return *static_cast<const T *>(value.constData());
}

} // namespace orm
