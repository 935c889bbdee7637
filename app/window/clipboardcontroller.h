#pragma once

#include <QObject>
#include <QPointer>

#include <memory>
#include <vector>

class Actions;
class Messages;
class PagesController;
class QMainWindow;
class QWidget;

namespace ui {
class Exporter;
class RecordPage;
class TaskStatus;
enum class RowFormat : quint8;
} // namespace ui

/// Cut, Copy, Paste and Select All: of the text where one types, else of the rows of the page in
/// front. Rows are read and written as text in the background.
class ClipboardController : public QObject
{
    Q_OBJECT

public:
    struct Parts
    {
        Actions &actions;
        PagesController &pages;
        Messages &messages;
        ui::TaskStatus &status;
        QMainWindow &window;
    };
    /// A clipboard is no place for more rows: other programs would take it in at once, and freeze.
    static constexpr qint64 mostRows = 100'000;

    /// `parts` outlive it.
    ClipboardController(const Parts &parts, QObject *parent);
    ~ClipboardController() override;

    /// The shop is about to go: what is running is given up.
    void letGo();
    /// Enables what can be done where the focus is.
    void update();

signals:
    /// Rows from the clipboard are to be added.
    void pasteWanted(const QString &text);
    /// There are too many rows for the clipboard; a file takes them.
    void exportWanted();

private:
    /// What a user can do to the text where the focus is; the same names in all of Qt's editors.
    void tellEditor(const char *slot) const;
    [[nodiscard]] bool isInText() const;
    void takeFocus(QWidget *focus);
    /// What becomes of rows that were copied.
    enum class Then : quint8 { Stay, Go };

    void cut();
    void copy();
    void copyRows(ui::RowFormat format, Then then);
    /// Deletes rows that were copied, unless others were chosen meanwhile.
    void remove(ui::RecordPage &page, const std::vector<qint64> &keys);
    void take(ui::RowFormat format, const QByteArray &text, const QString &count);
    void paste();
    void selectAll();
    void end();

    Parts m_parts;
    QPointer<QWidget> m_focus; ///< Where it was before a menu took it.
    std::unique_ptr<ui::Exporter> m_exporter;
    int m_task = 0;
};
