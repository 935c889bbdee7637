#pragma once

#include <QString>

#include <concepts>
#include <functional>
#include <memory>
#include <utility>

namespace orm {

/// Who is told of the statements of one call, in place of the `logging` of its database:
/// `{.logging = toConsole}`, `{.logging = nullptr}` for nobody. Whoever listens to the log of the
/// database is told all the same.
class CallLog
{
public:
    /// As the database says.
    CallLog() = default;
    /// Nobody.
    CallLog(std::nullptr_t)
        : m_isOwn(true)
    {
    }
    /// That function, as `Options::logging` takes it; an empty one is nobody.
    template<std::invocable<const QString &> Function>
    CallLog(Function function)
        : m_isOwn(true)
    {
        if (std::function<void(const QString &)> told(std::move(function)); told)
            m_function = std::make_shared<const std::function<void(const QString &)>>(told);
    }

    /// The same with the milliseconds of each statement in its line; Sequelize's `benchmark`.
    [[nodiscard]] CallLog benchmarked() const
    {
        CallLog other = *this;
        other.m_isBenchmarked = true;
        return other;
    }

    /// Whether the call says who is told.
    [[nodiscard]] bool isOwn() const { return m_isOwn; }
    /// Who is; null: nobody, or those whom the database says.
    [[nodiscard]] const std::function<void(const QString &)> *function() const
    {
        return m_function.get();
    }
    /// Whether lines have the milliseconds, whatever the database says.
    [[nodiscard]] bool isBenchmarked() const { return m_isBenchmarked; }

private:
    bool m_isOwn = false;
    bool m_isBenchmarked = false;
    std::shared_ptr<const std::function<void(const QString &)>> m_function;
};

} // namespace orm
