#pragma once

#include "support/tdsbytes.h"

#include <QVariant>

/// A type of SQL Server as it travels, such as nvarchar or decimal(12, 4).
struct TdsType
{
    /// The byte that says which one it is.
    enum Kind : quint8 {
        Image = 0x22,
        Text = 0x23,
        Guid = 0x24,
        Int = 0x26,
        Date = 0x28,
        Time = 0x29,
        DateTime2 = 0x2a,
        DateTimeOffset = 0x2b,
        NText = 0x63,
        Bit = 0x68,
        Decimal = 0x6a,
        Numeric = 0x6c,
        Float = 0x6d,
        DateTime = 0x6f,
        VarBinary = 0xa5,
        VarChar = 0xa7,
        Binary = 0xad,
        Char = 0xaf,
        NVarChar = 0xe7,
        NChar = 0xef,
    };

    Kind kind = NVarChar;
    quint32 size = 8'000; ///< Bytes at most.
    int precision = 18;   ///< Of a decimal.
    int scale = 0;        ///< Of a decimal or a moment.

    static TdsType integer(int bytes = 4) { return {.kind = Int, .size = quint32(bytes)}; }
    static TdsType bit() { return {.kind = Bit, .size = 1}; }
    static TdsType real() { return {.kind = Float, .size = 8}; }
    static TdsType text(int units = 255) { return {.size = quint32(2 * units)}; }
    static TdsType longText() { return {.size = 0xffff}; }
    static TdsType blob() { return {.kind = VarBinary, .size = 0xffff}; }
    static TdsType decimal(int precision, int scale)
    {
        return {.kind = Decimal, .size = 17, .precision = precision, .scale = scale};
    }
    static TdsType moment(int scale = 7) { return {.kind = DateTimeOffset, .scale = scale}; }
    static TdsType wallTime(int scale = 7) { return {.kind = DateTime2, .scale = scale}; }
    static TdsType day() { return {.kind = Date}; }
    static TdsType key() { return {.kind = Guid, .size = 16}; }

    /// As a declaration names it, without numbers: "nvarchar".
    [[nodiscard]] QString name() const;
    void write(TdsWriter &writer) const;
    /// The value, or NULL: whole numbers and texts as they are, decimals as their digits, moments
    /// as QDateTime.
    void writeValue(TdsWriter &writer, const QVariant &value) const;

    [[nodiscard]] static TdsType read(TdsReader &reader);
    /// Null for NULL.
    [[nodiscard]] QVariant readValue(TdsReader &reader) const;

private:
    [[nodiscard]] bool isText() const;
    [[nodiscard]] bool isWide() const { return kind == NVarChar || kind == NChar || kind == NText; }
    [[nodiscard]] bool isBytes() const { return isText() || kind == VarBinary || kind == Binary; }
    [[nodiscard]] bool isPointed() const { return kind == Image || kind == Text || kind == NText; }
    [[nodiscard]] QByteArray packed(const QVariant &value) const;
    [[nodiscard]] QByteArray packedDecimal(const QString &digits) const;
    [[nodiscard]] QVariant unpacked(const QByteArray &bytes) const;
    [[nodiscard]] QVariant unpackedDecimal(const QByteArray &bytes) const;
    [[nodiscard]] QVariant unpackedMoment(const QByteArray &bytes) const;
};
