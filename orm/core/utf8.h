#pragma once

#include <QByteArrayView>
#include <QString>

namespace orm {

/// The text of these bytes, all of it: QString::fromUtf8() takes a U+FEFF at the beginning for a
/// byte order mark and leaves it out, which is right for a file and wrong for a value.
[[nodiscard]] inline QString utf8Text(QByteArrayView bytes)
{
    constexpr QByteArrayView mark = "\xEF\xBB\xBF";
    const QString text = QString::fromUtf8(bytes);
    return bytes.startsWith(mark) ? QChar(QChar::ByteOrderMark) + text : text;
}

} // namespace orm
