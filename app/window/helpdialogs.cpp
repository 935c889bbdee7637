#include "app/window/helpdialogs.h"

#include "ui/base/icons.h"

#include <QAction>
#include <QCoreApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QHeaderView>
#include <QLabel>
#include <QScreen>
#include <QTreeWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(HelpDialogs)
};

QDialog *makeDialog(const QString &objectName, const QString &title, QWidget *content,
                    QWidget *parent)
{
    auto *dialog = new QDialog(parent);
    dialog->setObjectName(objectName);
    dialog->setWindowTitle(title);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Close, dialog);
    QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
    auto *layout = new QVBoxLayout(dialog);
    layout->addWidget(content, 1);
    layout->addWidget(buttons);
    return dialog;
}

QString keysOf(const QAction *action)
{
    return QKeySequence::listToString(action->shortcuts(), QKeySequence::NativeText)
        .replace(u"; "_s, u", "_s);
}

QString plainText(const QAction *action)
{
    return QString(action->text()).remove(u'&').remove(u'…');
}

/// Keys that belong to no action, because the parts know them by themselves.
QList<std::pair<QString, QString>> furtherKeys()
{
    return {{Texts::tr("Edit the cell"), u"F2, Return"_s},
            {Texts::tr("First and last row"), u"Ctrl+Home, Ctrl+End"_s},
            {Texts::tr("Select all"), u"Ctrl+A"_s},
            {Texts::tr("Form: take back what was typed"), u"Esc, Esc"_s},
            {Texts::tr("Search: go on in the table"), u"Down, Return"_s},
            {Texts::tr("Search: clear"), u"Esc"_s}};
}

QTreeWidgetItem *addGroup(QTreeWidget *list, const QString &title)
{
    auto *group = new QTreeWidgetItem(list, {title});
    QFont bold = list->font();
    bold.setBold(true);
    group->setFont(0, bold);
    group->setFirstColumnSpanned(true);
    group->setExpanded(true);
    return group;
}

QTreeWidget *makeList(const QList<ShortcutGroup> &groups)
{
    auto *list = new QTreeWidget;
    list->setObjectName(u"shortcutsList"_s);
    list->setAccessibleName(Texts::tr("Keyboard shortcuts"));
    list->setHeaderLabels({Texts::tr("What"), Texts::tr("Keys")});
    for (const ShortcutGroup &part : groups) {
        QTreeWidgetItem *group = addGroup(list, part.title);
        for (const QAction *action : part.actions)
            if (!action->shortcut().isEmpty())
                new QTreeWidgetItem(group, {plainText(action), keysOf(action)});
    }
    QTreeWidgetItem *group = addGroup(list, Texts::tr("Table, form and search"));
    for (const auto &[what, keys] : furtherKeys())
        new QTreeWidgetItem(group, {what, keys});
    list->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    return list;
}

} // namespace

QDialog *showShortcuts(const QList<ShortcutGroup> &groups, QWidget *parent)
{
    QDialog *dialog =
        makeDialog(u"shortcutsDialog"_s, Texts::tr("Keyboard Shortcuts"), makeList(groups), parent);
    const QFontMetrics metrics = dialog->fontMetrics();
    // With its frame it stays on a small or strongly scaled screen.
    const QSize room = dialog->screen()->availableSize() * 9 / 10;
    dialog->resize(QSize(metrics.averageCharWidth() * 80, metrics.height() * 36).boundedTo(room));
    dialog->show();
    return dialog;
}

QDialog *showAbout(QWidget *parent)
{
    auto *content = new QWidget;
    auto *picture = new QLabel(content);
    picture->setPixmap(ui::applicationIcon().pixmap(64));
    auto *text = new QLabel(
        Texts::tr("<h2>Bookstore %1</h2>"
                  "<p>Keeps the books of a shop, and shows the SQL of every step.</p>"
                  "<p>Free software under the GNU General Public License, version 3 "
                  "or later.<br>Made with Qt %2.</p>")
            .arg(QCoreApplication::applicationVersion(), QString::fromLatin1(qVersion())),
        content);
    text->setObjectName(u"aboutText"_s);
    text->setWordWrap(true);
    text->setTextInteractionFlags(Qt::TextBrowserInteraction);
    text->setAccessibleName(Texts::tr("About Bookstore"));
    auto *layout = new QHBoxLayout(content);
    layout->setSpacing(content->fontMetrics().averageCharWidth() * 3);
    layout->addWidget(picture, 0, Qt::AlignTop);
    layout->addWidget(text, 1);

    QDialog *dialog = makeDialog(u"aboutDialog"_s, Texts::tr("About Bookstore"), content, parent);
    dialog->show();
    return dialog;
}
