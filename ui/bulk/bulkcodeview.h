#pragma once

#include <QWidget>

class QPlainTextEdit;

namespace ui {

/// A line or two of code that can be read, selected and copied, with SQL in its colours.
class BulkCodeView : public QWidget
{
    Q_OBJECT

public:
    enum class Language : quint8 { Cpp, Sql };

    /// `name`: the objectName of the text.
    BulkCodeView(const QString &name, const QString &accessibleName, Language language,
                 QWidget *parent = nullptr);

    void setText(const QString &text);
    [[nodiscard]] QString text() const;

private:
    QPlainTextEdit *m_text = nullptr;
};

} // namespace ui
