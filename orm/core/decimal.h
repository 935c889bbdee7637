#pragma once

#include "orm/core/text.h"

#include <QMetaType>

#include <compare>
#include <optional>

class QDebug;
class QVariant;

namespace orm {

/// An exact decimal number of up to 38 digits, e.g. a price: 29.90 is 2990 with scale 2.
/// Trailing zeros are kept for display and do not count in comparisons.
class Decimal
{
public:
    Decimal() = default; ///< Zero.
    /// `unscaled` tenths for scale 1, hundredths for scale 2 and so on; `scale` from 0 to 38.
    Decimal(qint64 unscaled, int scale);
    /// As it is written, `Decimal("29.90")`; throws UsageError for what fromString() does not read.
    explicit Decimal(const Text &text);

    /// Reads "-12.50" or "1e3"; nothing when `text` is no number or has more than 38 digits.
    [[nodiscard]] static std::optional<Decimal> fromString(QStringView text);
    /// The shortest decimal number that reads back as `value`; nothing for NaN and infinity.
    [[nodiscard]] static std::optional<Decimal> fromDouble(double value);
    /// `value` rounded half away from zero to `scale` digits after the point; nothing for NaN,
    /// infinity and what does not fit in 38 digits.
    [[nodiscard]] static std::optional<Decimal> fromDouble(double value, int scale);

    /// The double nearest to `value` with `scale` places: 32.99 for 32.989000000000004.
    [[nodiscard]] static std::optional<double> rounded(double value, int scale);

    /// Digits after the point, trailing zeros among them.
    [[nodiscard]] int scale() const { return m_scale; }
    /// This number with exactly `scale` digits after the point, rounded half away from zero. Throws
    /// UsageError where that makes more than 38 digits.
    [[nodiscard]] Decimal rounded(int scale) const;
    /// The nearest double.
    [[nodiscard]] double toDouble() const;
    /// Plain digits with `scale()` places and never an exponent: "29.90".
    [[nodiscard]] QString toString() const;

    /// The same number below zero, or above.
    [[nodiscard]] Decimal operator-() const;
    ///@{
    /// The exact sum, with the larger of both scales. Throws UsageError for one of more than 38
    /// digits.
    Decimal &operator+=(const Decimal &other);
    friend Decimal operator+(Decimal left, const Decimal &right) { return left += right; }
    ///@}
    ///@{
    /// The exact difference, in the same way.
    Decimal &operator-=(const Decimal &other);
    friend Decimal operator-(Decimal left, const Decimal &right) { return left -= right; }
    ///@}
    ///@{
    /// The exact product, with as many places as both have together: 2.50 * 1.1 is 2.750. Throws
    /// UsageError for one of more than 38 digits.
    Decimal &operator*=(const Decimal &other);
    friend Decimal operator*(Decimal left, const Decimal &right) { return left *= right; }
    ///@}
    ///@{
    /// By value: 2.5 equals 2.50.
    friend bool operator==(const Decimal &left, const Decimal &right)
    {
        return compare(left, right) == 0;
    }
    friend std::strong_ordering operator<=>(const Decimal &left, const Decimal &right)
    {
        return compare(left, right) <=> 0;
    }
    ///@}

    /// The same as toString(), without quotes.
    friend QDebug operator<<(QDebug debug, const Decimal &value);

private:
    static int compare(const Decimal &left, const Decimal &right);

    // Two words instead of a 16-byte integer, so that a QVariant holds it without allocating.
    qint64 m_high = 0;
    quint64 m_low = 0;
    int m_scale = 0;
};

/// Whether `value` is a Decimal.
[[nodiscard]] bool holdsDecimal(const QVariant &value);

} // namespace orm

Q_DECLARE_METATYPE(orm::Decimal)
