#include "app/window/settings.h"

#include <QtTest>

using namespace Qt::StringLiterals;

class TestSettings : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_file = m_folder.filePath(u"%1.ini"_s.arg(++m_number)); }
    void keepsTheNewestFilesFirst();
    void forgetsFiles();
    void keepsWhatPartsOfTheWindowGive();
    void leavesANewerVersionAlone();

private:
    QTemporaryDir m_folder;
    QString m_file;
    int m_number = 0;
};

void TestSettings::keepsTheNewestFilesFirst()
{
    Settings settings(m_file);

    for (int i = 0; i < 15; ++i)
        settings.addRecentFile(u"/shops/%1"_s.arg(i));
    settings.addRecentFile(u"/shops/10"_s);

    const QStringList files = Settings(m_file).recentFiles();
    QCOMPARE(files.size(), Settings::maxRecentFiles);
    QCOMPARE(files.mid(0, 3), (QStringList{u"/shops/10"_s, u"/shops/14"_s, u"/shops/13"_s}));
    QCOMPARE(files.count(u"/shops/10"_s), 1);
}

void TestSettings::forgetsFiles()
{
    Settings settings(m_file);
    settings.addRecentFile(u"/a"_s);
    settings.addRecentFile(u"/b"_s);

    settings.removeRecentFile(u"/b"_s);
    QCOMPARE(settings.recentFiles(), QStringList{u"/a"_s});
    settings.clearRecentFiles();
    QCOMPARE(settings.recentFiles(), QStringList());
}

void TestSettings::keepsWhatPartsOfTheWindowGive()
{
    {
        Settings settings(m_file);
        settings.setState(u"geometry"_s, QByteArray("\x00\x01\xFF", 3));
        settings.setState(u"sqlLog"_s, QVariantMap{{u"slow"_s, 80}});
        settings.setAppearance(u"dark"_s);
    }

    const Settings settings(m_file);

    QCOMPARE(settings.state(u"geometry"_s).toByteArray(), QByteArray("\x00\x01\xFF", 3));
    QCOMPARE(settings.state(u"sqlLog"_s).toMap().value(u"slow"_s).toInt(), 80);
    QVERIFY(!settings.state(u"nothing"_s).isValid());
    QCOMPARE(settings.appearance(), u"dark"_s);
}

void TestSettings::leavesANewerVersionAlone()
{
    {
        QSettings newer(m_file, QSettings::IniFormat);
        newer.setValue(u"version"_s, 1000);
        newer.setValue(u"state/geometry"_s, QByteArray("future"));
    }

    Settings settings(m_file);
    settings.setState(u"geometry"_s, QByteArray("past"));

    QVERIFY(!settings.state(u"geometry"_s).isValid());
    QCOMPARE(QSettings(m_file, QSettings::IniFormat).value(u"state/geometry"_s).toByteArray(),
             QByteArray("future"));
}

QTEST_GUILESS_MAIN(TestSettings)
#include "tst_settings.moc"
