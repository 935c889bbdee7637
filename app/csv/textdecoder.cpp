#include "app/csv/textdecoder.h"

#include "orm/core/error.h"

#include <QCoreApplication>

#include <algorithm>
#include <utility>

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TextDecoder)
};

QStringDecoder decoderFor(TextEncoding encoding)
{
    if (encoding == TextEncoding::Utf8)
        return QStringDecoder(QStringConverter::Utf8);
    if (encoding == TextEncoding::Utf16)
        return QStringDecoder(QStringConverter::Utf16);
    QStringDecoder windows("windows-1252"); // comes with ICU
    if (!windows.isValid())
        throw orm::BaseError(
            Texts::tr("This Qt cannot read Windows-1252. Save the file as UTF-8 and import that."));
    return windows;
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
    , m_decoder(decoderFor(encoding))
{
}

QByteArray TextDecoder::toUtf8(QByteArrayView bytes)
{
    return m_encoding == TextEncoding::Utf8 ? fromUtf8(bytes) : fromOther(bytes);
}

QByteArray TextDecoder::fromOther(QByteArrayView bytes)
{
    const QString text = m_decoder(bytes);
    const QByteArray utf8 = m_encoder(text);
    m_hasReplaced |= m_decoder.hasError() || m_encoder.hasError();
    return utf8;
}

QByteArray TextDecoder::fromUtf8(QByteArrayView bytes)
{
    QByteArray text = std::exchange(m_cut, {});
    text.append(bytes);
    if (!bytes.isEmpty()) {
        m_cut = text.mid(wholeCharacters(text));
        text.chop(m_cut.size());
    }
    if (m_atStart && !text.isEmpty()) {
        m_atStart = false;
        if (text.startsWith("\xEF\xBB\xBF"))
            text.remove(0, 3);
    }
    // Nearly every file is what it says, and need not be turned into another form and back.
    if (text.isValidUtf8())
        return text;
    m_hasReplaced = true;
    // A byte order mark in the middle of a file is no beginning.
    using Flag = QStringConverter::Flag;
    QStringDecoder decoder(QStringConverter::Utf8, Flag::Stateless | Flag::ConvertInitialBom);
    const QString read = decoder(text);
    return read.toUtf8();
}
