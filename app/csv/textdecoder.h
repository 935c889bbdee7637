#pragma once

#include "app/csv/textencoding.h"

#include <QStringDecoder>
#include <QStringEncoder>

/// Turns the bytes of a file, piece by piece, into UTF-8 without a byte order mark.
class TextDecoder
{
public:
    /// Throws orm::BaseError when this Qt does not know the encoding.
    explicit TextDecoder(TextEncoding encoding);

    /// The text of the next piece; an empty piece is the end. What cannot be read becomes U+FFFD.
    [[nodiscard]] QByteArray toUtf8(QByteArrayView bytes);
    /// Whether some of what came so far could not be read.
    [[nodiscard]] bool hasReplaced() const { return m_hasReplaced; }

private:
    [[nodiscard]] QByteArray fromUtf8(QByteArrayView bytes);
    [[nodiscard]] QByteArray fromOther(QByteArrayView bytes);

    TextEncoding m_encoding;
    QStringDecoder m_decoder;
    QStringEncoder m_encoder{QStringConverter::Utf8}; ///< Joins surrogates across two pieces.
    QByteArray m_cut;                                 ///< A beginning that the next piece ends.
    bool m_atStart = true;
    bool m_hasReplaced = false;
};
