#include "app/csv/csvfile.h"

#include "orm/core/error.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(CsvFile)
};

} // namespace

void openCsv(QFile &file)
{
    const QFileInfo info(file.fileName());
    if (info.exists() && !info.isFile())
        throw orm::BaseError(
            Texts::tr("“%1” is a folder, a pipe or a device. Only files can be imported.")
                .arg(file.fileName()));
    if (!file.open(QIODevice::ReadOnly))
        throw orm::BaseError(
            Texts::tr("“%1” cannot be read: %2").arg(file.fileName(), file.errorString()));
}
