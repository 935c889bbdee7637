#include "app/window/passworddialog.h"

#include "app/shop/serveraddress.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

PasswordDialog::PasswordDialog(const ShopRequest &request, QWidget *parent)
    : QDialog(parent)
    , m_request(request)
    , m_password(new QLineEdit(this))
{
    setObjectName(u"passwordDialog"_s);
    setWindowTitle(tr("Password"));
    const orm::ConnectionOptions &server = *request.server;
    const QString user = server.username;
    const QString name = nameOf(server);
    auto *label = new QLabel(user.isEmpty() ? tr("&Password for “%1”:").arg(name)
                                            : tr("&Password of %1 for “%2”:").arg(user, name),
                             this);
    label->setTextFormat(Qt::PlainText);
    label->setBuddy(m_password);
    m_password->setObjectName(u"passwordEdit"_s);
    m_password->setAccessibleName(tr("Password"));
    m_password->setEchoMode(QLineEdit::Password);
    m_password->setMinimumWidth(fontMetrics().averageCharWidth() * 40);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Open | QDialogButtonBox::Cancel, this);
    buttons->button(QDialogButtonBox::Open)->setText(tr("&Open"));
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(label);
    layout->addWidget(m_password);
    layout->addWidget(buttons);
    layout->setSizeConstraint(QLayout::SetFixedSize);
}

ShopRequest PasswordDialog::request() const
{
    ShopRequest request = m_request;
    request.server->password = m_password->text();
    return request;
}
