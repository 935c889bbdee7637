#pragma once

#include <QObject>

#include <memory>

class Messages;
class PagesController;
class QWidget;

namespace ui {
class Exporter;
class TaskStatus;
enum class RowFormat : quint8;
struct RowSource;
} // namespace ui

/// Takes rows of the page in front out of the shop, into files.
class ExportController : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. `window` is the parent of the dialogs.
    ExportController(PagesController &pages, Messages &messages, ui::TaskStatus &status,
                     QWidget *window);
    ~ExportController() override;

    [[nodiscard]] bool isRunning() const;
    /// Asks which rows and which format, then for the file, and exports.
    void ask();
    /// The shop is about to go: what is running is given up.
    void letGo();

signals:
    /// An export began or ended.
    void runningChanged();

private:
    void askFile(const ui::RowSource &source, ui::RowFormat format);
    void start(const ui::RowSource &source, ui::RowFormat format, const QString &file);
    void end();

    PagesController &m_pages;
    Messages &m_messages;
    ui::TaskStatus &m_status;
    QWidget *m_window = nullptr;
    std::unique_ptr<ui::Exporter> m_exporter; ///< Null while nothing is running.
    int m_task = 0;
};
