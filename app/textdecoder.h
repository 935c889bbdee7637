#pragma once

#include "app/csvformat.h"

#include <QStringDecoder>

/// Turns the bytes of a file, piece by piece, into UTF-8 without a byte order mark.
class TextDecoder
{
public:
    explicit TextDecoder(TextEncoding encoding);

    [[nodiscard]] QByteArray toUtf8(QByteArrayView bytes);

private:
    TextEncoding m_encoding;
    QStringDecoder m_decoder;
};
