#include "app/window/settings.h"

#include "app/shop/serveraddress.h"

#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace {

constexpr int currentVersion = 1;
constexpr auto versionKey = "version"_L1;
constexpr auto recentKey = "recentFiles"_L1;
constexpr auto appearanceKey = "appearance"_L1;
constexpr auto stateGroup = "state/"_L1;

QString placeOf(const QString &shop)
{
    return isServerAddress(shop) ? shop : QFileInfo(shop).absoluteFilePath();
}

} // namespace

Settings::Settings()
    : m_settings(QSettings::IniFormat, QSettings::UserScope, u"bookstore"_s, u"bookstore"_s)
{
    prepare();
}

Settings::Settings(const QString &file)
    : m_settings(file, QSettings::IniFormat)
{
    prepare();
}

QString Settings::folder() const
{
    return QFileInfo(m_settings.fileName()).absolutePath();
}

void Settings::prepare()
{
    if (!m_settings.contains(versionKey))
        m_settings.setValue(versionKey, currentVersion);
}

bool Settings::isReadable() const
{
    return m_settings.value(versionKey).toInt() <= currentVersion;
}

QStringList Settings::recentFiles() const
{
    return m_settings.value(recentKey).toStringList();
}

void Settings::addRecentFile(const QString &file)
{
    QStringList files = recentFiles();
    const QString path = placeOf(file);
    files.removeAll(path);
    files.prepend(path);
    m_settings.setValue(recentKey, files.mid(0, maxRecentFiles));
}

void Settings::removeRecentFile(const QString &file)
{
    QStringList files = recentFiles();
    files.removeAll(placeOf(file));
    m_settings.setValue(recentKey, files);
}

void Settings::clearRecentFiles()
{
    m_settings.remove(recentKey);
}

QVariant Settings::state(const QString &key) const
{
    return isReadable() ? m_settings.value(stateGroup + key) : QVariant();
}

void Settings::setState(const QString &key, const QVariant &state)
{
    if (isReadable())
        m_settings.setValue(stateGroup + key, state);
}

QString Settings::appearance() const
{
    return m_settings.value(appearanceKey).toString();
}

void Settings::setAppearance(const QString &appearance)
{
    m_settings.setValue(appearanceKey, appearance);
}
