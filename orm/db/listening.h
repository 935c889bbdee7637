#pragma once

namespace orm {

/// Listens to what a server tells unasked, over a connection of its own that is opened again after
/// a loss. Ends when it goes, without waiting for the network.
class Listening
{
public:
    Listening() = default;
    Listening(const Listening &) = delete;
    Listening &operator=(const Listening &) = delete;
    virtual ~Listening() = default;
};

} // namespace orm
