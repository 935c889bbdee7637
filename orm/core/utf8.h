#pragma once

#include <QByteArray>
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

/// JSON whose texts keep a U+FEFF at their beginnings, which QJsonDocument would leave out: it is
/// spelled as an escape. One before the whole document is a byte order mark, and goes.
[[nodiscard]] inline QByteArray jsonWithMarks(QByteArray json)
{
    constexpr QByteArrayView mark = "\xEF\xBB\xBF";
    if (json.startsWith(mark))
        json.remove(0, mark.size());
    return json.replace(mark, "\\ufeff");
}

} // namespace orm
