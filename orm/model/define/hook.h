#pragma once

#include "orm/core/text.h"
#include "orm/core/wait.h"

#include <atomic>
#include <functional>
#include <memory>
#include <mutex>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace orm {

/// What a hook keeps, whatever its functions take: they get the addresses of the arguments.
class HookFunctions
{
public:
    HookFunctions(const HookFunctions &) = delete;
    HookFunctions &operator=(const HookFunctions &) = delete;
    /// Removes the functions of that name; false when there are none.
    bool remove(const Text &name);
    /// Whether there is no function.
    [[nodiscard]] bool isEmpty() const;

protected:
    /// A function with its name, empty for none.
    struct Named
    {
        QString name;                                               ///< Empty: it has none.
        std::function<void(const void *const *arguments)> function; ///< Never empty.
    };

    /// Of a set whose functions `count` counts.
    explicit HookFunctions(std::atomic<int> &count);
    ~HookFunctions() = default;
    /// Puts it behind those that are there.
    void add(Named named);
    /// Runs those that are there now.
    void runAll(const void *const *arguments) const;

private:
    using List = std::vector<Named>;
    [[nodiscard]] std::shared_ptr<const List> functions() const;

    std::atomic<int> &m_count;
    mutable std::mutex m_mutex;
    std::shared_ptr<const List> m_functions;
};

/// The functions that run at one moment in the life of a row or a call, in the order in which they
/// were added:
///
///     Book.hooks().beforeSave([](Instance &book) { book["slug"] = slugOf(book["title"]); });
///
/// A function takes `Arguments &...`, or only the first of them, or nothing, and may change those
/// that are not const. What it throws stops the call, and the call throws it. It runs on the worker
/// of the call, inside its transaction, so that calls of the ORM in it run at once; a QFuture that
/// it answers with is waited for, and stops the call when it failed or was cancelled. Adding and
/// removing is safe on every thread, also while calls run; those keep the functions that they
/// found.
template<typename... Arguments>
class Hook : public HookFunctions
{
public:
    /// Of a set whose functions `count` counts.
    explicit Hook(std::atomic<int> &count)
        : HookFunctions(count)
    {
    }
    ///@{
    /// Adds a function, under a name by which it can be removed again.
    template<typename Function>
    void operator()(const Text &name, Function function)
    {
        static_assert(takesFirst<Function>() >= 0, "A hook takes its arguments, or the first of "
                                                   "them, by reference: [](Instance &row) { … }.");
        add({name, [function = std::move(function)](const void *const *arguments) mutable {
                 call(function, arguments,
                      std::make_index_sequence<size_t(takesFirst<Function>())>());
             }});
    }
    template<typename Function>
    void operator()(Function function)
    {
        (*this)(Text(), std::move(function));
    }
    ///@}
    /// Runs them; for the library's own use.
    void run(Arguments &...arguments) const
    {
        const void *const addresses[] = {&arguments...};
        runAll(addresses);
    }

private:
    /// How many of the arguments the function takes; -1: it takes others.
    template<typename Function>
    static constexpr int takesFirst()
    {
        return takesFirst<Function>(std::make_index_sequence<sizeof...(Arguments)>());
    }
    template<typename Function, size_t... Indexes>
    static constexpr int takesFirst(std::index_sequence<Indexes...> indexes)
    {
        using All = std::tuple<Arguments &...>;
        if constexpr (std::is_invocable_v<Function &, std::tuple_element_t<Indexes, All>...>)
            return int(indexes.size());
        else if constexpr (sizeof...(Indexes) > 0)
            return takesFirst<Function>(std::make_index_sequence<sizeof...(Indexes) - 1>());
        else
            return -1;
    }
    template<typename Function, size_t... Indexes>
    static void call(Function &function, const void *const *arguments,
                     std::index_sequence<Indexes...> /*first*/)
    {
        // They come from run(), which was given each as what is taken here.
        using All = std::tuple<Arguments...>;
        auto answer = [&]() -> decltype(auto) {
            return function(*static_cast<std::tuple_element_t<Indexes, All> *>(
                const_cast<void *>(arguments[Indexes]))...);
        };
        if constexpr (requires { answer().waitForFinished(); })
            (void)wait(answer());
        else
            answer();
    }
};

/// A hook that stands for two, as `beforeSave` does for `beforeCreate` and `beforeUpdate`: a
/// function becomes one of both, among theirs.
template<typename One>
class BothHooks
{
public:
    /// For these two, which must stay.
    BothHooks(One &first, One &second)
        : m_first(first)
        , m_second(second)
    {
    }
    ///@{
    /// Adds a function to both, under a name by which it can be removed again.
    template<typename Function>
    void operator()(const Text &name, Function function)
    {
        m_first(name, function);
        m_second(name, std::move(function));
    }
    template<typename Function>
    void operator()(Function function)
    {
        (*this)(Text(), std::move(function));
    }
    ///@}
    /// Removes the functions of that name from both; false when there are none.
    bool remove(const Text &name)
    {
        const bool wasInFirst = m_first.remove(name);
        return m_second.remove(name) || wasInFirst;
    }

private:
    One &m_first;
    One &m_second;
};

} // namespace orm
