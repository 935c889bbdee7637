#include "run.h"

#include <QCommandLineParser>
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QTextStream>

#include <algorithm>
#include <cstdlib>

using namespace Qt::StringLiterals;
using parity::Json;

namespace {

const QStringList dialects{u"sqlite"_s, u"postgres"_s, u"mysql"_s, u"mariadb"_s, u"mssql"_s};

[[noreturn]] void stop(const QString &why)
{
    QTextStream(stderr) << why << Qt::endl;
    std::exit(2);
}

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        stop(u"%1: %2"_s.arg(path, file.errorString()));
    QString error;
    const std::optional<Json> json = Json::parse(QString::fromUtf8(file.readAll()), &error);
    if (!json)
        stop(u"%1: %2"_s.arg(path, error));
    return *json;
}

/// Whether `json` has a member of that name, however deep.
bool uses(const Json &json, const QString &name)
{
    const auto isUsed = [&name](const Json &inner) { return uses(inner, name); };
    return json.find(name) || std::ranges::any_of(json.items(), isUsed)
           || std::ranges::any_of(json.members(), isUsed, &Json::Member::second);
}

/// Runs the cases that were asked for, and keeps count.
class Session
{
public:
    explicit Session(const QCommandLineParser &asked)
        : m_dialects(asked.isSet(u"dialect"_s) ? QStringList{asked.value(u"dialect"_s)} : dialects)
        , m_only(asked.value(u"only"_s))
        , m_without(asked.value(u"without"_s))
        , m_url(asked.value(u"url"_s))
        , m_held(asked.isSet(u"merge"_s) ? parity::Held::MergedResults : parity::Held::Everything)
        , m_deviations(readJson(u":/deviations.json"_s))
    {
    }

    void runFile(const QString &path)
    {
        const QString file = QFileInfo(path).completeBaseName();
        const Json cases = readJson(path);
        for (const Json &theCase : cases.items())
            if (isWanted(theCase))
                runCase(file, theCase);
    }

    [[nodiscard]] int passed() const { return m_passed; }
    /// How many of the cases are listed as deviations.
    [[nodiscard]] int deviating() const { return m_deviating; }
    /// How many were left out because they need a server.
    [[nodiscard]] int unasked() const { return m_unasked; }
    [[nodiscard]] int failed() const { return int(m_report.items().size()); }
    [[nodiscard]] const Json &report() const { return m_report; }
    /// All that was sent, or would have been, each once, as the log shows it.
    [[nodiscard]] const QStringList &statements() const { return m_statements; }

private:
    [[nodiscard]] bool isWanted(const Json &theCase) const
    {
        const bool isLeftOut = !m_without.isEmpty() && uses(theCase[u"steps"], m_without);
        const bool isToMerge =
            m_held == parity::Held::Everything
            || (theCase[u"kind"].text() == "live"_L1 && uses(theCase[u"steps"], u"include"_s));
        return !isLeftOut && isToMerge && (m_only.isEmpty() || theCase[u"id"].text() == m_only);
    }

    void runCase(const QString &file, const Json &theCase)
    {
        for (const QString &dialect : m_dialects) {
            const Json *expected = theCase[u"expect"].find(dialect);
            if (!expected)
                continue;
            const bool isLive = theCase[u"kind"].text() == "live"_L1;
            const bool asksServer = isLive && dialect != dialects.first();
            if (asksServer && m_url.isEmpty()) {
                ++m_unasked;
                continue;
            }
            const QString id = theCase[u"id"].text();
            const Json *deviation = deviationOf(file, id, dialect);
            const parity::Verdict verdict =
                parity::runCase(theCase, dialect, deviation ? *deviation : *expected, m_held,
                                asksServer ? m_url : QString());
            m_deviating += deviation ? 1 : 0;
            if (verdict.passed) {
                ++m_passed;
                keepStatements(deviation ? *deviation : *expected);
            } else {
                fail(file, id, dialect, verdict);
            }
        }
    }

    /// Those that a case expects are those that were made, once it has passed.
    void keepStatements(const Json &expected)
    {
        static const QRegularExpression start(u"^Executing \\([^)]*\\): "_s);
        for (const Json &step : expected[u"steps"].items()) {
            for (const Json &line : step[u"sql"].items()) {
                const QString sql = QString(line.text()).remove(start);
                if (!m_statements.contains(sql))
                    m_statements += sql;
            }
            keepStatements(step);
        }
    }

    [[nodiscard]] const Json *deviationOf(const QString &file, const QString &id,
                                          const QString &dialect) const
    {
        for (const Json &entry : m_deviations.items()) {
            if (entry[u"file"].text() == file && entry[u"id"].text() == id
                && entry[u"dialect"].text() == dialect)
                return &entry;
        }
        return nullptr;
    }

    void fail(const QString &file, const QString &id, const QString &dialect,
              const parity::Verdict &verdict)
    {
        QTextStream out(stdout);
        out << "FAIL " << file << ' ' << id << " [" << dialect << "] step " << verdict.step << ": "
            << verdict.difference << '\n';
        if (!m_only.isEmpty()) {
            out << "  expected " << verdict.expected.toText() << '\n'
                << "  got      " << verdict.got.toText() << '\n';
        }
        m_report.append(Json::object({{u"file"_s, Json(file)},
                                      {u"id"_s, Json(id)},
                                      {u"dialect"_s, Json(dialect)},
                                      {u"step"_s, Json(verdict.step)},
                                      {u"difference"_s, Json(verdict.difference)},
                                      {u"expected"_s, verdict.expected},
                                      {u"got"_s, verdict.got}}));
    }

    QStringList m_dialects;
    QString m_only;
    QString m_without;
    QString m_url;
    parity::Held m_held;
    Json m_deviations;
    Json m_report = Json::array();
    QStringList m_statements;
    int m_passed = 0;
    int m_deviating = 0;
    int m_unasked = 0;
};

void writeList(const QString &path, const Json &list)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        stop(u"%1: %2"_s.arg(path, file.errorString()));
    QStringList lines;
    for (const Json &entry : list.items())
        lines << entry.toText();
    file.write((u"[\n"_s + lines.join(u",\n"_s) + u"\n]\n"_s).toUtf8());
}

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    QCommandLineParser parser;
    parser.setApplicationDescription(
        u"Holds the ORM against what Sequelize 6 did, case by case."_s);
    parser.addHelpOption();
    parser.addPositionalArgument(u"files"_s, u"Vectors, such as vectors/01-tutorial.json."_s,
                                 u"FILES…"_s);
    parser.addOptions({{u"dialect"_s, u"Only this dialect; default: every recorded one."_s, u"D"_s},
                       {u"only"_s, u"Only the case of this id, with all that differs."_s, u"ID"_s},
                       {u"without"_s, u"Leaves out cases that use this option."_s, u"KEY"_s},
                       {u"url"_s,
                        u"Runs live cases on the server of this address, in a database which is "
                        "emptied before each: postgres://user:password@host:port/parity. Asks for "
                        "--dialect."_s,
                        u"URL"_s},
                       {u"merge"_s, u"Merges all includes, and compares what comes of it: live "
                                    "cases with include, without their statements."_s},
                       {u"report"_s, u"Writes the failures to this file."_s, u"FILE.json"_s},
                       {u"statements"_s,
                        u"Writes the statements of all cases that pass to this file, each once."_s,
                        u"FILE.json"_s}});
    parser.process(application);
    if (parser.positionalArguments().isEmpty())
        parser.showHelp(2);

    if (parser.isSet(u"url"_s) && !parser.isSet(u"dialect"_s))
        stop(u"--url needs --dialect, since the server speaks one of them."_s);

    Session session(parser);
    for (const QString &path : parser.positionalArguments())
        session.runFile(path);
    if (parser.isSet(u"report"_s))
        writeList(parser.value(u"report"_s), session.report());
    if (parser.isSet(u"statements"_s)) {
        Json statements = Json::array();
        for (const QString &sql : session.statements())
            statements.append(Json(sql));
        writeList(parser.value(u"statements"_s), statements);
    }
    QTextStream out(stdout);
    out << session.passed() << " passed, " << session.failed() << " failed, " << session.deviating()
        << " deviate on purpose";
    if (session.unasked() > 0)
        out << ", " << session.unasked() << " need a server";
    out << Qt::endl;
    return session.failed() > 0 || session.passed() == 0 ? 1 : 0;
}
