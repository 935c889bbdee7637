#pragma once

#include <QtGlobal>

#include <algorithm>
#include <array>
#include <atomic>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

/// A network between a program and a server on this machine, which can be paused, made to swallow
/// answers, and cut.
class Proxy
{
public:
    enum class State {
        Open,
        Paused, ///< Nothing passes; connections are accepted.
        Mute    ///< What the server answers does not pass.
    };

    explicit Proxy(quint16 serverPort)
        : m_serverPort(serverPort)
        , m_listener(listening(&m_port))
        , m_thread([this] { run(); })
    {
    }
    ~Proxy()
    {
        m_isEnding = true;
        m_thread.join();
        cut();
        ::close(m_listener);
    }
    Proxy(const Proxy &) = delete;
    Proxy &operator=(const Proxy &) = delete;

    [[nodiscard]] quint16 port() const { return m_port; }
    void setState(State state)
    {
        m_state = state;
        m_passed = 0;
    }
    /// Bytes that went to the server since the state was set.
    [[nodiscard]] qint64 passed() const { return m_passed; }
    /// Whether there are bytes for the server that have not passed yet.
    [[nodiscard]] bool holdsRequests()
    {
        const std::lock_guard lock(m_mutex);
        return std::ranges::any_of(m_pairs, [](const Pair &pair) { return isReady(pair.client); });
    }
    /// Ends each connection over which the client sends these words; empty: none.
    void setFatalWords(const std::string &words)
    {
        const std::lock_guard lock(m_mutex);
        m_fatalWords = words;
    }
    /// Is mute from where a client sends these words.
    void setSilencingWords(const std::string &words)
    {
        const std::lock_guard lock(m_mutex);
        m_silencingWords = words;
    }
    /// Ends each connection behind so many bytes more of answers; 0: none.
    void setFatalBytes(qint64 bytes)
    {
        const std::lock_guard lock(m_mutex);
        m_fatalBytes = bytes;
    }
    /// Ends all connections.
    void cut()
    {
        const std::lock_guard lock(m_mutex);
        for (const Pair &pair : m_pairs)
            close(pair);
        m_pairs.clear();
    }

private:
    struct Pair
    {
        int client;
        int server;
    };

    static sockaddr_in loopback(quint16 port)
    {
        sockaddr_in address{};
        address.sin_family = AF_INET;
        address.sin_port = htons(port);
        address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
        return address;
    }
    static int listening(quint16 *port)
    {
        constexpr int backlog = 50;
        const int listener = ::socket(AF_INET, SOCK_STREAM, 0);
        sockaddr_in address = loopback(0);
        socklen_t size = sizeof address;
        ::bind(listener, reinterpret_cast<sockaddr *>(&address), size);
        ::listen(listener, backlog);
        ::getsockname(listener, reinterpret_cast<sockaddr *>(&address), &size);
        *port = ntohs(address.sin_port);
        return listener;
    }
    static void close(const Pair &pair)
    {
        ::close(pair.client);
        ::close(pair.server);
    }
    static bool isReady(int socket)
    {
        pollfd one{.fd = socket, .events = POLLIN, .revents = 0};
        return ::poll(&one, 1, 0) > 0;
    }

    static bool holds(std::string_view sent, const std::string &words)
    {
        return !words.empty() && sent.find(words) != std::string_view::npos;
    }

    void accept()
    {
        const Pair pair{::accept(m_listener, nullptr, nullptr), ::socket(AF_INET, SOCK_STREAM, 0)};
        const sockaddr_in address = loopback(m_serverPort);
        if (::connect(pair.server, reinterpret_cast<const sockaddr *>(&address), sizeof address)
            == 0)
            m_pairs.push_back(pair);
        else
            close(pair);
    }
    /// False when one side has ended.
    bool pass(int from, int to, std::atomic<qint64> *count, bool isSwallowed)
    {
        std::array<char, 16'384> bytes;
        const bool isFatal = !count && m_fatalBytes > 0;
        const size_t most =
            isFatal ? size_t(std::min<qint64>(m_fatalBytes, bytes.size())) : bytes.size();
        const ssize_t size = ::recv(from, bytes.data(), most, 0);
        if (size <= 0)
            return false;
        m_fatalBytes -= isFatal ? size : 0;
        const std::string_view sent(bytes.data(), count ? size_t(size) : 0);
        if (holds(sent, m_fatalWords))
            return false;
        if (holds(sent, m_silencingWords))
            m_state = State::Mute;
        if (!isSwallowed && ::send(to, bytes.data(), size_t(size), MSG_NOSIGNAL) != size)
            return false;
        if (count)
            *count += size;
        return !isFatal || m_fatalBytes > 0;
    }
    void turn()
    {
        const std::lock_guard lock(m_mutex);
        if (isReady(m_listener))
            accept();
        if (m_state == State::Paused)
            return;
        const auto ends = [this](const Pair &pair) {
            const bool goesOn =
                (!isReady(pair.client) || pass(pair.client, pair.server, &m_passed, false))
                && (!isReady(pair.server)
                    || pass(pair.server, pair.client, nullptr, m_state == State::Mute));
            if (!goesOn)
                close(pair);
            return !goesOn;
        };
        std::erase_if(m_pairs, ends);
    }
    void run()
    {
        while (!m_isEnding) {
            turn();
            ::usleep(200);
        }
    }

    const quint16 m_serverPort;
    quint16 m_port = 0;
    const int m_listener;
    std::mutex m_mutex;
    std::vector<Pair> m_pairs;
    std::string m_fatalWords;
    std::string m_silencingWords;
    qint64 m_fatalBytes = 0;
    std::atomic<State> m_state = State::Open;
    std::atomic<qint64> m_passed = 0;
    std::atomic<bool> m_isEnding = false;
    std::thread m_thread;
};
