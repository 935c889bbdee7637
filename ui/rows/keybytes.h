#pragma once

#include <QByteArray>
#include <QVariant>

namespace ui {

/// A key as bytes, to be looked up by: the same for equal keys and for no others. 2.5 and 2.50 are
/// equal.
namespace KeyBytes {

/// Adds a value of the key.
void append(QByteArray &key, const QVariant &value);
/// Adds a value that is a text in UTF-8.
void appendText(QByteArray &key, QByteArrayView utf8);
/// The values in their order; none where `key` was not made by these.
[[nodiscard]] QVariantList values(QByteArrayView key);

} // namespace KeyBytes
} // namespace ui
