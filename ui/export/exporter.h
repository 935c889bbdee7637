#pragma once

#include "ui/base/longtask.h"
#include "ui/export/rowsource.h"
#include "ui/export/rowwriter.h"

namespace ui {

/// Writes rows in the background. Progress counts rows.
class Exporter : public LongTask
{
    Q_OBJECT

public:
    explicit Exporter(QObject *parent = nullptr);

    /// Writes a file, which appears once it is whole; one of that name stays as it is until then.
    /// Does nothing while an export is running. The source's model outlives the export.
    void writeFile(const RowSource &source, RowFormat format, const QString &file);
    /// Writes the bytes that textDone() tells.
    void writeText(const RowSource &source, RowFormat format);

signals:
    void fileDone(const QString &file, qint64 rows);
    void textDone(const QByteArray &text, qint64 rows);

private:
    template<typename Work, typename Done>
    void start(const RowSource &source, Work work, Done done);
};

} // namespace ui
