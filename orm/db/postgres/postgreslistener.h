#pragma once

#include "orm/db/connectionoptions.h"
#include "orm/db/listening.h"

#include <QString>

#include <functional>
#include <memory>
#include <vector>

namespace orm {

/// LISTEN on a thread of its own.
class PostgresListening final : public Listening
{
public:
    /// Calls `news` on that thread when somebody has sent NOTIFY to `channel`, and when the
    /// connection has been opened, since something may have been said before. `hosts` stand in for
    /// each other.
    PostgresListening(std::vector<ConnectionOptions> hosts, const QString &channel,
                      std::function<void()> news);
    /// `news` is not called any more.
    ~PostgresListening() override;

private:
    struct State;

    std::shared_ptr<State> m_state; ///< Shared with the thread, which may end later.
};

} // namespace orm
