#pragma once

#include <QTranslator>

/// Gives the source texts their plurals, as long as no translation takes their place: "%n book(s)"
/// is "%n book" for one and "%n books" for any other number.
class EnglishPlurals : public QTranslator
{
    Q_OBJECT

public:
    using QTranslator::QTranslator;

    [[nodiscard]] QString translate(const char *context, const char *sourceText,
                                    const char *disambiguation = nullptr,
                                    int n = -1) const override;
    [[nodiscard]] bool isEmpty() const override { return false; }
};
