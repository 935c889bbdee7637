#include "ui/export/exporter.h"

#include "orm/model/sequelize.h"
#include "ui/base/databasefile.h"

#include <QBuffer>
#include <QDir>
#include <QSaveFile>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

orm::BaseError fileError(const QSaveFile &file)
{
    return orm::BaseError(Exporter::tr("“%1” cannot be written: %2")
                              .arg(QDir::toNativeSeparators(file.fileName()), file.errorString()));
}

} // namespace

Exporter::Exporter(QObject *parent)
    : LongTask(parent)
{
}

template<typename Work, typename Done>
void Exporter::start(const RowSource &source, Work work, Done done)
{
    if (isRunning())
        return;
    source.table.model->sequelize().read(
        this,
        [work, progress = begin()](orm::ReadSession &session) { return work(session, *progress); },
        [this, done](auto result) {
            end();
            done(result);
        },
        [this](const orm::BaseError &error) { takeFailure(error); }, u"export"_s);
}

void Exporter::writeFile(const RowSource &source, RowFormat format, const QString &name)
{
    const auto work = [source, format, name](const orm::ReadSession &session,
                                             TaskProgress &progress) {
        refuseFileOfDatabase(name, source.table.model->sequelize().options().storage);
        QSaveFile file(name);
        if (!file.open(QIODevice::WriteOnly))
            throw fileError(file);
        const std::unique_ptr<RowWriter> writer = makeRowWriter(format, source.table, file);
        const qint64 rows = writeRows(session, source, *writer, progress);
        if (!file.commit())
            throw fileError(file);
        return rows;
    };
    start(source, work, [this, name](qint64 rows) { emit fileDone(name, rows); });
}

void Exporter::writeText(const RowSource &source, RowFormat format)
{
    const auto work = [source, format](const orm::ReadSession &session, TaskProgress &progress) {
        QBuffer text;
        text.open(QIODevice::WriteOnly);
        const std::unique_ptr<RowWriter> writer = makeRowWriter(format, source.table, text);
        const qint64 rows = writeRows(session, source, *writer, progress);
        return std::pair(text.data(), rows);
    };
    start(source, work, [this](const std::pair<QByteArray, qint64> &result) {
        emit textDone(result.first, result.second);
    });
}

} // namespace ui
