#include "app/import/rejectedrows.h"

#include "app/import/importplan.h"

#include <QDir>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

QString quoted(const QString &cell)
{
    const bool isPlain = !cell.contains(u'"') && !cell.contains(u',') && !cell.contains(u'\n')
                         && !cell.contains(u'\r') && cell.trimmed() == cell;
    return isPlain ? cell : u'"' + QString(cell).replace(u'"', u"\"\""_s) + u'"';
}

} // namespace

RejectedRows::RejectedRows(const ImportPlan &plan)
    : m_target(pathFor(plan.file))
    , m_header(plan.header)
{
}

RejectedRows::~RejectedRows() = default;

void RejectedRows::add(const CsvRow &row, const QString &reason)
{
    if (!m_file)
        open();
    QStringList cells = row.cells;
    cells.resize(std::max(m_header.size(), cells.size()));
    write(cells << QString::number(row.number) << reason);
}

void RejectedRows::open()
{
    m_file = std::make_unique<QSaveFile>(m_target);
    if (!m_file->open(QIODevice::WriteOnly)) {
        m_problem = m_file->errorString();
        return;
    }
    // Spreadsheets take a file for UTF-8 only when it begins so.
    m_file->write("\xEF\xBB\xBF");
    write(m_header + QStringList{tr("Row"), tr("Reason")});
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
    m_isCommitted = m_file->commit();
    if (!m_isCommitted)
        m_problem = m_file->errorString();
}

QString RejectedRows::path() const
{
    return m_isCommitted ? m_target : QString();
}

QString RejectedRows::pathFor(const QString &imported)
{
    const QFileInfo info(imported);
    return info.dir().filePath(info.completeBaseName() + u".rejected.csv"_s);
}
