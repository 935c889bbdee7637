#include "app/commandline.h"

#include "app/shop/serveraddress.h"
#include "orm/core/error.h"
#include "ui/export/rowwriter.h"

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
                            "exported or copied, 2 if the command line was wrong."));
        parser.addPositionalArgument(
            u"file"_s,
            CommandLine::tr("The shop to open: a file, made if it is missing, or a "
                            "database on a server, as postgres://user@host:5432/shop, "
                            "mariadb://… or mysql://…. Its password is taken from "
                            "PGPASSWORD or MYSQL_PWD, or the window asks for it; one in the "
                            "address would be seen by all who list the processes of this "
                            "computer. Default: your own shop."),
            u"[SHOP]"_s);
        parser.addOptions({readOnly, newWindow, importFile, columns, headerRow, decimalMark,
                           exportFile, search, table, copyTo, round});
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
        CommandLine::tr("Import books from a list (CSV, or an array of objects in JSON), without a "
                        "window. What is assumed is "
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
    QCommandLineOption exportFile{
        u"export"_s,
        CommandLine::tr("Export books to a file, without a window: %1. The file takes the place of "
                        "one of that name once it is whole.")
            .arg(ui::knownSuffixes()),
        u"FILE"_s};
    QCommandLineOption search{
        u"search"_s, CommandLine::tr("Export only what a search for TEXT finds, as in “price<30”."),
        u"TEXT"_s};
    QCommandLineOption copyTo{
        u"copy-to"_s,
        CommandLine::tr("Copy the shop to a new file, or to a server as in "
                        "postgres://user@host:5432/database, without a window; compare all rows, "
                        "and keep nothing of a copy that is not equal."),
        u"PLACE"_s};
    QCommandLineOption round{
        u"round"_s,
        CommandLine::tr("Copy also values that other programs wrote more exactly than a server "
                        "keeps them, rounded; without this such a shop is not copied.")};
    QCommandLineOption table{
        u"table"_s,
        CommandLine::tr("Export another table than books: sales, genres, book_genres, "
                        "book_isbns, covers."),
        u"NAME"_s};
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

CommandLine exportWish(const Parser &known, CommandLine wish)
{
    const QCommandLineParser &parser = known.parser;
    if (parser.isSet(known.importFile))
        return refused(CommandLine::tr("Import or export, not both at once."));
    wish.task = CommandLine::Task::Export;
    wish.exportFile = parser.value(known.exportFile);
    wish.search = parser.value(known.search);
    wish.table = parser.value(known.table);
    if (!ui::rowFormatOf(wish.exportFile))
        return refused(CommandLine::tr("“%1” does not end as any format does: %2.")
                           .arg(wish.exportFile, ui::knownSuffixes()));
    return wish;
}

CommandLine copyWish(const Parser &known, CommandLine wish)
{
    if (known.parser.isSet(known.importFile) || known.parser.isSet(known.exportFile))
        return refused(CommandLine::tr("Copy, import or export, not several at once."));
    wish.task = CommandLine::Task::Copy;
    wish.copyTo = known.parser.value(known.copyTo);
    wish.isRounded = known.parser.isSet(known.round);
    try {
        (void)requestFor(wish.copyTo);
    } catch (const orm::BaseError &error) {
        return refused(error.message());
    }
    return wish;
}

CommandLine importWish(const Parser &known, CommandLine wish)
{
    if (wish.readOnly)
        return refused(CommandLine::tr(
            "Nothing can be imported into a shop that is opened with --read-only."));
    wish.task = CommandLine::Task::Import;
    wish.importFile = known.parser.value(known.importFile);
    if (!readAnswers(known, wish.answers))
        return refused(
            CommandLine::tr("--header-row takes a number, and --decimal-mark point or comma."));
    return wish;
}

} // namespace

bool CommandLine::needsFonts() const
{
    return task == Task::Export && ui::rowFormatOf(exportFile) == ui::RowFormat::Pdf;
}

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
    try {
        (void)requestFor(wish.file);
    } catch (const orm::BaseError &error) {
        return refused(error.message());
    }
    wish.readOnly = parser.isSet(known.readOnly);
    wish.newWindow = parser.isSet(known.newWindow);
    const bool isImport = parser.isSet(known.importFile);
    const bool isExport = parser.isSet(known.exportFile);
    if (!isImport && hasAnswers(known))
        return refused(tr("--columns, --header-row and --decimal-mark belong to --import."));
    if (!isExport && (parser.isSet(known.search) || parser.isSet(known.table)))
        return refused(tr("--search and --table belong to --export."));
    if (!parser.isSet(known.copyTo) && parser.isSet(known.round))
        return refused(tr("--round belongs to --copy-to."));
    if (parser.isSet(known.copyTo))
        return copyWish(known, wish);
    if (isExport)
        return exportWish(known, wish);
    return isImport ? importWish(known, wish) : wish;
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
