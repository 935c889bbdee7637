#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/listening.h"

#include <memory>
#include <vector>

namespace orm {

/// LISTEN on a thread of its own. Ends when it goes, without waiting for the network.
class PostgresListener final : public Listener,
                               public std::enable_shared_from_this<PostgresListener>
{
public:
    /// `hosts` stand in for each other.
    explicit PostgresListener(std::vector<ConnectionOptions> hosts);
    ~PostgresListener() override;

    [[nodiscard]] std::unique_ptr<Listening> listen(const QString &channel,
                                                    std::function<void()> news) override;

private:
    struct State;

    const std::shared_ptr<State> m_state; ///< Shared with the thread, which may end later.
};

} // namespace orm
