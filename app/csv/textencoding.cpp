#include "app/csv/textencoding.h"

#include "orm/core/error.h"

#include <QByteArray>
#include <QCoreApplication>
#include <QIODevice>

namespace {

constexpr qint64 pieceSize = 1'048'576;

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(TextEncoding)
};

bool isAscii(char byte)
{
    return quint8(byte) < 0x80;
}

/// The length of the character of several bytes that `bytes` begins with; 0 when it begins with
/// none, -1 when more bytes must tell.
int characterLength(QByteArrayView bytes)
{
    const auto lead = quint8(bytes.front());
    if (lead < 0xC2 || lead > 0xF4)
        return 0;
    const int length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    // The range of the second byte keeps out surrogates, longer spellings of shorter characters
    // and what lies beyond Unicode.
    int lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    int highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    for (int i = 1; i < length; ++i) {
        if (i == bytes.size())
            return -1;
        const int byte = quint8(bytes.at(i));
        if (byte < lowest || byte > highest)
            return 0;
        lowest = 0x80;
        highest = 0xBF;
    }
    return length;
}

/// What of a text is UTF-8, beside ASCII, and what cannot be.
struct Utf8Count
{
    qint64 characters = 0;
    qint64 wrongBytes = 0;

    /// Counts `bytes`; the length of what it counted, since a character may be cut at the end.
    qsizetype count(QByteArrayView bytes)
    {
        qsizetype at = 0;
        while (at < bytes.size()) {
            if (isAscii(bytes.at(at))) {
                ++at;
                continue;
            }
            const int length = characterLength(bytes.sliced(at));
            if (length < 0)
                break;
            ++(length > 0 ? characters : wrongBytes);
            at += std::max(length, 1);
        }
        return at;
    }
};

void refuseBinary(QByteArrayView beginning)
{
    if (beginning.count('\0') > beginning.size() / 10)
        throw orm::BaseError(Texts::tr("The file is no text: it holds too many zero bytes."));
}

} // namespace

TextEncoding detectTextEncoding(QIODevice &device)
{
    QByteArray piece = device.read(pieceSize);
    if (piece.startsWith("\xFF\xFE") || piece.startsWith("\xFE\xFF"))
        return TextEncoding::Utf16;
    if (piece.startsWith("\xEF\xBB\xBF"))
        return TextEncoding::Utf8;
    refuseBinary(piece);
    Utf8Count text;
    while (!piece.isEmpty()) {
        const QByteArray cut = piece.sliced(text.count(piece));
        const QByteArray next = device.read(pieceSize);
        if (next.isEmpty())
            text.wrongBytes += cut.size();
        piece = next.isEmpty() ? next : cut + next;
    }
    return text.wrongBytes <= text.characters ? TextEncoding::Utf8 : TextEncoding::Windows1252;
}
