// What ConnectionForm shows and tells; connectionform_layout.cpp makes its widgets.
#include "app/connect/connectionform.h"

#include "app/connect/connectionaddress.h"
#include "app/connect/keychain.h"
#include "orm/core/error.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QScopedValueRollback>
#include <QSpinBox>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace {

QString tlsText(SavedConnection::Tls tls)
{
    switch (tls) {
    case SavedConnection::Tls::Off: return ConnectionForm::tr("Not required");
    case SavedConnection::Tls::Verified:
        return ConnectionForm::tr("Required, and the certificate is verified");
    case SavedConnection::Tls::Unverified:
        return ConnectionForm::tr("Required; nobody checks the certificate");
    }
    Q_UNREACHABLE();
}

void choose(QComboBox &box, const QVariant &data)
{
    box.setCurrentIndex(std::max(0, box.findData(data)));
}

} // namespace

ConnectionForm::ConnectionForm(const Keychain &keychain, QWidget *parent)
    : QWidget(parent)
    , m_keychain(keychain)
{
    makeWidgets();
    makePasswordLine();
    layOut();
    connectEdits();
    connect(&keychain, &Keychain::stateChanged, this, &ConnectionForm::showKeychain);
    setConnection(newConnection());
}

SavedConnection ConnectionForm::connection() const
{
    SavedConnection told = m_connection;
    told.name = m_name->text();
    told.colour = m_colour->currentData().toString();
    told.type = orm::Dialect(m_type->currentData().toInt());
    told.file = m_file->text();
    told.host = m_host->text().trimmed();
    const int port = m_port->value();
    told.port = port == usualPort(told.type) ? 0 : port;
    told.database = m_database->text().trimmed();
    told.username = m_username->text();
    told.tls = SavedConnection::Tls(m_tls->currentData().toInt());
    told.authority = m_authority->text().trimmed();
    told.options = m_options->text().trimmed();
    // Where no keychain answers today, what was chosen before stays.
    if (m_keychain.state() == Keychain::State::Answers)
        told.password = m_keep->isChecked() ? SavedConnection::Password::Keychain
                                            : SavedConnection::Password::AskEachTime;
    told.readOnly = m_readOnly->isChecked();
    told.isProduction = m_production->isChecked();
    return told;
}

void ConnectionForm::setConnection(const SavedConnection &connection)
{
    m_hasNewPassword = false;
    m_address->clear();
    m_password->clear();
    show(connection);
}

void ConnectionForm::show(const SavedConnection &connection)
{
    const QScopedValueRollback showing(m_isShowing, true);
    m_connection = connection;
    m_name->setText(connection.name);
    choose(*m_colour, connection.colour);
    choose(*m_type, int(connection.type));
    showTlsChoices(connection.type);
    m_file->setText(connection.file);
    m_host->setText(connection.host);
    m_port->setValue(connection.port ? connection.port : usualPort(connection.type));
    m_database->setText(connection.database);
    m_username->setText(connection.username);
    choose(*m_tls, int(connection.tls));
    m_authority->setText(connection.authority);
    m_options->setText(connection.options);
    m_readOnly->setChecked(connection.readOnly);
    m_production->setChecked(connection.isProduction);
    showKeychain();
    showRows();
}

QString ConnectionForm::password() const
{
    return m_password->text();
}

void ConnectionForm::offerPassword(const QString &password)
{
    if (m_hasNewPassword || !m_password->text().isEmpty())
        return;
    const QScopedValueRollback showing(m_isShowing, true);
    m_password->setText(password);
}

void ConnectionForm::focusAddress()
{
    m_address->setFocus();
}

void ConnectionForm::focusPassword()
{
    m_password->setFocus();
}

void ConnectionForm::showRows()
{
    const SavedConnection now = connection();
    const bool isServer = isOnServer(now);
    m_layout->setRowVisible(m_fileLine, !isServer);
    m_layout->setRowVisible(m_hostLine, isServer);
    for (QWidget *field : std::initializer_list<QWidget *>{m_database, m_username, m_password,
                                                           m_keeping, m_tls, m_options})
        m_layout->setRowVisible(field, isServer);
    m_layout->setRowVisible(m_lack, isServer && !m_keychain.lack().isEmpty());
    m_layout->setRowVisible(m_authorityLine, takesAuthority(now));
    for (int i = 0; i < m_authorityLine->count(); ++i)
        m_authorityLine->itemAt(i)->widget()->setEnabled(now.tls == SavedConnection::Tls::Verified);
}

void ConnectionForm::showTlsChoices(orm::Dialect type)
{
    m_tls->clear();
    for (const SavedConnection::Tls choice : tlsChoices(type))
        m_tls->addItem(tlsText(choice), int(choice));
}

void ConnectionForm::showKeychain()
{
    const QScopedValueRollback showing(m_isShowing, true);
    const bool answers = m_keychain.state() == Keychain::State::Answers;
    m_keep->setEnabled(answers);
    const bool isKept = answers && m_connection.password == SavedConnection::Password::Keychain;
    (isKept ? m_keep : m_ask)->setChecked(true);
    m_lack->setText(m_keychain.lack());
    m_lack->setToolTip(m_keychain.lack().toHtmlEscaped()); // whole: the desktop has many words
    m_layout->setRowVisible(m_lack, isOnServer(m_connection) && !m_keychain.lack().isEmpty());
}

/// Keeps the port that the user has chosen, and the safe way where there was one.
void ConnectionForm::takeType()
{
    const auto type = orm::Dialect(m_type->currentData().toInt());
    {
        const QScopedValueRollback showing(m_isShowing, true);
        const bool wasEncrypted = m_tls->currentIndex() > 0;
        showTlsChoices(type);
        m_tls->setCurrentIndex(wasEncrypted ? 1 : 0);
        if (m_port->value() == usualPort(m_connection.type) || m_port->value() == 0)
            m_port->setValue(usualPort(type));
        m_connection.type = type;
    }
    showRows();
    tellEdit();
}

/// An address that can be read fills the fields and leaves its own, so that its password is not
/// shown for longer than it took to paste it. False for one that cannot, which is told.
bool ConnectionForm::takeAddress()
{
    const QString text = m_address->text().trimmed();
    if (text.isEmpty())
        return true;
    try {
        const ReadAddress read = readAddress(text, connection());
        m_address->clear();
        show(read.connection);
        if (!read.password.isEmpty())
            m_password->setText(read.password);
        tellEdit();
        return true;
    } catch (const orm::UsageError &error) {
        emit refused(error.text());
        return false;
    }
}

void ConnectionForm::tellEdit()
{
    if (m_isShowing)
        return;
    m_connection = connection();
    emit edited();
    emit touched();
}
