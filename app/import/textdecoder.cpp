#include "app/import/textdecoder.h"

#include <algorithm>
#include <utility>

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

/// The length of `text` without a character at its end that is not whole.
qsizetype wholeCharacters(const QByteArray &text)
{
    const qsizetype most = std::min<qsizetype>(3, text.size());
    for (qsizetype back = 1; back <= most; ++back) {
        const auto byte = quint8(text.at(text.size() - back));
        if (byte < 0x80)
            break;
        if (byte >= 0xC0) { // begins a character
            const int length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
            return length > back ? text.size() - back : text.size();
        }
    }
    return text.size();
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
    if (m_encoding == TextEncoding::Utf8)
        return fromUtf8(bytes);
    const QString text = m_decoder(bytes);
    return text.toUtf8();
}

QByteArray TextDecoder::fromUtf8(QByteArrayView bytes)
{
    QByteArray text = std::exchange(m_cut, {});
    text.append(bytes);
    if (!bytes.isEmpty()) {
        m_cut = text.mid(wholeCharacters(text));
        text.chop(m_cut.size());
    }
    if (std::exchange(m_atStart, false) && text.startsWith("\xEF\xBB\xBF"))
        text.remove(0, 3);
    // Nearly every file is what it says, and need not be turned into another form and back.
    return text.isValidUtf8() ? text : QString::fromUtf8(text).toUtf8();
}
