#pragma once

#include <QString>

#include <functional>
#include <memory>

namespace orm {

/// One who listens to a channel. Ends when it goes, without waiting for the network.
class Listening
{
public:
    Listening() = default;
    Listening(const Listening &) = delete;
    Listening &operator=(const Listening &) = delete;
    virtual ~Listening() = default;
};

/// Hears what a server tells unasked, on all channels over one connection of its own that is opened
/// again after a loss.
class Listener
{
public:
    Listener() = default;
    Listener(const Listener &) = delete;
    Listener &operator=(const Listener &) = delete;
    virtual ~Listener() = default;

    /// Calls `news`, on a thread of the listener's own, when somebody has sent to `channel`, and
    /// once when it begins to listen or begins again, since something may have been said before.
    /// `news` is not called any more once the answer has gone.
    [[nodiscard]] virtual std::unique_ptr<Listening> listen(const QString &channel,
                                                            std::function<void()> news) = 0;
};

} // namespace orm
