#include <QtTest>

using namespace Qt::StringLiterals;

/// T-SQL is judged by a parser that knows nothing of this project, since no SQL Server is at hand.
class TestTsql : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void parses();
};

namespace {

/// What sqlfluff 1.4 does not know, and what it is shown in its place. All of it is T-SQL.
struct Limit
{
    QRegularExpression there;
    QString instead;
};

const std::vector<Limit> &limits()
{
    static const std::vector<Limit> all{
        // It knows ORDER BY, but not what a page of rows is.
        {QRegularExpression(u"(ORDER BY .*) OFFSET \\d+ ROWS( FETCH NEXT \\d+ ROWS ONLY)?"_s),
         u"\\1"_s},
        // Numbers by bytes.
        {QRegularExpression(u"\\b0x[0-9a-f]*"_s), u"1"_s},
        // Joins in parentheses.
        {QRegularExpression(u"JOIN \\( (\\[[^\\]]+\\] AS \\[[^\\]]+\\]) "
                            "(INNER|LEFT OUTER) JOIN (.*?)\\s*\\) ON"_s),
         u"JOIN \\1 ON 1 = 1 \\2 JOIN \\3 AND"_s},
        {QRegularExpression(u"^(UPDATE|DELETE) TOP\\(\\d+\\)"_s), u"\\1"_s},
        {QRegularExpression(u" WITH\\(HOLDLOCK\\)"_s), QString()},
        // It fails over what happens to rows that refer to one.
        {QRegularExpression(u" ON (DELETE|UPDATE) (CASCADE|SET NULL|NO ACTION|SET DEFAULT)"_s),
         QString()},
        {QRegularExpression(
             u"^SET IDENTITY_INSERT \\S+ ON; (.*); SET IDENTITY_INSERT \\S+ OFF;$"_s),
         u"\\1;"_s},
    };
    return all;
}

QString withoutLimits(QString sql)
{
    // The log shows bound values behind a statement, where that is asked for.
    static const QRegularExpression values(u"; \\{.*\\}$"_s);
    sql.replace(values, u";"_s);
    for (const Limit &limit : limits()) {
        QString before;
        while (before != sql) {
            before = sql;
            sql.replace(limit.there, limit.instead);
        }
    }
    return sql;
}

/// What Sequelize sends, and we as it does, though it is no T-SQL. SQL Server refuses it, and says
/// why, as soon as a table is made or asked.
bool isSequelizesOwn(const QString &sql)
{
    static const QRegularExpression known(u"CHAR\\(\\d+\\) BINARY|DOUBLE PRECISION( "
                                          u"UNSIGNED|\\(\\d+(,\\d+)?\\))| (UNSIGNED|ZEROFILL)\\b"
                                          "|\\] IS (NOT )?1\\b"_s);
    return known.match(sql).hasMatch();
}

QStringList statements(const QString &folder)
{
    QStringList arguments;
    for (const auto *name : {"02-types", "03-where", "04-select", "05-write", "06-associations",
                             "08-query-interface", "11-include", "12-related", "15-minify"})
        arguments += u"" PROJECT_ROOT "/tests/parity/vectors/%1.json"_s.arg(QLatin1String(name));
    const QString file = folder + "/statements.json"_L1;
    arguments += {u"--dialect"_s, u"mssql"_s, u"--statements"_s, file};
    QProcess parity;
    parity.start(QCoreApplication::applicationDirPath() + "/parity"_L1, arguments);
    if (!parity.waitForFinished(60'000) || parity.exitCode() != 0)
        return {};
    QFile written(file);
    if (!written.open(QIODevice::ReadOnly))
        return {};
    return QVariant(QJsonDocument::fromJson(written.readAll()).toVariant()).toStringList();
}

/// Each in a file of its own, so that one that cannot be parsed hides no other.
void writeFiles(const QString &folder, const QStringList &statements)
{
    for (qsizetype i = 0; i < statements.size(); ++i) {
        QFile file(u"%1/%2.sql"_s.arg(folder).arg(i, 4, 10, QChar(u'0')));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write((withoutLimits(statements[i]) + u'\n').toUtf8());
    }
}

/// What sqlfluff says about each file, by the number in its name; nothing when it fails.
std::optional<QMap<int, QString>> complaints(const QString &folder)
{
    QProcess sqlfluff;
    sqlfluff.setWorkingDirectory(folder);
    // One rule that is quickly looked up: that all can be parsed is held besides.
    sqlfluff.start(u"sqlfluff"_s, {u"lint"_s, u"--dialect"_s, u"tsql"_s, u"--rules"_s, u"L009"_s,
                                   u"--format"_s, u"json"_s, folder});
    if (!sqlfluff.waitForFinished(600'000))
        return std::nullopt;
    const QJsonDocument told = QJsonDocument::fromJson(sqlfluff.readAllStandardOutput());
    if (!told.isArray()) {
        qWarning().noquote() << sqlfluff.readAllStandardError();
        return std::nullopt;
    }
    QMap<int, QString> all;
    for (const QJsonValue &file : told.array())
        for (const QJsonValue &violation : file[u"violations"].toArray())
            all[QFileInfo(file[u"filepath"].toString()).baseName().toInt()] =
                violation[u"description"].toString();
    return all;
}

} // namespace

void TestTsql::initTestCase()
{
    if (!QStandardPaths::findExecutable(u"sqlfluff"_s).isEmpty())
        return;
    if (qEnvironmentVariable("CI") == "true"_L1)
        QFAIL("sqlfluff is not installed (Debian: the package sqlfluff).");
    QSKIP("sqlfluff is not installed (Debian: the package sqlfluff).");
}

/// Every fifth of the vectors' statements, since it takes 0.15 s of each; all with EVERY=1.
void TestTsql::parses()
{
    // given
    const QTemporaryDir folder;
    bool isSet = false;
    const int every = qEnvironmentVariableIntValue("EVERY", &isSet);
    QStringList chosen;
    const QStringList all = statements(folder.path());
    for (qsizetype i = 0; i < all.size(); i += isSet ? std::max(1, every) : 5)
        chosen += all[i];
    QVERIFY(chosen.size() > 100);
    writeFiles(folder.path(), chosen);

    // when
    const std::optional<QMap<int, QString>> told = complaints(folder.path());

    // then
    QVERIFY(told);
    QStringList refused;
    for (auto each = told->cbegin(); each != told->cend(); ++each)
        if (!isSequelizesOwn(chosen[each.key()]))
            refused += chosen[each.key()] + "\n    "_L1 + each.value();
    QVERIFY2(refused.isEmpty(), qPrintable(refused.join(u'\n')));
}

QTEST_GUILESS_MAIN(TestTsql)
#include "tst_tsql.moc"
