#pragma once

#include "app/shop/shoprequest.h"

#include <QDialog>

class QLineEdit;

/// Asks for the password of a shop on a server. It is kept nowhere.
class PasswordDialog : public QDialog
{
    Q_OBJECT

public:
    /// `request` names a server.
    explicit PasswordDialog(const ShopRequest &request, QWidget *parent);

    /// The same with the password that was typed.
    [[nodiscard]] ShopRequest request() const;

private:
    ShopRequest m_request;
    QLineEdit *m_password = nullptr;
};
