#pragma once

#include <QByteArray>
#include <QString>

#include <QtEndian>

/// Takes a message of TDS apart, from its beginning to its end. What is asked for behind the end is
/// zero or empty, and isBroken() tells.
class TdsReader
{
public:
    explicit TdsReader(const QByteArray &bytes)
        : m_bytes(bytes)
    {
    }

    [[nodiscard]] bool atEnd() const { return m_at >= m_bytes.size(); }
    [[nodiscard]] bool isBroken() const { return m_isBroken; }
    QByteArray bytes(qsizetype count)
    {
        m_isBroken = m_isBroken || count < 0 || m_at + count > m_bytes.size();
        if (m_isBroken)
            return {};
        m_at += count;
        return m_bytes.mid(m_at - count, count);
    }
    /// A whole number, the lowest byte first.
    template<typename Number>
    Number number()
    {
        const QByteArray raw = bytes(sizeof(Number));
        return raw.isEmpty() ? Number(0) : qFromLittleEndian<Number>(raw.constData());
    }
    /// UTF-16 of so many units.
    QString text(qsizetype units)
    {
        const QByteArray raw = bytes(2 * units);
        QString text(raw.size() / 2, Qt::Uninitialized);
        for (qsizetype i = 0; i < text.size(); ++i)
            text[i] = QChar(qFromLittleEndian<char16_t>(raw.constData() + 2 * i));
        return text;
    }
    /// The text whose length stands in a byte before it.
    QString shortText() { return text(number<quint8>()); }
    void skipHeaders()
    {
        const auto length = number<quint32>();
        bytes(qsizetype(length) - 4);
    }

private:
    QByteArray m_bytes;
    qsizetype m_at = 0;
    bool m_isBroken = false;
};

/// Makes a message of TDS.
class TdsWriter
{
public:
    [[nodiscard]] const QByteArray &bytes() const { return m_bytes; }
    template<typename Number>
    TdsWriter &number(Number value)
    {
        char raw[sizeof(Number)];
        qToLittleEndian(value, raw);
        m_bytes.append(raw, sizeof(Number));
        return *this;
    }
    TdsWriter &raw(const QByteArray &bytes)
    {
        m_bytes += bytes;
        return *this;
    }
    TdsWriter &text(const QString &text)
    {
        for (const QChar unit : text)
            number(quint16(unit.unicode()));
        return *this;
    }
    /// With its length in a byte before it.
    TdsWriter &shortText(const QString &words) { return number(quint8(words.size())).text(words); }
    /// With its length in two bytes before it.
    TdsWriter &longText(const QString &words) { return number(quint16(words.size())).text(words); }
    /// With its length in two bytes before it.
    TdsWriter &part(const TdsWriter &inner)
    {
        return number(quint16(inner.bytes().size())).raw(inner.bytes());
    }

private:
    QByteArray m_bytes;
};
