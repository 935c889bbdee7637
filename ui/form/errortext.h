#pragma once

#include <QLabel>

namespace ui {

/// Why what was entered is refused, in the colour of errors; not there while there is nothing to
/// say.
class ErrorText final : public QLabel
{
    Q_OBJECT

public:
    explicit ErrorText(QWidget *parent = nullptr);

    /// One reason a line; empty: none.
    void say(const QString &reasons);
    [[nodiscard]] const QString &reasons() const { return m_reasons; }

protected:
    void changeEvent(QEvent *event) override;

private:
    void updateLook();

    QString m_reasons;
};

} // namespace ui
