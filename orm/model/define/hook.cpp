#include "orm/model/define/hook.h"

namespace orm {

HookFunctions::HookFunctions(std::atomic<int> &count)
    : m_count(count)
    , m_functions(std::make_shared<const List>())
{
}

bool HookFunctions::remove(const Text &name)
{
    const std::lock_guard lock(m_mutex);
    auto left = std::make_shared<List>(*m_functions);
    const auto removed = std::erase_if(*left, [&](const Named &each) { return each.name == name; });
    m_functions = std::move(left);
    m_count -= int(removed);
    return removed > 0;
}

bool HookFunctions::isEmpty() const
{
    return functions()->empty();
}

void HookFunctions::add(Named named)
{
    const std::lock_guard lock(m_mutex);
    auto more = std::make_shared<List>(*m_functions);
    more->push_back(std::move(named));
    m_functions = std::move(more);
    ++m_count;
}

void HookFunctions::runAll(const void *const *arguments) const
{
    const std::shared_ptr<const List> kept = functions();
    for (const Named &each : *kept)
        each.function(arguments);
}

std::shared_ptr<const HookFunctions::List> HookFunctions::functions() const
{
    const std::lock_guard lock(m_mutex);
    return m_functions;
}

} // namespace orm
