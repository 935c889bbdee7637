#include "app/commandline.h"

#include <QCommandLineParser>

using namespace Qt::StringLiterals;

namespace {

struct Parser
{
    Parser()
        : help(parser.addHelpOption())
        , version(parser.addVersionOption())
    {
        parser.setApplicationDescription(
            CommandLine::tr("Keeps the books of a shop.\n\n"
                            "Exit status: 0 if all went well, 1 if nothing could be imported,\n"
                            "2 if the command line was wrong."));
        parser.addPositionalArgument(u"file"_s,
                                     CommandLine::tr("The shop to open; made if it is missing. "
                                                     "Default: your own shop."),
                                     u"[FILE]"_s);
        parser.addOptions({readOnly, newWindow, importFile, columns, headerRow, decimalMark});
    }

    QCommandLineParser parser;
    QCommandLineOption help;
    QCommandLineOption version;
    QCommandLineOption readOnly{u"read-only"_s,
                                CommandLine::tr("Open the shop without changing anything.")};
    QCommandLineOption newWindow{
        u"new-window"_s,
        CommandLine::tr(
            "Open a second window where one shows the shop already; else that one comes "
            "to the front.")};
    QCommandLineOption importFile{
        u"import"_s,
        CommandLine::tr("Import books from a CSV file, without a window. What is assumed is "
                        "printed; what is not sure must be said by the options below. Refused rows "
                        "are saved in the folder of your data."),
        u"FILE.csv"_s};
    QCommandLineOption columns{
        u"columns"_s,
        CommandLine::tr("What the columns of FILE.csv hold, from the first one on, as in "
                        "-,title,author,price; - is not imported."),
        u"NAMES"_s};
    QCommandLineOption headerRow{
        u"header-row"_s,
        CommandLine::tr("The row of FILE.csv with the names of its columns; 0 if it has none."),
        u"NUMBER"_s};
    QCommandLineOption decimalMark{u"decimal-mark"_s,
                                   CommandLine::tr("The decimal mark of FILE.csv: point or comma."),
                                   u"MARK"_s};
};

CommandLine refused(const QString &why)
{
    return {.task = CommandLine::Task::Refuse,
            .output = CommandLine::tr("%1\nTry “bookstore --help”.").arg(why)};
}

/// Reads what the user says about the file; false when it is a mistake.
bool readAnswers(const Parser &known, ImportAnswers &answers)
{
    const QCommandLineParser &parser = known.parser;
    if (parser.isSet(known.columns))
        answers.columns = parser.value(known.columns).split(u',');
    if (parser.isSet(known.headerRow)) {
        bool isNumber = false;
        answers.headerRow = parser.value(known.headerRow).toUInt(&isNumber);
        if (!isNumber)
            return false;
    }
    if (parser.isSet(known.decimalMark)) {
        const QString mark = parser.value(known.decimalMark);
        if (mark != u"point"_s && mark != u"comma"_s)
            return false;
        answers.decimalMark = mark == u"point"_s ? u'.' : u',';
    }
    return true;
}

bool hasAnswers(const Parser &known)
{
    return known.parser.isSet(known.columns) || known.parser.isSet(known.headerRow)
           || known.parser.isSet(known.decimalMark);
}

} // namespace

CommandLine CommandLine::parse(const QStringList &arguments)
{
    Parser known;
    QCommandLineParser &parser = known.parser;
    if (!parser.parse(arguments))
        return refused(parser.errorText());
    if (parser.isSet(known.help))
        return {.task = Task::Print, .output = parser.helpText()};
    if (parser.isSet(known.version))
        return {.task = Task::Print,
                .output = u"bookstore "_s + QCoreApplication::applicationVersion() + u'\n'};

    const QStringList files = parser.positionalArguments();
    if (files.size() > 1)
        return refused(tr("One shop at a time, not %n.", nullptr, int(files.size())));
    CommandLine wish;
    wish.file = files.value(0);
    wish.readOnly = parser.isSet(known.readOnly);
    wish.newWindow = parser.isSet(known.newWindow);
    if (!parser.isSet(known.importFile))
        return hasAnswers(known)
                   ? refused(tr("--columns, --header-row and --decimal-mark belong to "
                                "--import."))
                   : wish;
    if (wish.readOnly)
        return refused(tr("Nothing can be imported into a shop that is opened with --read-only."));
    wish.task = Task::Import;
    wish.importFile = parser.value(known.importFile);
    if (!readAnswers(known, wish.answers))
        return refused(tr("--header-row takes a number, and --decimal-mark point or comma."));
    return wish;
}

bool CommandLine::needsDisplay(const QStringList &arguments)
{
    static const QStringList own = {u"--read-only"_s, u"--new-window"_s};
    return std::all_of(arguments.begin() + 1, arguments.end(), [](const QString &argument) {
        const bool isOption = argument.startsWith("--"_L1) && argument.size() > 2;
        const bool isShort = argument == "-h"_L1 || argument == "-v"_L1 || argument == "-?"_L1;
        return !isShort && (!isOption || own.contains(argument));
    });
}
