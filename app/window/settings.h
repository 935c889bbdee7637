#pragma once

#include <QSettings>

/// What the application remembers from one run to the next. Values of a newer version of the
/// application are left alone and not used.
class Settings
{
public:
    static constexpr int maxRecentFiles = 10;

    /// The user's settings file.
    Settings();
    /// Settings kept in `file`.
    explicit Settings(const QString &file);

    /// Where they are, and what else is kept beside them.
    [[nodiscard]] QString folder() const;

    /// Absolute paths, and addresses of servers without passwords, the newest first; also those
    /// that are missing at present.
    [[nodiscard]] QStringList recentFiles() const;
    void addRecentFile(const QString &file);
    void removeRecentFile(const QString &file);
    void clearRecentFiles();

    /// Whatever a part of the window gave to be kept under `key`; invalid when there is nothing.
    [[nodiscard]] QVariant state(const QString &key) const;
    void setState(const QString &key, const QVariant &state);

    /// "system", "light" or "dark"; empty when it was never chosen.
    [[nodiscard]] QString appearance() const;
    void setAppearance(const QString &appearance);

private:
    [[nodiscard]] bool isReadable() const;
    void prepare();

    QSettings m_settings;
};
