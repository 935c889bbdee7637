#pragma once

#include <QList>
#include <QObject>
#include <QTimer>

#include <memory>

class QLockFile;

namespace ui {
class RecordPage;
}

/// Keeps what is entered and not saved in a file beside the settings, so that no crash loses it,
/// and brings it back into the forms at the next start. Of two windows on one shop only the first
/// one keeps drafts.
class DraftKeeper : public QObject
{
    Q_OBJECT

public:
    /// `folder` is that of the settings.
    explicit DraftKeeper(const QString &folder, QObject *parent = nullptr);
    ~DraftKeeper() override;

    /// The pages of the shop of that address, whose drafts come back now and are kept from now on;
    /// none: what is still in their forms was given up.
    void setPages(const QString &address, const QList<ui::RecordPage *> &pages);

signals:
    /// Forms have what was not saved; `records` are what it is called in a sentence.
    void restored(const QStringList &records);

private:
    void restore();
    void write() const;

    QString m_folder;
    QString m_file; ///< Of the drafts of this shop.
    QList<ui::RecordPage *> m_pages;
    std::unique_ptr<QLockFile> m_lock;
    QTimer m_pause; ///< While one types.
};
