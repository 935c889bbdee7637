#pragma once

#include "orm/db/connectionoptions.h"

#include <atomic>
#include <functional>
#include <memory>
#include <vector>

namespace orm {

class Connection;

/// The hosts of a server, which stand in for each other, and which of them did last. Safe on every
/// thread.
class Hosts
{
public:
    /// Opens a connection as `options`, of one host, say.
    using Open = std::function<std::unique_ptr<Connection>(const ConnectionOptions &options)>;

    /// Those of `options`, which may name several as "db1,db2:5433". Throws UsageError for a port
    /// that is none.
    explicit Hosts(const ConnectionOptions &options);

    /// A connection to the first host to which `open` opens one, beginning with the one that did
    /// last. Throws what `open` does where there is but one; of several, a ConnectionError of the
    /// first one's class with the failure of each.
    [[nodiscard]] std::unique_ptr<Connection> open(const Open &open);
    /// The options of each.
    [[nodiscard]] const std::vector<ConnectionOptions> &all() const { return m_hosts; }
    /// "db1:5432": the one that did last, or comes first.
    [[nodiscard]] QString current() const;

private:
    std::vector<ConnectionOptions> m_hosts;
    std::atomic<size_t> m_current = 0;
};

} // namespace orm
