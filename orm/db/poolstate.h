#pragma once

namespace orm {

/// How many connections a database has, and who waits for one, at one moment.
struct PoolState
{
    int size = 0;      ///< Connections, open or about to be.
    int available = 0; ///< Open ones that nobody uses.
    int inUse = 0;     ///< Those of calls and transactions that run.
    int waiting = 0;   ///< Calls for which none is free.
};

} // namespace orm
