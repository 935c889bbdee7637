#pragma once

#include "app/import/importjob.h"

/// Imports files into a model in the background: one transaction each. Progress counts bytes of the
/// file.
class Importer : public ui::LongTask
{
    Q_OBJECT

public:
    /// The page's model outlives the importer.
    Importer(const ui::PageSpec &page, const QList<ImportField> &fields, QObject *parent = nullptr);

    /// Does nothing while an import is running.
    void start(const ImportPlan &plan);

signals:
    void finished(const ImportResult &result);

private:
    ui::PageSpec m_page;
    QList<ImportField> m_fields;
};
