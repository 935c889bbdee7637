#pragma once

#include "app/shop/shoprequest.h"

#include <QList>
#include <QWidget>

class QComboBox;
class QFormLayout;
class QLineEdit;
class QRadioButton;

/// Where a shop is to be copied to: a new file, a server by its address, or a connection that the
/// user has given a name to.
class CopyPlaceForm : public QWidget
{
    Q_OBJECT

public:
    explicit CopyPlaceForm(const QList<ShopRequest> &saved, QWidget *parent = nullptr);

    /// Whether a place is named, be it one that can be used or not.
    [[nodiscard]] bool isComplete() const;
    /// The place. Throws orm::BaseError with a sentence for the user for an address that cannot be
    /// read.
    [[nodiscard]] ShopRequest place() const;
    /// Puts the cursor where the place is named.
    void focusAddress();

    /// Enters the password of a saved connection, while that is chosen and none is entered.
    void setPassword(int connection, const QString &password);

signals:
    void changed();
    /// One of the saved connections.
    void connectionChosen(int connection);

private:
    void addFile(QFormLayout &form);
    void addServer(QFormLayout &form);
    void chooseFile();
    void update();
    void tellChoice();
    /// The connection that is chosen; nullptr: an address is typed.
    [[nodiscard]] const ShopRequest *chosen() const;

    QList<ShopRequest> m_saved;
    QRadioButton *m_isFile = nullptr;
    QRadioButton *m_isServer = nullptr;
    QLineEdit *m_file = nullptr;
    QComboBox *m_connections = nullptr;
    QLineEdit *m_address = nullptr;
    QLineEdit *m_password = nullptr;
    QWidget *m_choose = nullptr;
};
