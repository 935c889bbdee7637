#pragma once

#include <QList>
#include <QString>
#include <QStringList>

#include <vector>

/// A value, or a row, that is another one in the copy.
struct CopyDifference
{
    QString table = {};
    QString key = {};   ///< "17", or "17, 3" of a key of two.
    QString field = {}; ///< Empty: the whole row is missing, there or here.
    QString here = {};  ///< Of the shop.
    QString there = {}; ///< Of the copy.

    bool operator==(const CopyDifference &) const = default;
};

/// What came of one table.
struct CopiedCount
{
    QString table = {};
    qint64 here = 0;  ///< Rows of the shop.
    qint64 there = 0; ///< Rows of the copy.
    qint64 equal = 0; ///< Rows that were compared, value by value, and are the same.

    [[nodiscard]] bool isEqual() const { return here == there && equal == here; }
};

/// Whether the user agrees that values are rounded which the copy cannot keep as they are.
enum class CopyRounding : quint8 { Refuse, Allow };

/// What came of a copy.
struct CopyResult
{
    std::vector<CopiedCount> tables = {};
    QList<CopyDifference> differences = {}; ///< The first of them; at most maxExamples.
    qint64 different = 0;                   ///< How many there are in all.
    /// What is in the shop and not in the copy, since other programs have made it: "books.shelf".
    QStringList leftOut = {};
    /// Rows with a value that another program has written more exactly than the copy can keep it: a
    /// price with more places, a moment with parts of a millisecond.
    qint64 rounded = 0;
    QList<CopyDifference> roundings = {}; ///< The first such values; at most maxExamples.
    CopyRounding rounding = CopyRounding::Refuse;
    /// Whether nothing but roundings stands in the way.
    [[nodiscard]] bool waitsForConsent() const
    {
        return different == 0 && rounded > 0 && rounding == CopyRounding::Refuse;
    }
    /// Nothing is kept of a copy that is not equal.
    [[nodiscard]] bool isKept() const { return different == 0 && !waitsForConsent(); }
    [[nodiscard]] qint64 rows() const
    {
        qint64 sum = 0;
        for (const CopiedCount &table : tables)
            sum += table.there;
        return sum;
    }

    static constexpr qsizetype maxExamples = 100;
};
