#include "app/textdecoder.h"

namespace {

/// Windows-1252 from 0x80 to 0x9F, where it differs from Latin-1. The five bytes it leaves open
/// keep Latin-1's control characters.
constexpr char16_t windowsOnly[32] = {
    0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x008D, 0x017D, 0x008F, 0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178};

QString fromWindows1252(QByteArrayView bytes)
{
    QString text = QString::fromLatin1(bytes);
    for (QChar &c : text)
        if (c.unicode() >= 0x80 && c.unicode() < 0xA0)
            c = QChar(windowsOnly[c.unicode() - 0x80]);
    return text;
}

} // namespace

TextDecoder::TextDecoder(TextEncoding encoding)
    : m_encoding(encoding)
    , m_decoder(encoding == TextEncoding::Utf16 ? QStringConverter::Utf16 : QStringConverter::Utf8)
{
}

QByteArray TextDecoder::toUtf8(QByteArrayView bytes)
{
    if (m_encoding == TextEncoding::Windows1252)
        return fromWindows1252(bytes).toUtf8();
    const QString text = m_decoder(bytes);
    return text.toUtf8();
}
