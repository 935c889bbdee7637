#pragma once

#include <QByteArray>
#include <QVariant>

class QIODevice;

namespace ui {

/// Text on its way into a device, in large pieces.
class TextOutput
{
public:
    /// `device` is open for writing and outlives it.
    explicit TextOutput(QIODevice &device)
        : m_device(device)
    {
    }

    /// What is still to be written; append to it.
    [[nodiscard]] QByteArray &text() { return m_text; }
    /// Writes what has come together once it is much. Throws orm::BaseError when it cannot.
    void rowDone()
    {
        constexpr qsizetype much = 262'144;
        if (m_text.size() >= much)
            flush();
    }
    /// Writes what is left. Throws orm::BaseError when it cannot.
    void flush();

private:
    QIODevice &m_device;
    QByteArray m_text;
};

/// Whether a value is null, or not there.
[[nodiscard]] inline bool isNothing(const QVariant &value)
{
    return !value.isValid() || value.typeId() == QMetaType::Nullptr || value.isNull();
}
/// Whether a value is a number, and no text that looks like one.
[[nodiscard]] bool isNumeric(const QVariant &value);
/// A value as programs read it, whatever the locale: exact decimals, moments in ISO 8601 and UTC,
/// bytes in Base64, names with commas between them; empty for null.
[[nodiscard]] QString plainText(const QVariant &value);
/// Appends the same in UTF-8.
void appendPlain(QByteArray &text, const QVariant &value);

} // namespace ui
