#pragma once

#include "app/import/importsource.h"

#include <QObject>
#include <QString>

class Messages;
class QWidget;
struct ImportPlan;
struct ImportPreview;
struct ImportResult;
struct OpenShop;
struct SampleKeys;

namespace ui {
class TaskStatus;
}

/// Books from elsewhere: CSV files and the sample shop, and how they are taken away again.
class ImportController : public QObject
{
    Q_OBJECT

public:
    /// All outlive it. `window` is the parent of the dialogs.
    ImportController(Messages &messages, ui::TaskStatus &status, QWidget *window);

    /// nullptr: lets go of the shop it has.
    void setShop(OpenShop *shop);
    [[nodiscard]] bool isRunning() const;

    void chooseFile();
    /// Asks how the file is to be read, and imports it.
    void importFrom(const QString &file);
    /// The same of a text, which was copied elsewhere.
    void importText(const QString &text);
    /// Into the open shop, if it is empty; else samplesWanted() asks for a shop of their own.
    void addSampleBooks();

signals:
    /// An import began or ended.
    void runningChanged();
    /// Books were imported: the page of books shows others, and indexes may be wanted.
    void imported();
    /// Rows of all pages were added at once.
    void changed();
    /// The samples want a shop of their own; addSampleBooks() once it is open.
    void samplesWanted();

private:
    [[nodiscard]] QList<ImportField> fields() const;
    void connectImporter();
    template<typename Find>
    void look(Find find);
    void askHow(const ImportPreview &preview, const ImportSource &source);
    void start(const ImportPlan &plan, const ImportSource &source);
    void takeResult(const ImportResult &result);
    void takeSamples(const SampleKeys &keys);
    [[nodiscard]] bool isEmpty() const;
    void end();
    void fail(const QString &text);

    Messages &m_messages;
    ui::TaskStatus &m_status;
    QWidget *m_window = nullptr;
    OpenShop *m_shop = nullptr;
    ImportSource m_source; ///< Of the import that runs.
    int m_task = 0;
};
