#pragma once

#include "ui/find/findlanguage.h"

#include <QTimer>
#include <QWidget>

class QLineEdit;
class QToolButton;

namespace ui {

class FindCompleter;
class FindReason;

/// A line to search with. It says what to look for; it never queries. Wrong input is underlined,
/// the reason stands under the line, and nothing is announced until it is mended.
class FindBox : public QWidget
{
    Q_OBJECT

public:
    explicit FindBox(const FindLanguage &language, QWidget *parent = nullptr);
    ~FindBox() override;

    /// The line's accessible name ("Find books") and the grey text of an empty line.
    void setTexts(const QString &accessibleName, const QString &placeholder);
    /// Fields may change when another shop is opened; the text stays and is read anew.
    void setLanguage(const FindLanguage &language);

    [[nodiscard]] QString text() const;
    /// What was announced last.
    [[nodiscard]] const orm::Where &where() const { return m_where; }
    /// Why the text cannot be understood; nothing when it can.
    [[nodiscard]] const std::optional<FindError> &error() const { return m_error; }
    /// Lets an action of the window be seen in the line, or tests type into it.
    [[nodiscard]] QLineEdit *edit() const { return m_edit; }

public slots:
    /// Searches for `text` at once.
    void setText(const QString &text);
    void clear();
    /// Puts the cursor in the line and selects what is there.
    void focusText();
    /// Explains the language, with examples to click.
    void showHelp();

signals:
    /// The user paused typing (or pressed Enter), and the text means this; only when the text
    /// differs from the one announced last.
    void whereChanged(const orm::Where &where);
    /// The user wants to go on in what was found (Down).
    void leaveDownwards();

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void announce();
    void read();
    void tellError();
    void underline();
    [[nodiscard]] bool handleKey(int key);

    FindLanguage m_language;
    orm::Where m_where;
    std::optional<FindError> m_error;
    QString m_announced;
    QLineEdit *m_edit = nullptr;
    QToolButton *m_help = nullptr;
    FindReason *m_reason = nullptr;
    FindCompleter *m_completer = nullptr;
    QTimer m_pause;
};

} // namespace ui
