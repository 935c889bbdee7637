#include "app/window/draftkeeper.h"

#include "ui/form/formdraft.h"
#include "ui/form/recordform.h"
#include "ui/page/recordpage.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLockFile>

#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

DraftKeeper::DraftKeeper(const QString &folder, QObject *parent)
    : QObject(parent)
    , m_folder(QDir(folder).filePath(u"drafts"_s))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(300ms);
    connect(&m_pause, &QTimer::timeout, this, &DraftKeeper::write);
}

DraftKeeper::~DraftKeeper() = default;

void DraftKeeper::setPages(const QString &address, const QList<ui::RecordPage *> &pages)
{
    for (const ui::RecordPage *page : std::as_const(m_pages))
        page->form()->disconnect(this);
    m_pause.stop();
    if (m_lock && pages.isEmpty())
        QFile::remove(m_file);
    m_lock.reset();
    m_pages = pages;
    if (pages.isEmpty() || !QDir().mkpath(m_folder))
        return;
    const QByteArray hash = QCryptographicHash::hash(address.toUtf8(), QCryptographicHash::Sha1);
    m_file = QDir(m_folder).filePath(QString::fromLatin1(hash.toHex()) + u".json"_s);
    m_lock = std::make_unique<QLockFile>(m_file + u".lock"_s);
    m_lock->setStaleLockTime(0); // a window that lives may be open for days
    if (!m_lock->tryLock()) {
        m_lock.reset();
        return;
    }
    restore();
    for (const ui::RecordPage *page : pages)
        connect(page->form(), &ui::RecordForm::draftChanged, this, [this] { m_pause.start(); });
}

void DraftKeeper::restore()
{
    QFile file(m_file);
    if (!file.open(QIODevice::ReadOnly))
        return;
    const QJsonObject drafts = QJsonDocument::fromJson(file.readAll()).object();
    QStringList records;
    for (ui::RecordPage *page : std::as_const(m_pages))
        if (page->spec().isEditable() && ui::restoreDraft(*page->form(), drafts[page->spec().name]))
            records << page->spec().record;
    if (!records.isEmpty())
        emit restored(records);
}

/// Without waiting for the disk: what a killed process has written is there, and a power cut may
/// take the last draft.
void DraftKeeper::write() const
{
    QJsonObject drafts;
    for (const ui::RecordPage *page : m_pages)
        if (page->form()->isModified())
            drafts[page->spec().name] = ui::draftOf(*page->form());
    if (drafts.isEmpty()) {
        QFile::remove(m_file);
        return;
    }
    const QString beside = m_file + u".new"_s;
    QFile file(beside);
    const QByteArray text = QJsonDocument(drafts).toJson(QJsonDocument::Compact);
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
        return; // the form still has it
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.close();
    QFile::remove(m_file);
    QFile::rename(beside, m_file);
}
