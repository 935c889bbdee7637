#include "barehop.h"

#include "rounds.h"

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace bench {

namespace {

/// Two threads that take turns.
class PingPong
{
public:
    PingPong()
        : m_other([this] { answer(); })
    {
    }
    ~PingPong()
    {
        pass(Turn::Over);
        m_other.join();
    }
    PingPong(const PingPong &) = delete;
    PingPong &operator=(const PingPong &) = delete;

    void round()
    {
        pass(Turn::Theirs);
        std::unique_lock lock(m_mutex);
        m_wake.wait(lock, [this] { return m_turn == Turn::Ours; });
    }

private:
    enum class Turn { Ours, Theirs, Over };

    void pass(Turn turn)
    {
        {
            const std::lock_guard lock(m_mutex);
            m_turn = turn;
        }
        m_wake.notify_one();
    }

    void answer()
    {
        for (;;) {
            {
                std::unique_lock lock(m_mutex);
                m_wake.wait(lock, [this] { return m_turn != Turn::Ours; });
                if (m_turn == Turn::Over)
                    return;
            }
            pass(Turn::Ours);
        }
    }

    std::mutex m_mutex;
    std::condition_variable m_wake;
    Turn m_turn = Turn::Ours;
    std::thread m_other; // the last member: it uses the others
};

} // namespace

double bareHop()
{
    constexpr int rounds = 5'000;
    PingPong pair;
    std::vector<double> times;
    for (int i = 0; i < rounds; ++i) {
        const auto from = std::chrono::steady_clock::now();
        pair.round();
        const std::chrono::duration<double, std::micro> took =
            std::chrono::steady_clock::now() - from;
        times.push_back(took.count());
    }
    return median(std::move(times));
}

} // namespace bench
