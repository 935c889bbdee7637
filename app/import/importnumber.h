#pragma once

#include <QString>

#include <optional>

/// How a file writes its numbers.
struct NumberStyle
{
    /// Between whole and fraction, `.` or `,`; nothing when the file does not tell.
    std::optional<QChar> decimalMark;
    /// Some numbers have the one mark and some the other, so that neither is known to stand between
    /// thousands.
    bool isMixed = false;

    bool operator==(const NumberStyle &) const = default;
};

/// What a number tells about the decimal mark of its file.
enum class MarkHint : quint8 {
    None,  ///< Nothing: it has no such mark, or is no number.
    Point, ///< It is a number with a point only.
    Comma, ///< It is a number with a comma only.
    Open   ///< It is two numbers, as 1,234 is.
};
[[nodiscard]] MarkHint markHint(QStringView cell);

/// What a cell is as a number.
struct ReadNumber
{
    enum class Kind : quint8 {
        Number,
        NoNumber,     ///< Nobody reads it as a number: "on request", "1,2,3", "12 50".
        OtherMark,    ///< It is one with the other decimal mark only.
        Open,         ///< It is two numbers, and the file does not tell which.
        TooManyPlaces ///< It has more digits behind the mark than can be stored.
    };
    Kind kind = Kind::NoNumber;
    QString text = {};  ///< As the database takes it: with a point and without other marks.
    QString other = {}; ///< The second one of two numbers.
};

/// Reads "€ 1.234,50" as 1234.50. A mark between thousands counts only before exactly three digits,
/// and no mark is ever just left out: what does not fit is no number. `places` is the most digits
/// behind the decimal mark; zeros beyond them do no harm.
[[nodiscard]] ReadNumber readNumber(const QString &cell, const NumberStyle &style, int places);

/// The whole number above 0 that a cell holds, in digits alone, as keys are written.
[[nodiscard]] std::optional<qint64> keyIn(QStringView cell);

/// Whether it is a number for people, with either mark or a currency.
[[nodiscard]] bool looksLikeNumber(const QString &cell);
