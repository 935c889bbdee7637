#pragma once

#include <QtGlobal>

class QIODevice;

/// How the bytes of a text file are to be read.
enum class TextEncoding : quint8 { Utf8, Utf16, Windows1252 };

/// Finds out how the text of `device` is written, and reads all of it for that.
/// - A byte order mark decides.
/// - A text without wrong bytes is UTF-8.
/// - A text with wrong bytes is UTF-8 all the same when it holds at least as many whole characters
///   of several bytes, since other encodings hold such sequences by accident only. It is
///   Windows-1252, of which Latin-1's letters are a part, when it holds fewer.
/// Throws orm::BaseError when it is no text but a binary file.
[[nodiscard]] TextEncoding detectTextEncoding(QIODevice &device);
