#include "app/import/rejectedrows.h"

#include "app/import/importplan.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &cell)
{
    const bool isPlain = !cell.contains(u'"') && !cell.contains(u',') && !cell.contains(u'\n')
                         && !cell.contains(u'\r') && cell.trimmed() == cell;
    return isPlain ? cell : u'"' + QString(cell).replace(u'"', u"\"\""_s) + u'"';
}

/// Names as the model has them where the file has none, so that the columns are found again.
QStringList headerFor(const ImportPlan &plan)
{
    QStringList header = plan.header;
    if (plan.headerRow == 0)
        for (auto it = plan.columns.cbegin(); it != plan.columns.cend(); ++it)
            header[it.value()] = it.key();
    return header;
}

/// "books.csv" is imported, and "books.rejected.csv" or "books.rejected 2.csv" keeps what was
/// refused, also when that file is imported again.
QString nameFor(const QString &imported, int attempt)
{
    static const QRegularExpression own(uR"(\.rejected( \d+)?$)"_s);
    const QString base = QFileInfo(imported).completeBaseName().remove(own);
    const QString count = attempt > 1 ? u" %1"_s.arg(attempt) : QString();
    return u"%1.rejected%2.csv"_s.arg(base, count);
}

} // namespace

RejectedRows::RejectedRows(const ImportPlan &plan)
    : m_imported(plan.file)
    , m_header(headerFor(plan))
{
}

RejectedRows::~RejectedRows() = default;

void RejectedRows::add(const CsvRow &row, const QString &reason)
{
    if (!m_file)
        open();
    QStringList cells = row.cells;
    cells.resize(std::max(m_header.size(), cells.size()));
    write(QStringList{QString::number(row.number), reason} + cells);
}

void RejectedRows::open()
{
    QDir().mkpath(folder());
    m_file = std::make_unique<QTemporaryFile>(QDir(folder()).filePath(u"refused-XXXXXX"_s));
    if (!m_file->open()) {
        m_problem = m_file->errorString();
        return;
    }
    // Spreadsheets take a file for UTF-8 only when it begins so.
    m_file->write("\xEF\xBB\xBF");
    write(QStringList{tr("Row"), tr("Reason")} + m_header);
}

void RejectedRows::write(const QStringList &cells)
{
    if (!m_file->isOpen())
        return;
    QStringList line;
    for (const QString &cell : cells)
        line << quoted(cell);
    m_file->write(line.join(u',').toUtf8() + "\r\n");
}

void RejectedRows::commit()
{
    if (!m_file || !m_problem.isEmpty())
        return;
    if (!m_file->flush()) {
        m_problem = m_file->errorString();
        return;
    }
    constexpr int mostFiles = 10'000;
    for (int attempt = 1; attempt <= mostFiles; ++attempt) {
        const QString path = QDir(folder()).filePath(nameFor(m_imported, attempt));
        // rename() never takes the place of a file that is there, or comes there meanwhile.
        if (QFileInfo::exists(path))
            continue;
        if (!m_file->rename(path)) {
            if (QFileInfo::exists(path))
                continue;
            break;
        }
        m_file->setAutoRemove(false);
        m_file->close();
        m_path = path;
        return;
    }
    m_problem = m_file->errorString();
}

QString RejectedRows::folder()
{
    const QString data = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
    return QDir(data).filePath(u"rejected"_s);
}
