#pragma once

#include "contender.h"

namespace bench {

/// A book as a program without Qt keeps it.
struct RawBook
{
    qint64 id = 0;
    std::string title;
    std::string author;
    double price = 0;
    qint64 createdAt = 0;
    qint64 updatedAt = 0;
};

/// The book in the present row of a statement that begins with `selectSql`.
[[nodiscard]] inline RawBook readBook(const RawStatement &row)
{
    return {row.integer(0),
            std::string(row.text(1), size_t(row.size(1))),
            std::string(row.text(2), size_t(row.size(2))),
            row.real(3),
            parseMoment(row.text(4)),
            parseMoment(row.text(5))};
}

} // namespace bench
