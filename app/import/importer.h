#pragma once

#include "app/import/importjob.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace orm {
class BaseError;
}

/// Imports files into a model in the background: one transaction each, with progress and cancel.
class Importer : public QObject
{
    Q_OBJECT

public:
    /// The page's model outlives the importer.
    Importer(const ui::PageSpec &page, const QList<ImportField> &fields, QObject *parent = nullptr);
    /// Stops what is running; nothing of it remains.
    ~Importer() override;

    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }

public slots:
    /// Does nothing while an import is running.
    void start(const ImportPlan &plan);
    void cancel();

signals:
    /// Several times a second; in bytes of the file.
    void progressed(qint64 done, qint64 total);
    void finished(const ImportResult &result);
    /// Nothing was imported.
    void failed(const QString &message);
    /// Nothing was imported, as the user wished.
    void cancelled();

private:
    void onFailure(const orm::BaseError &error);
    void end();

    ui::PageSpec m_page;
    QList<ImportField> m_fields;
    std::shared_ptr<ImportProgress> m_progress; ///< Null while nothing is running.
    QTimer m_ticker;
};
