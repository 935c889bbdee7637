#include "app/commandline.h"
#include "app/englishplurals.h"
#include "app/headlesscopy.h"
#include "app/headlessexport.h"
#include "app/headlessimport.h"
#include "app/shop/serveraddress.h"
#include "app/window/mainwindow.h"
#include "app/window/settings.h"
#include "app/window/singlewindow.h"
#include "ui/base/appearance.h"
#include "ui/base/icons.h"

#include <QApplication>
#include <QProcess>
#include <QProcessEnvironment>
#include <QThreadPool>

#include <cstdio>
#include <memory>

using namespace Qt::StringLiterals;

namespace {

void print(std::FILE *stream, const QString &text)
{
    QTextStream(stream) << text << (text.endsWith(u'\n') ? u""_s : u"\n"_s);
}

/// Does a task that says when it is done.
template<typename Headless>
int run(const CommandLine &wish)
{
    Headless task(wish);
    QObject::connect(&task, &Headless::done, qApp, &QCoreApplication::exit, Qt::QueuedConnection);
    task.start();
    return QCoreApplication::exec();
}

int runWithoutWindow(const CommandLine &wish)
{
    if (wish.task == CommandLine::Task::Print) {
        print(stdout, wish.output);
        return 0;
    }
    if (wish.task == CommandLine::Task::Refuse) {
        print(stderr, wish.output);
        return 2;
    }
    if (wish.task == CommandLine::Task::Copy)
        return run<HeadlessCopy>(wish);
    return wish.task == CommandLine::Task::Export ? run<HeadlessExport>(wish)
                                                  : run<HeadlessImport>(wish);
}

/// In a program of its own, so that one that fails takes no other along.
void startAnotherWindow(const ShopRequest &shop)
{
    QStringList arguments{u"--new-window"_s, shop.server ? addressOf(*shop.server) : shop.file};
    if (shop.readOnly)
        arguments.prepend(u"--read-only"_s);
    QProcess other;
    if (shop.server) { // arguments can be read by everybody
        QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
        environment.insert(passwordVariable(*shop.server), shop.server->password);
        other.setProcessEnvironment(environment);
    }
    other.setProgram(QCoreApplication::applicationFilePath());
    other.setArguments(arguments);
    other.startDetached();
}

int runWithWindow(const CommandLine &wish)
{
    ShopRequest shop = requestFor(wish.file.isEmpty() ? Shop::defaultFile() : wish.file);
    shop.readOnly = wish.readOnly;
    if (!wish.newWindow
        && SingleWindow::raiseOther(shop.server ? addressOf(*shop.server) : shop.file))
        return 0;
    Settings settings;
    QApplication::setWindowIcon(ui::applicationIcon());
    QGuiApplication::setDesktopFileName(u"bookstore"_s);
    ui::applyAppearance(ui::appearanceFromString(settings.appearance()));
    MainWindow window(settings);
    QObject::connect(&window, &MainWindow::windowWanted, qApp, &startAnotherWindow);
    window.show();
    window.openShop(shop);
    return QCoreApplication::exec();
}

void setUp()
{
    QCoreApplication::setApplicationName(u"bookstore"_s);
    QCoreApplication::setApplicationVersion(QStringLiteral(BOOKSTORE_VERSION));
    static EnglishPlurals plurals;
    QCoreApplication::installTranslator(&plurals);
}

/// Shops close in the background, and only a closed one is whole in its file. Qt takes connections
/// away when the application object goes, whoever uses them.
int whenShopsAreClosed(int status)
{
    QThreadPool::globalInstance()->waitForDone();
    return status;
}

} // namespace

int main(int argc, char *argv[])
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments << QString::fromLocal8Bit(argv[i]);
    if (!CommandLine::needsDisplay(arguments)) {
        const bool needsFonts = CommandLine::parse(arguments).needsFonts();
        if (needsFonts)
            qputenv("QT_QPA_PLATFORM", "offscreen");
        const std::unique_ptr<QCoreApplication> application(
            needsFonts ? new QGuiApplication(argc, argv) : new QCoreApplication(argc, argv));
        setUp();
        return whenShopsAreClosed(
            runWithoutWindow(CommandLine::parse(QCoreApplication::arguments())));
    }
    const QApplication application(argc, argv);
    QGuiApplication::setApplicationDisplayName(u"Bookstore"_s);
    setUp();
    const CommandLine wish = CommandLine::parse(QCoreApplication::arguments());
    return whenShopsAreClosed(wish.task == CommandLine::Task::ShowWindow ? runWithWindow(wish)
                                                                         : runWithoutWindow(wish));
}
