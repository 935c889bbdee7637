#include "orm/core/text.h"

#include <array>
#include <cstring>

namespace orm {

namespace {

/// A name that was seen at `place`. What stands there is compared, as it may have changed.
struct Seen
{
    static constexpr size_t room = 24;

    const char *place = nullptr;
    std::array<char, room> utf8{};
    QString text;
};

constexpr size_t placesKept = 128;

size_t slotOf(const char *place)
{
    // Literals lie side by side, a few bytes each.
    const auto address = reinterpret_cast<quintptr>(place);
    return (address ^ (address >> 7U)) % placesKept;
}

} // namespace

QString sharedText(const char *utf8)
{
    if (!utf8)
        return {};
    thread_local std::array<Seen, placesKept> seen;
    Seen &mine = seen[slotOf(utf8)];
    if (mine.place == utf8 && std::strcmp(mine.utf8.data(), utf8) == 0)
        return mine.text;
    const size_t length = std::strlen(utf8);
    QString text = QString::fromUtf8(utf8, qsizetype(length));
    if (length < Seen::room) {
        mine.place = utf8;
        std::memcpy(mine.utf8.data(), utf8, length + 1);
        mine.text = text;
    }
    return text;
}

} // namespace orm
