#include "app/window/shopchooser.h"

#include "app/shop/serveraddress.h"
#include "app/window/messages.h"
#include "app/window/settings.h"
#include "orm/core/error.h"
#include "ui/base/filedialog.h"

#include <QAction>
#include <QDir>
#include <QMenu>
#include <QMimeData>
#include <QUrl>

using namespace Qt::StringLiterals;

ShopChooser::ShopChooser(Settings &settings, Messages &messages, QWidget *window)
    : QObject(window)
    , m_settings(settings)
    , m_messages(messages)
    , m_window(window)
{
}

bool ShopChooser::isTable(const QString &file)
{
    static const QStringList suffixes{u"csv"_s, u"tsv"_s, u"txt"_s, u"json"_s};
    return suffixes.contains(QFileInfo(file).suffix().toLower());
}

QString ShopChooser::droppedFile(const QMimeData *data)
{
    const QList<QUrl> urls = data->urls();
    return urls.size() == 1 ? urls.constFirst().toLocalFile() : QString();
}

void ShopChooser::chooseShop()
{
    auto *dialog = new ui::FileDialog(m_window, tr("Open Shop"),
                                      tr("Shops (*.sqlite *.sqlite3 *.db);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { emit chosen({.file = file, .mayCreateFile = false}); });
    dialog->open();
}

void ShopChooser::chooseNewShop()
{
    auto *dialog = new ui::FileDialog(m_window, tr("New Shop"), tr("Shops (*.sqlite)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sqlite"_s);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever overwritten
    dialog->setLabelText(QFileDialog::Accept, tr("Create"));
    connect(dialog, &QFileDialog::fileSelected, this, &ShopChooser::openNew);
    dialog->open();
}

void ShopChooser::openNew(const QString &file)
{
    if (!QFileInfo::exists(file)) {
        emit chosen({.file = file});
        return;
    }
    m_messages.tell(Messages::Kind::Warning,
                    tr("“%1” exists already.").arg(QDir::toNativeSeparators(file)),
                    {{tr("Open It"), [this, file] { emit chosen({.file = file}); }}});
}

void ShopChooser::openRecent(const QString &place)
{
    try {
        ShopRequest request = requestFor(place);
        request.mayCreateFile = false;
        emit chosen(request);
    } catch (const orm::BaseError &error) {
        m_messages.tell(Messages::Kind::Error, error.message());
    }
}

void ShopChooser::keepFilled(QMenu *menu)
{
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fill(*menu); });
}

void ShopChooser::fill(QMenu &menu)
{
    menu.clear();
    int number = 0;
    for (const QString &file : m_settings.recentFiles()) {
        const bool isFile = !isServerAddress(file);
        const QString name =
            (isFile ? QDir::toNativeSeparators(file) : QString(file)).replace(u'&', u"&&"_s);
        ++number;
        QAction *action = menu.addAction(number < 10 ? tr("&%1  %2").arg(number).arg(name) : name);
        connect(action, &QAction::triggered, this, [this, file] { openRecent(file); });
    }
    menu.addSeparator();
    QAction *clear = menu.addAction(tr("&Clear List"));
    clear->setEnabled(number > 0);
    connect(clear, &QAction::triggered, this, [this] { m_settings.clearRecentFiles(); });
}
