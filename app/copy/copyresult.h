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

/// What came of a copy.
struct CopyResult
{
    std::vector<CopiedCount> tables = {};
    QList<CopyDifference> differences = {}; ///< The first of them; at most maxExamples.
    qint64 different = 0;                   ///< How many there are in all.
    /// What is in the shop and not in the copy, since other programs have made it: "books.shelf".
    QStringList leftOut = {};
    qint64 rounded = 0; ///< Prices with more places than two, which are rounded in the copy.
    /// Nothing is kept of a copy that is not equal.
    [[nodiscard]] bool isKept() const { return different == 0; }
    [[nodiscard]] qint64 rows() const
    {
        qint64 sum = 0;
        for (const CopiedCount &table : tables)
            sum += table.there;
        return sum;
    }

    static constexpr qsizetype maxExamples = 100;
};
