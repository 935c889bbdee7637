#pragma once

#include <QDoubleSpinBox>
#include <QVariant>

namespace ui {

/// A spin box for numbers that may also be missing. Takes the decimal mark of the locale, and the
/// other usual one, too, as a numeric keypad may have only that. It does not judge: what the model
/// refuses is for whoever asks the model.
class NumberSpin : public QDoubleSpinBox
{
    Q_OBJECT

public:
    explicit NumberSpin(int decimals, QWidget *parent = nullptr);

    /// An orm::Decimal, a qint64 when there are no decimals, null, or text that is no number yet.
    [[nodiscard]] QVariant number() const;
    /// Any number, or null.
    void setNumber(const QVariant &number);
    [[nodiscard]] bool isEmpty() const;
    /// Whether 10 is shown as "10.0000", as amounts are, or as "10". At first it is, as amounts
    /// are.
    void setZerosShown(bool shown);
    /// Shown while there is no number.
    void setPlaceholderText(const QString &text);
    [[nodiscard]] QString placeholderText() const;

    [[nodiscard]] QValidator::State validate(QString &text, int &position) const override;
    [[nodiscard]] double valueFromText(const QString &text) const override;
    [[nodiscard]] QString textFromValue(double value) const override;
    void stepBy(int steps) override;

signals:
    /// The user changed the number.
    void edited();

protected:
    [[nodiscard]] StepEnabled stepEnabled() const override;
    void wheelEvent(QWheelEvent *event) override;

private:
    bool m_areZerosShown = true;
};

} // namespace ui
