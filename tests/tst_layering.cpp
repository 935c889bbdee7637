#include <QtTest>

#include <QDirIterator>
#include <QRegularExpression>

using namespace Qt::StringLiterals;

namespace {

// From the lowest to the highest: a file includes from its own layer and from those before it.
const QStringList layers{u"orm/core"_s,  u"orm/expr"_s, u"orm/sql"_s, u"orm/db"_s, u"orm/schema"_s,
                         u"orm/model"_s, u"orm"_s,      u"ui"_s,      u"app"_s};

// Nothing modal for our own work: a box may only stand where it is named here.
const QStringList mayAskInABox{u"ui/base/question.cpp"_s};

// The lists of dialects and drivers: only they may include the folder of each.
const QStringList choosers{u"orm/sql/dialects.cpp"_s, u"orm/db/drivers.cpp"_s};

/// The room of a file is its folder.
QString roomOf(const QString &path)
{
    return path.left(path.lastIndexOf(u'/'));
}

/// A room belongs to the layer whose folder it stands in; -1: to none.
int layerOf(const QString &path)
{
    for (QString room = roomOf(path); !room.isEmpty();
         room = room.contains(u'/') ? roomOf(room) : QString())
        if (const qsizetype layer = layers.indexOf(room); layer >= 0)
            return int(layer);
    return -1;
}

struct Source
{
    QString path; ///< From the project's root.
    QString text;

    [[nodiscard]] QStringList includes() const
    {
        static const QRegularExpression line(u"^\\s*#\\s*include\\s*[\"<]([^\">]+)[\">]"_s,
                                             QRegularExpression::MultilineOption);
        QStringList found;
        for (const QRegularExpressionMatch &match : line.globalMatch(text))
            found << match.captured(1);
        return found;
    }
};

QList<Source> sourcesIn(const QStringList &folders)
{
    const QDir root(QStringLiteral(PROJECT_ROOT));
    QList<Source> sources;
    for (const QString &folder : folders) {
        QDirIterator files(root.filePath(folder), {u"*.h"_s, u"*.cpp"_s}, QDir::Files,
                           QDirIterator::Subdirectories);
        while (files.hasNext()) {
            QFile file(files.next());
            if (file.open(QIODevice::ReadOnly))
                sources << Source{root.relativeFilePath(file.fileName()),
                                  QString::fromUtf8(file.readAll())};
        }
    }
    return sources;
}

bool isDatabaseHeader(const QString &include)
{
    return include.startsWith("QSql"_L1) || include.startsWith("QtSql"_L1)
           || include == "sqlite3.h"_L1;
}

} // namespace

/// Holds the house to its design: who may include whom, and what stands in one place only.
class TestLayering : public QObject
{
    Q_OBJECT

private slots:
    void everyFileIsInALayer();
    void includesGoDown();
    void roomsAreFreeOfCycles();
    void sourcesBeginWithTheirOwnHeader();
    void onlyOrmDbKnowsTheDriver();
    void examplesIncludeUmbrellasOnly();
    void modalBoxesAreTheExceptionNamedHere();
    void coloursComeFromThePalette();
    void filesStayReadable();

private:
    const QList<Source> m_sources = sourcesIn({u"orm"_s, u"ui"_s, u"app"_s});
};

void TestLayering::everyFileIsInALayer()
{
    QVERIFY(!m_sources.isEmpty());
    QStringList lost;
    for (const Source &source : m_sources)
        if (layerOf(source.path) < 0)
            lost << source.path;
    QCOMPARE(lost, QStringList());
}

void TestLayering::includesGoDown()
{
    QStringList upward;
    for (const Source &source : m_sources) {
        for (const QString &include : source.includes()) {
            if (layerOf(include) > layerOf(source.path))
                upward << source.path + " includes "_L1 + include;
        }
    }
    QCOMPARE(upward, QStringList());
}

void TestLayering::roomsAreFreeOfCycles()
{
    QMap<QString, QSet<QString>> includes;
    for (const Source &source : m_sources) {
        if (choosers.contains(source.path))
            continue;
        for (const QString &include : source.includes()) {
            const QString from = roomOf(source.path);
            const QString to = roomOf(include);
            const bool isOurs = layerOf(include) >= 0;
            if (isOurs && from != to)
                includes[from].insert(to);
        }
    }

    // What includes only what is done already, can be done.
    QSet<QString> undone(includes.keyBegin(), includes.keyEnd());
    const auto isDone = [&](const QString &room) {
        return std::ranges::none_of(includes[room],
                                    [&](const QString &other) { return undone.contains(other); });
    };
    for (bool isMoving = true; isMoving;) {
        isMoving = false;
        const QStringList rooms(undone.begin(), undone.end());
        for (const QString &room : rooms)
            if (isDone(room))
                isMoving = undone.remove(room);
    }

    QStringList cycle(undone.begin(), undone.end());
    cycle.sort();
    QCOMPARE(cycle, QStringList());
}

/// So that a header that lacks an include fails to compile there.
void TestLayering::sourcesBeginWithTheirOwnHeader()
{
    QSet<QString> paths;
    for (const Source &source : m_sources)
        paths.insert(source.path);
    QStringList late;
    for (const Source &source : m_sources) {
        const QString header = source.path.chopped(u".cpp"_s.size()) + ".h"_L1;
        if (source.path.endsWith(".cpp"_L1) && paths.contains(header)
            && source.includes().first() != header)
            late << source.path;
    }
    QCOMPARE(late, QStringList());
}

void TestLayering::onlyOrmDbKnowsTheDriver()
{
    QStringList strays;
    for (const Source &source : m_sources) {
        for (const QString &include : source.includes()) {
            if (isDatabaseHeader(include) && !source.path.startsWith("orm/db/"_L1))
                strays << source.path + " includes "_L1 + include;
        }
    }
    QCOMPARE(strays, QStringList());
}

void TestLayering::examplesIncludeUmbrellasOnly()
{
    QStringList inner;
    int count = 0;
    for (const Source &source : m_sources) {
        if (!source.path.startsWith("orm/examples/"_L1))
            continue;
        ++count;
        for (const QString &include : source.includes())
            if (layerOf(include) >= 0 && include != "orm/orm.h"_L1 && include != "orm/coro.h"_L1)
                inner << source.path + " includes "_L1 + include;
    }
    QVERIFY(count >= 3);
    QCOMPARE(inner, QStringList());
}

void TestLayering::modalBoxesAreTheExceptionNamedHere()
{
    QStringList askers;
    for (const Source &source : m_sources)
        if (source.text.contains("QMessageBox"_L1) && !mayAskInABox.contains(source.path))
            askers << source.path;
    QCOMPARE(askers, QStringList());
}

void TestLayering::coloursComeFromThePalette()
{
    static const QRegularExpression hexColour(u"\"[^\"\\n]*#[0-9a-fA-F]{6}\\b"_s);
    QStringList painters;
    for (const Source &source : m_sources) {
        const QRegularExpressionMatch match = hexColour.match(source.text);
        if (match.hasMatch())
            painters << source.path + ": "_L1 + match.captured();
    }
    QCOMPARE(painters, QStringList());
}

void TestLayering::filesStayReadable()
{
    QStringList tooLong;
    for (const Source &source : m_sources)
        if (source.text.count(u'\n') > 400)
            tooLong << source.path;
    QCOMPARE(tooLong, QStringList());
}

QTEST_APPLESS_MAIN(TestLayering)
#include "tst_layering.moc"
