// What ConnectionDialog does; connectiondialog_layout.cpp makes its widgets.
#include "app/connect/connectiondialog.h"

#include "app/connect/connectionform.h"
#include "app/connect/connectionstore.h"
#include "app/connect/durationtext.h"
#include "ui/base/appearance.h"
#include "ui/base/icons.h"
#include "ui/base/question.h"

#include <QLabel>
#include <QListWidget>
#include <QLocale>
#include <QPushButton>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

constexpr int connectionRole = Qt::UserRole;

} // namespace

ConnectionDialog::ConnectionDialog(ConnectionStore &store, QWidget *parent)
    : QDialog(parent)
    , m_store(store)
{
    setObjectName(u"connectionDialog"_s);
    setWindowTitle(tr("Connect to Server"));
    makeList();
    m_form = new ConnectionForm(m_keychain, this);
    makeResult();
    makeButtons();
    layOut();
    connectParts();
    fill();
    m_keychain.look();
}

SavedConnection ConnectionDialog::connectionOf(const QListWidgetItem &item)
{
    return item.data(connectionRole).value<SavedConnection>();
}

/// The one that was used last is the likeliest.
void ConnectionDialog::fill()
{
    const QList<SavedConnection> all = m_store.connections();
    for (const SavedConnection &connection : all) {
        add(connection);
        if (connection.password == SavedConnection::Password::Keychain)
            m_mayBeKept.insert(connection.id);
    }
    if (all.isEmpty())
        return addNew();
    const auto last = std::ranges::max_element(all, {}, &SavedConnection::lastUsed);
    m_list->setCurrentRow(int(last - all.begin()));
    m_list->setFocus();
}

QListWidgetItem *ConnectionDialog::add(const SavedConnection &connection)
{
    auto *item = new QListWidgetItem(m_list);
    describe(*item, connection);
    return item;
}

void ConnectionDialog::describe(QListWidgetItem &item, const SavedConnection &connection) const
{
    const QString title = titleOf(connection);
    const QString what = isBlank(connection)
                             ? typeName(connection.type)
                             : u"%1 · %2"_s.arg(typeName(connection.type), placeOf(connection));
    const QColor colour(connection.colour);
    const QString name = isOnServer(connection) ? u"network-server"_s : u"document-open"_s;
    item.setText(title + u'\n' + what);
    item.setIcon(colour.isValid()
                     ? ui::icon(name, ui::readableOn(palette().color(QPalette::Base), colour))
                     : ui::icon(name));
    const QString used =
        connection.lastUsed.isValid()
            ? tr("Last used on %1")
                  .arg(QLocale().toString(connection.lastUsed.toLocalTime(), QLocale::ShortFormat))
            : tr("Never used so far");
    item.setToolTip(item.text() + u'\n' + used);
    item.setData(Qt::AccessibleTextRole, title);
    item.setData(Qt::AccessibleDescriptionRole, what + u". "_s + used);
    item.setData(connectionRole, QVariant::fromValue(connection));
}

void ConnectionDialog::takeCurrent(QListWidgetItem *current, QListWidgetItem *previous)
{
    m_test.cancel();
    if (previous)
        keepPassword();
    m_shownId.clear();
    tell(Tone::Neutral, {});
    const bool isOne = current != nullptr;
    m_form->setEnabled(isOne);
    m_duplicate->setEnabled(isOne);
    m_delete->setEnabled(isOne);
    if (isOne) {
        const SavedConnection connection = connectionOf(*current);
        m_shownId = connection.id;
        m_form->setConnection(connection);
        readPassword();
    }
    showRunning();
}

void ConnectionDialog::takeEdit()
{
    QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const SavedConnection connection = m_form->connection();
    describe(*item, connection);
    m_store.save(connection);
}

void ConnectionDialog::addNew()
{
    m_list->setCurrentItem(add(newConnection()));
    m_form->focusAddress();
}

void ConnectionDialog::duplicateCurrent()
{
    SavedConnection copy = m_form->connection();
    copy.name = tr("%1 (copy)").arg(titleOf(copy));
    copy.id = newConnection().id;
    copy.lastUsed = {};
    m_store.save(copy);
    m_list->setCurrentItem(add(copy));
    m_list->setFocus();
}

void ConnectionDialog::askToDelete()
{
    const QListWidgetItem *item = m_list->currentItem();
    if (!item)
        return;
    const SavedConnection connection = connectionOf(*item);
    if (isBlank(connection))
        return deleteCurrent();
    ui::askBefore(this, tr("Delete the connection “%1”?").arg(titleOf(connection)),
                  tr("Its password leaves the keychain, too. The database itself stays as it is."),
                  tr("Delete Connection"), this, [this] { deleteCurrent(); });
}

void ConnectionDialog::deleteCurrent()
{
    const int row = m_list->currentRow();
    if (row < 0)
        return;
    const SavedConnection gone = connectionOf(*m_list->item(row));
    m_shownId.clear(); // its password is not kept any more
    m_store.remove(gone.id);
    if (gone.password == SavedConnection::Password::Keychain)
        m_keychain.remove(gone.id);
    delete m_list->takeItem(row);
    if (m_list->count() == 0)
        addNew();
    else
        m_list->setFocus();
}

/// The answer comes later, when another one may be in the form.
void ConnectionDialog::readPassword()
{
    const SavedConnection connection = m_form->connection();
    if (m_keychain.state() != Keychain::State::Answers || !isOnServer(connection)
        || connection.password != SavedConnection::Password::Keychain)
        return;
    m_keychain.read(
        connection.id, [this, id = connection.id](const QString &password, const QString &problem) {
            if (m_shownId != id)
                return;
            if (!problem.isEmpty())
                tell(Tone::Error, tr("The keychain keeps its password to itself: %1").arg(problem));
            else
                m_form->offerPassword(password);
        });
}

/// What the user wants to be kept goes into the keychain, and what shall be asked for leaves it.
void ConnectionDialog::keepPassword()
{
    if (m_shownId.isEmpty() || m_keychain.state() != Keychain::State::Answers)
        return;
    const SavedConnection connection = m_form->connection();
    if (connection.password == SavedConnection::Password::AskEachTime) {
        if (m_mayBeKept.remove(m_shownId))
            m_keychain.remove(m_shownId);
        return;
    }
    m_mayBeKept.insert(m_shownId);
    if (m_form->hasNewPassword())
        m_keychain.write(m_shownId, m_form->password());
    m_form->setPasswordKept();
}

void ConnectionDialog::start(Purpose purpose)
{
    if (!m_form->takeAddress())
        return;
    const SavedConnection connection = m_form->connection();
    if (const QString problem = problemOf(connection); !problem.isEmpty())
        return tell(Tone::Error, problem);
    m_purpose = purpose;
    m_test.start(requestOf(connection, m_form->password()));
    tell(Tone::Neutral, tr("Connecting to %1…").arg(placeOf(connection)));
    showRunning();
}

void ConnectionDialog::takeAnswer(const ConnectionTest::Answer &answer)
{
    SavedConnection connection = m_form->connection();
    tell(Tone::Success,
         tr("%1 %2 answers; there and back takes %3.")
             .arg(typeName(connection.type), answer.version, durationText(answer.roundTrip)));
    showRunning();
    if (m_purpose == Purpose::Look)
        return;
    connection.lastUsed = QDateTime::currentDateTimeUtc();
    m_store.save(connection);
    const ShopRequest request = requestOf(connection, m_form->password());
    accept();
    emit connectWanted(request);
}

void ConnectionDialog::reject()
{
    if (!m_test.isRunning())
        return QDialog::reject();
    m_test.cancel();
    tell(Tone::Neutral, tr("Stopped."));
    showRunning();
}

void ConnectionDialog::done(int result)
{
    m_test.cancel();
    keepPassword();
    QDialog::done(result);
}

void ConnectionDialog::tell(Tone tone, const QString &text)
{
    const QColor background = palette().color(QPalette::Window);
    switch (tone) {
    case Tone::Neutral: m_resultIcon->clear(); break;
    case Tone::Success:
        m_resultIcon->setPixmap(
            ui::icon(u"emblem-ok"_s, ui::toneColor(ui::Tone::Success, background)).pixmap(16));
        break;
    case Tone::Error:
        m_resultIcon->setPixmap(
            ui::icon(u"dialog-error"_s, ui::toneColor(ui::Tone::Error, background)).pixmap(16));
        break;
    }
    m_result->setText(text);
    m_result->setAccessibleDescription(text);
    m_result->setToolTip(text.toHtmlEscaped()); // whole, where drivers have much to say
}
