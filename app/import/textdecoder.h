#pragma once

#include "app/import/csvformat.h"

#include <QStringDecoder>

/// Turns the bytes of a file, piece by piece, into UTF-8 without a byte order mark.
class TextDecoder
{
public:
    explicit TextDecoder(TextEncoding encoding);

    /// The text of the next piece; an empty piece is the end.
    [[nodiscard]] QByteArray toUtf8(QByteArrayView bytes);

private:
    [[nodiscard]] QByteArray fromUtf8(QByteArrayView bytes);

    TextEncoding m_encoding;
    QStringDecoder m_decoder;
    QByteArray m_cut; ///< The beginning of a character that the next piece ends.
    bool m_atStart = true;
};
