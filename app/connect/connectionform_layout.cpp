// The widgets of ConnectionForm, their places and their names.
#include "app/connect/connectioncolours.h"
#include "app/connect/connectionform.h"
#include "ui/base/filedialog.h"
#include "ui/base/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>

#include <limits>

using namespace Qt::StringLiterals;

namespace {

template<typename Widget>
Widget *made(const QString &objectName, const QString &accessibleName, QWidget *parent)
{
    auto *widget = new Widget(parent);
    widget->setObjectName(objectName);
    widget->setAccessibleName(accessibleName);
    return widget;
}

} // namespace

void ConnectionForm::makeWidgets()
{
    m_address = made<QLineEdit>(u"addressEdit"_s, tr("Address"), this);
    m_address->setPlaceholderText(tr("Paste postgres://user@host/shop here"));
    m_name = made<QLineEdit>(u"connectionNameEdit"_s, tr("Name"), this);
    m_name->setPlaceholderText(tr("What you call it"));
    m_colour = made<QComboBox>(u"connectionColourBox"_s, tr("Colour"), this);
    for (const ConnectionColour &each : connectionColours())
        m_colour->addItem(colourSwatch(each.colour), each.name, colourText(each.colour));
    m_type = made<QComboBox>(u"connectionTypeBox"_s, tr("Type"), this);
    for (const orm::Dialect type :
         {orm::Dialect::Postgres, orm::Dialect::MariaDb, orm::Dialect::MySql, orm::Dialect::MsSql})
        m_type->addItem(ui::icon(u"network-server"_s), typeName(type), int(type));
    m_type->addItem(ui::icon(u"document-open"_s), tr("SQLite file"), int(orm::Dialect::Sqlite));
    m_file = made<QLineEdit>(u"connectionFileEdit"_s, tr("File"), this);
    m_host = made<QLineEdit>(u"hostEdit"_s, tr("Host"), this);
    m_host->setPlaceholderText(tr("This machine"));
    m_port = made<QSpinBox>(u"portSpin"_s, tr("Port"), this);
    m_port->setRange(0, std::numeric_limits<quint16>::max());
    m_port->setGroupSeparatorShown(false);
    m_port->setButtonSymbols(QAbstractSpinBox::NoButtons);
    m_database = made<QLineEdit>(u"databaseEdit"_s, tr("Database"), this);
    m_username = made<QLineEdit>(u"usernameEdit"_s, tr("User"), this);
    m_tls = made<QComboBox>(u"tlsBox"_s, tr("TLS"), this);
    m_authority = made<QLineEdit>(u"authorityEdit"_s, tr("Certificate authority"), this);
    m_authority->setPlaceholderText(tr("Those that the system trusts"));
    m_options = made<QLineEdit>(u"connectionOptionsEdit"_s, tr("Extra options"), this);
    m_options->setPlaceholderText(u"name=value&name=value"_s);
    m_readOnly = made<QCheckBox>(u"readOnlyCheck"_s, tr("Read-only"), this);
    m_readOnly->setText(tr("&Read-only: nothing can be changed"));
    m_production = made<QCheckBox>(u"productionCheck"_s, tr("Production"), this);
    m_production->setText(tr("&Production: customers work with it"));
}

void ConnectionForm::makePasswordLine()
{
    m_password = made<QLineEdit>(u"passwordEdit"_s, tr("Password"), this);
    m_password->setEchoMode(QLineEdit::Password);
    m_keeping = new QWidget(this);
    m_keep =
        made<QRadioButton>(u"keepPasswordButton"_s, tr("Keep in the system keychain"), m_keeping);
    m_keep->setText(tr("&Keep in the system keychain"));
    m_ask = made<QRadioButton>(u"askPasswordButton"_s, tr("Ask each time"), m_keeping);
    m_ask->setText(tr("Ask each t&ime"));
    m_lack = new QLabel(this);
    m_lack->setObjectName(u"keychainLack"_s);
    m_lack->setTextFormat(Qt::PlainText);
    m_lack->setWordWrap(true);
    m_lack->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_lack->setFixedHeight(fontMetrics().lineSpacing() * 2);
    auto *choices = new QHBoxLayout(m_keeping);
    choices->setContentsMargins({});
    choices->addWidget(m_keep);
    choices->addWidget(m_ask);
    choices->addStretch();
}

QLayout *ConnectionForm::makeHostLine()
{
    auto *label = new QLabel(tr("Por&t:"), this);
    label->setBuddy(m_port);
    auto *line = new QHBoxLayout;
    line->addWidget(m_host, 1);
    line->addWidget(label);
    line->addWidget(m_port);
    m_port->setFixedWidth(fontMetrics().averageCharWidth() * 10);
    return line;
}

QLayout *ConnectionForm::makeFileLine(QLineEdit *edit, const QString &title)
{
    auto *browse = new QPushButton(tr("Browse…"), this);
    browse->setObjectName(edit->objectName() + u"Browse"_s);
    browse->setAccessibleName(tr("Browse for %1").arg(title));
    browse->setAutoDefault(false);
    connect(browse, &QPushButton::clicked, this, [this, edit, title] {
        auto *dialog = new ui::FileDialog(this, title, tr("All files (*)"));
        dialog->setAttribute(Qt::WA_DeleteOnClose);
        dialog->setFileMode(QFileDialog::ExistingFile);
        connect(dialog, &QFileDialog::fileSelected, edit, &QLineEdit::setText);
        dialog->open();
    });
    auto *line = new QHBoxLayout;
    line->addWidget(edit, 1);
    line->addWidget(browse);
    return line;
}

void ConnectionForm::layOut()
{
    m_hostLine = makeHostLine();
    m_fileLine = makeFileLine(m_file, tr("Shop"));
    m_authorityLine = makeFileLine(m_authority, tr("Certificate Authority"));
    m_layout = new QFormLayout(this);
    m_layout->setContentsMargins({});
    const auto add = [this](const QString &text, QLayout *line, QWidget *buddy) {
        auto *label = new QLabel(text, this);
        label->setBuddy(buddy);
        m_layout->addRow(label, line);
    };
    m_layout->addRow(tr("&Address:"), m_address);
    m_layout->addRow(tr("Na&me:"), m_name);
    m_layout->addRow(tr("C&olour:"), m_colour);
    m_layout->addRow(tr("T&ype:"), m_type);
    add(tr("S&QLite file:"), m_fileLine, m_file);
    add(tr("&Host:"), m_hostLine, m_host);
    m_layout->addRow(tr("&Database:"), m_database);
    m_layout->addRow(tr("Us&er:"), m_username);
    m_layout->addRow(tr("Pass&word:"), m_password);
    m_layout->addRow(QString(), m_keeping);
    m_layout->addRow(QString(), m_lack);
    m_layout->addRow(tr("T&LS:"), m_tls);
    add(tr("Certi&ficate authority:"), m_authorityLine, m_authority);
    m_layout->addRow(tr("E&xtra options:"), m_options);
    m_layout->addRow(QString(), m_readOnly);
    m_layout->addRow(QString(), m_production);
    setTabOrders();
}

/// As one reads, whatever was made first.
void ConnectionForm::setTabOrders()
{
    QList<QWidget *> order{m_address, m_name, m_colour, m_type, m_file};
    order << m_fileLine->itemAt(1)->widget();
    order << m_host << m_port << m_database << m_username << m_password << m_keep << m_ask << m_tls
          << m_authority << m_authorityLine->itemAt(1)->widget() << m_options << m_readOnly
          << m_production;
    for (int i = 1; i < order.size(); ++i)
        setTabOrder(order.at(i - 1), order.at(i));
}

void ConnectionForm::connectEdits()
{
    for (QLineEdit *edit : {m_name, m_file, m_host, m_database, m_username, m_authority, m_options})
        connect(edit, &QLineEdit::textChanged, this, &ConnectionForm::tellEdit);
    connect(m_password, &QLineEdit::textChanged, this, [this] {
        if (m_isShowing)
            return;
        m_hasNewPassword = true;
        emit touched();
    });
    connect(m_port, &QSpinBox::valueChanged, this, &ConnectionForm::tellEdit);
    connect(m_colour, &QComboBox::currentIndexChanged, this, &ConnectionForm::tellEdit);
    connect(m_type, &QComboBox::currentIndexChanged, this, [this] {
        if (!m_isShowing)
            takeType();
    });
    connect(m_tls, &QComboBox::currentIndexChanged, this, [this] {
        if (m_isShowing)
            return;
        showRows();
        tellEdit();
    });
    for (QCheckBox *box : {m_readOnly, m_production})
        connect(box, &QCheckBox::toggled, this, &ConnectionForm::tellEdit);
    connect(m_keep, &QRadioButton::toggled, this, &ConnectionForm::tellEdit);
    connect(m_address, &QLineEdit::textChanged, this, [this](const QString &text) {
        // Pasted or complete; what is being typed is no address yet.
        if (text.size() - m_addressSize > 1 && takeAddress())
            m_name->setFocus();
        m_addressSize = m_address->text().size();
    });
    m_address->installEventFilter(this);
}

/// Enter reads the address, and does not press the dialog's button as well; so does leaving it for
/// another field.
bool ConnectionForm::eventFilter(QObject *watched, QEvent *event)
{
    if (watched != m_address || m_address->text().isEmpty())
        return QWidget::eventFilter(watched, event);
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        if (key == Qt::Key_Return || key == Qt::Key_Enter) {
            if (takeAddress())
                m_name->setFocus();
            return true;
        }
    }
    if (event->type() == QEvent::FocusOut) {
        const Qt::FocusReason reason = static_cast<QFocusEvent *>(event)->reason();
        if (reason != Qt::ActiveWindowFocusReason && reason != Qt::PopupFocusReason)
            takeAddress();
    }
    return QWidget::eventFilter(watched, event);
}
