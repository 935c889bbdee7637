#include "app/copy/copyplaceform.h"

#include "app/copy/shopplace.h"
#include "app/shop/serveraddress.h"
#include "ui/base/filedialog.h"

#include <QComboBox>
#include <QDir>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

using namespace Qt::StringLiterals;

namespace {

/// What belongs to a choice stands below it, a little to the right.
QFormLayout *indentedForm(const QWidget &widget)
{
    auto *form = new QFormLayout;
    form->setContentsMargins(widget.fontMetrics().averageCharWidth() * 3, 0, 0, 0);
    return form;
}

} // namespace

CopyPlaceForm::CopyPlaceForm(const QList<ShopRequest> &saved, QWidget *parent)
    : QWidget(parent)
    , m_saved(saved)
    , m_isFile(new QRadioButton(tr("A new &file"), this))
    , m_isServer(new QRadioButton(tr("A database on a &server"), this))
{
    m_isFile->setObjectName(u"copyToFileButton"_s);
    m_isServer->setObjectName(u"copyToServerButton"_s);
    QFormLayout *file = indentedForm(*this);
    QFormLayout *server = indentedForm(*this);
    addFile(*file);
    addServer(*server);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_isFile);
    layout->addLayout(file);
    layout->addWidget(m_isServer);
    layout->addLayout(server);
    connect(m_isServer, &QRadioButton::toggled, this, &CopyPlaceForm::update);
    connect(m_isServer, &QRadioButton::toggled, this, &CopyPlaceForm::tellChoice);
    m_isFile->setChecked(true);
    update();
}

void CopyPlaceForm::addFile(QFormLayout &form)
{
    m_file = new QLineEdit(this);
    m_file->setObjectName(u"copyFileEdit"_s);
    auto *choose = new QPushButton(tr("C&hoose…"), this);
    choose->setObjectName(u"copyChooseButton"_s);
    choose->setAutoDefault(false);
    m_choose = choose;
    auto *line = new QHBoxLayout;
    line->addWidget(m_file, 1);
    line->addWidget(choose);
    auto *label = new QLabel(tr("&Name:"), this);
    label->setBuddy(m_file);
    form.addRow(label, line);
    connect(m_file, &QLineEdit::textChanged, this, &CopyPlaceForm::changed);
    connect(choose, &QPushButton::clicked, this, &CopyPlaceForm::chooseFile);
}

void CopyPlaceForm::addServer(QFormLayout &form)
{
    m_connections = new QComboBox(this);
    m_connections->setObjectName(u"copyConnectionBox"_s);
    for (const ShopRequest &each : std::as_const(m_saved))
        m_connections->addItem(placeName(each));
    m_connections->addItem(tr("Another one, by its address"));
    if (m_saved.isEmpty())
        m_connections->hide();
    else
        form.addRow(tr("C&onnection:"), m_connections);
    m_address = new QLineEdit(this);
    m_address->setObjectName(u"copyAddressEdit"_s);
    m_address->setPlaceholderText(u"postgres://user@host:5432/database"_s);
    m_password = new QLineEdit(this);
    m_password->setObjectName(u"copyPasswordEdit"_s);
    m_password->setEchoMode(QLineEdit::Password);
    form.addRow(tr("&Address:"), m_address);
    form.addRow(tr("&Password:"), m_password);
    connect(m_connections, &QComboBox::currentIndexChanged, m_password, &QLineEdit::clear);
    connect(m_connections, &QComboBox::currentIndexChanged, this, &CopyPlaceForm::update);
    connect(m_connections, &QComboBox::currentIndexChanged, this, &CopyPlaceForm::tellChoice);
    connect(m_address, &QLineEdit::textChanged, this, &CopyPlaceForm::changed);
}

void CopyPlaceForm::chooseFile()
{
    auto *dialog = new ui::FileDialog(this, tr("Copy Shop To"), tr("Shops (*.sqlite)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setDefaultSuffix(u"sqlite"_s);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // nothing is ever overwritten
    dialog->setLabelText(QFileDialog::Accept, tr("Choose"));
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString &file) { m_file->setText(QDir::toNativeSeparators(file)); });
    dialog->open();
}

const ShopRequest *CopyPlaceForm::chosen() const
{
    const int index = m_connections->currentIndex();
    return index < m_saved.size() ? &m_saved.at(index) : nullptr;
}

void CopyPlaceForm::update()
{
    const bool isServer = m_isServer->isChecked();
    m_file->setEnabled(!isServer);
    m_choose->setEnabled(!isServer);
    m_connections->setEnabled(isServer);
    m_address->setEnabled(isServer && !chosen());
    m_password->setEnabled(isServer);
    emit changed();
}

void CopyPlaceForm::tellChoice()
{
    if (m_isServer->isChecked() && chosen())
        emit connectionChosen(m_connections->currentIndex());
}

void CopyPlaceForm::setPassword(int connection, const QString &password)
{
    if (connection == m_connections->currentIndex() && m_password->text().isEmpty())
        m_password->setText(password);
}

bool CopyPlaceForm::isComplete() const
{
    if (m_isFile->isChecked())
        return !m_file->text().trimmed().isEmpty();
    return chosen() || !m_address->text().trimmed().isEmpty();
}

ShopRequest CopyPlaceForm::place() const
{
    if (m_isFile->isChecked())
        return {.file = QDir::fromNativeSeparators(m_file->text().trimmed())};
    const ShopRequest *known = chosen();
    ShopRequest place =
        known ? *known : ShopRequest{.server = serverAt(m_address->text().trimmed())};
    if (place.server && !m_password->text().isEmpty())
        place.server->password = m_password->text();
    return place;
}

void CopyPlaceForm::focusAddress()
{
    QWidget *edit = m_isFile->isChecked()    ? m_file
                    : m_address->isEnabled() ? m_address
                                             : m_password;
    edit->setFocus();
}
