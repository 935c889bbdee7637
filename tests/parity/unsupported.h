#pragma once

#include <QString>

namespace parity {

/// Thrown where a case asks for something that the library or this runner does not have. The case
/// then fails with this reason, and the run goes on.
struct Unsupported
{
    QString what; ///< "option `include` of findAll"
};

} // namespace parity
