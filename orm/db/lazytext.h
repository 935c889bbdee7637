#pragma once

#include <QString>

#include <concepts>
#include <memory>
#include <utility>

namespace orm {

/// A text that is made each time somebody reads it, such as the text of a call that only a log
/// shows. Copies share what it is made of, so that they cost next to nothing and may be read on any
/// thread; what makes the text must own all that it needs.
class LazyText
{
public:
    /// No text.
    LazyText() = default;
    /// A text that is there already.
    LazyText(const QString &text)
        : m_text(text)
    {
    }
    /// A text that `make` gives.
    template<std::invocable Make>
    [[nodiscard]] static LazyText of(Make make)
    {
        LazyText text;
        text.m_maker = std::make_shared<MakerOf<Make>>(std::move(make));
        return text;
    }

    /// The text, made now if it was not given.
    [[nodiscard]] QString text() const { return m_maker ? m_maker->text() : m_text; }
    /// Whether no text was given; one that is made may turn out to be empty all the same.
    [[nodiscard]] bool isEmpty() const { return !m_maker && m_text.isEmpty(); }

private:
    struct Maker
    {
        Maker() = default;
        Maker(const Maker &) = delete;
        Maker &operator=(const Maker &) = delete;
        virtual ~Maker() = default;
        [[nodiscard]] virtual QString text() const = 0;
    };
    template<typename Make>
    struct MakerOf final : Maker
    {
        explicit MakerOf(Make &&given)
            : make(std::move(given))
        {
        }
        [[nodiscard]] QString text() const override { return make(); }
        Make make;
    };

    QString m_text;
    std::shared_ptr<const Maker> m_maker;
};

} // namespace orm
