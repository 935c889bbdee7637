#pragma once

#include "app/connect/savedconnection.h"

#include <QWidget>

class Keychain;
class QCheckBox;
class QComboBox;
class QFormLayout;
class QLabel;
class QLineEdit;
class QRadioButton;
class QSpinBox;

/// The fields of one connection. Those that its type does not have are not shown. What is entered
/// is told at once; the password is told to nobody who does not ask for it.
class ConnectionForm : public QWidget
{
    Q_OBJECT

public:
    /// `keychain` outlives it, and says whether passwords may be kept.
    ConnectionForm(const Keychain &keychain, QWidget *parent);

    /// As entered, with the id and the last use of that which was set.
    [[nodiscard]] SavedConnection connection() const;
    /// Shows another connection, without a password.
    void setConnection(const SavedConnection &connection);
    [[nodiscard]] QString password() const;
    /// That of the keychain, into an empty field.
    void offerPassword(const QString &password);
    /// Whether the user has entered it, so that the keychain does not have it yet.
    [[nodiscard]] bool hasNewPassword() const { return m_hasNewPassword; }
    void setPasswordKept() { m_hasNewPassword = false; }
    /// Reads the address that was entered, if there is one, into the fields; false when it cannot
    /// be read, which refused() tells.
    bool takeAddress();
    /// Where to begin with a blank connection, and where with one that lacks its password alone.
    void focusAddress();
    void focusPassword();

signals:
    /// The user has changed something that is kept.
    void edited();
    /// The user has changed something, so that what was found out about it may be wrong.
    void touched();
    /// A pasted address cannot be read; for the user.
    void refused(const QString &why);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void makeWidgets();
    void makePasswordLine();
    void layOut();
    void setTabOrders();
    [[nodiscard]] QLayout *makeHostLine();
    [[nodiscard]] QLayout *makeFileLine(QLineEdit *edit, const QString &title);
    void connectEdits();
    void show(const SavedConnection &connection);
    void showRows();
    void showTlsChoices(orm::Dialect type);
    void showKeychain();
    void takeType();
    void tellEdit();

    const Keychain &m_keychain;
    SavedConnection m_connection; ///< As it was set.
    bool m_isShowing = false;     ///< What changes now was not entered.
    bool m_hasNewPassword = false;
    QFormLayout *m_layout = nullptr;
    QLineEdit *m_address = nullptr;
    qsizetype m_addressSize = 0; ///< Before the last change.
    QLineEdit *m_name = nullptr;
    QComboBox *m_colour = nullptr;
    QComboBox *m_type = nullptr;
    QLineEdit *m_file = nullptr;
    QLayout *m_fileLine = nullptr;
    QLineEdit *m_host = nullptr;
    QSpinBox *m_port = nullptr;
    QLayout *m_hostLine = nullptr;
    QLineEdit *m_database = nullptr;
    QLineEdit *m_username = nullptr;
    QLineEdit *m_password = nullptr;
    QWidget *m_keeping = nullptr;
    QRadioButton *m_keep = nullptr;
    QRadioButton *m_ask = nullptr;
    QLabel *m_lack = nullptr; ///< Why there is no keychain.
    QComboBox *m_tls = nullptr;
    QLineEdit *m_authority = nullptr;
    QLayout *m_authorityLine = nullptr;
    QLineEdit *m_options = nullptr;
    QCheckBox *m_readOnly = nullptr;
    QCheckBox *m_production = nullptr;
};
