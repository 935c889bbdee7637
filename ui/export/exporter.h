#pragma once

#include "orm/db/request.h"
#include "ui/export/rowsource.h"
#include "ui/export/rowwriter.h"

#include <QObject>
#include <QTimer>

#include <memory>

namespace orm {
class BaseError;
class Sequelize;
} // namespace orm

namespace ui {

/// Writes rows in the background, one export at a time, with progress and cancel.
class Exporter : public QObject
{
    Q_OBJECT

public:
    explicit Exporter(QObject *parent = nullptr);
    /// Stops what is running; nothing of it remains.
    ~Exporter() override;

    [[nodiscard]] bool isRunning() const { return m_progress != nullptr; }

    /// Writes a file, which appears once it is whole; one of that name stays as it is until then.
    /// Does nothing while an export is running. The source's model outlives the export.
    void writeFile(const RowSource &source, RowFormat format, const QString &file);
    /// Writes the bytes that textDone() tells.
    void writeText(const RowSource &source, RowFormat format);
    void cancel();

signals:
    /// Several times a second.
    void progressed(qint64 rows);
    void fileDone(const QString &file, qint64 rows);
    void textDone(const QByteArray &text, qint64 rows);
    /// Nothing was written.
    void failed(const QString &message);
    /// Nothing was written, as the user wished.
    void cancelled();

private:
    template<typename Work, typename Done>
    void start(const RowSource &source, Work work, Done done);
    void takeFailure(const orm::BaseError &error);
    void end();

    std::shared_ptr<ExportProgress> m_progress; ///< Null while nothing is running.
    QTimer m_ticker;
};

} // namespace ui
