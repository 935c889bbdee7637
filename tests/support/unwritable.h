#pragma once

#include <QDir>

#include <unistd.h>

/// Makes that nobody can write to a folder and its files as long as it lives, not even the
/// superuser, who becomes somebody else meanwhile.
class Unwritable
{
public:
    explicit Unwritable(const QString &folder)
        : m_folder(folder)
        , m_user(getuid())
    {
        const auto reading = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;
        const auto entering = QFile::ExeOwner | QFile::ExeGroup | QFile::ExeOther;
        for (const QFileInfo &file : QDir(folder).entryInfoList(QDir::Files | QDir::Hidden))
            QFile::setPermissions(file.filePath(), reading);
        QFile::setPermissions(folder, reading | entering);
        if (geteuid() == 0)
            m_isOther = setresuid(nobody, nobody, m_user) == 0;
    }
    ~Unwritable()
    {
        if (m_isOther)
            (void)!setresuid(m_user, m_user, m_user);
        QFile::setPermissions(m_folder, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
    }
    Unwritable(const Unwritable &) = delete;
    Unwritable &operator=(const Unwritable &) = delete;

    /// False where the superuser cannot become somebody else who still sees the folder.
    [[nodiscard]] bool isReal() const
    {
        return geteuid() != 0 && QFileInfo(m_folder).isReadable()
               && !QFileInfo(m_folder).isWritable();
    }

private:
    static constexpr uid_t nobody = 65534;
    QString m_folder;
    uid_t m_user;
    bool m_isOther = false;
};
