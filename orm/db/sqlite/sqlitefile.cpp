#include "orm/db/sqlite/sqlitefile.h"

#include "orm/core/error.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace orm {

using namespace Qt::StringLiterals;

bool isInMemory(const QString &storage)
{
    return storage == ":memory:"_L1;
}

QString checkedPath(const ConnectionOptions &options)
{
    if (isInMemory(options.storage))
        return options.storage;
    const QFileInfo file(options.storage);
    const QString path = QDir::toNativeSeparators(file.absoluteFilePath());
    if (options.storage.isEmpty() || options.storage.contains(QChar(u'\0')))
        throw ConnectionError(u"No database file was named."_s);
    if (file.isDir())
        throw ConnectionError(u"%1 is a folder, not a database file."_s.arg(path));
    if (!file.absoluteDir().exists())
        throw ConnectionError(
            u"The folder %1 does not exist."_s.arg(QDir::toNativeSeparators(file.absolutePath())));
    if (!file.exists() && (options.mustExist || options.readOnly))
        throw ConnectionError(u"The file %1 does not exist."_s.arg(path));
    if (file.exists() && !file.isReadable())
        throw ConnectionError(u"There is no permission to read %1."_s.arg(path));
    return file.absoluteFilePath();
}

bool isFrozen(const QString &path)
{
    const QFileInfo file(QFileInfo(path).canonicalFilePath());
    if (QFileInfo(file.path()).isWritable())
        return false;
    const auto traces = {"-wal"_L1, "-shm"_L1, "-journal"_L1};
    return std::none_of(traces.begin(), traces.end(), [&](QLatin1StringView suffix) {
        return QFileInfo::exists(file.filePath() + suffix);
    });
}

} // namespace orm
