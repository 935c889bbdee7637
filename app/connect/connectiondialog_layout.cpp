// The widgets of ConnectionDialog, their places and their names.
#include "app/connect/connectiondialog.h"
#include "app/connect/connectionform.h"
#include "ui/base/icons.h"

#include <QDialogButtonBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QScreen>
#include <QScrollArea>
#include <QShortcut>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

void ConnectionDialog::makeList()
{
    m_list = new QListWidget(this);
    m_list->setObjectName(u"connectionList"_s);
    m_list->setAccessibleName(tr("Saved connections"));
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setTextElideMode(Qt::ElideRight);
    m_list->setMinimumWidth(fontMetrics().averageCharWidth() * 38);
    const auto button = [this](const QString &objectName, const QString &text,
                               const QString &icon) {
        auto *made = new QPushButton(ui::icon(icon), text, this);
        made->setObjectName(objectName);
        made->setAutoDefault(false);
        return made;
    };
    m_new = button(u"newConnectionButton"_s, tr("&New"), u"list-add"_s);
    m_duplicate = button(u"duplicateConnectionButton"_s, tr("D&uplicate"), u"edit-duplicate"_s);
    m_delete = button(u"deleteConnectionButton"_s, tr("Delete…"), u"edit-delete"_s);
    m_delete->setToolTip(tr("Del"));
}

/// Room for a long reason, so that nothing moves when there is one.
void ConnectionDialog::makeResult()
{
    m_resultIcon = new QLabel(this);
    m_resultIcon->setFixedSize(16, 16);
    m_result = new QLabel(this);
    m_result->setObjectName(u"connectionResult"_s);
    m_result->setAccessibleName(tr("Result"));
    m_result->setTextFormat(Qt::PlainText);
    m_result->setWordWrap(true);
    m_result->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    m_result->setTextInteractionFlags(Qt::TextSelectableByMouse);
    m_result->setFixedHeight(fontMetrics().lineSpacing() * 4);
}

void ConnectionDialog::makeButtons()
{
    m_buttons = new QDialogButtonBox(QDialogButtonBox::Close, this);
    m_testButton = m_buttons->addButton(tr("Te&st"), QDialogButtonBox::ActionRole);
    m_testButton->setObjectName(u"testConnectionButton"_s);
    m_testButton->setAccessibleName(tr("Test connection"));
    m_testButton->setAutoDefault(false);
    m_connect = m_buttons->addButton(tr("&Connect"), QDialogButtonBox::AcceptRole);
    m_connect->setObjectName(u"connectButton"_s);
    m_connect->setDefault(true);
    m_buttons->button(QDialogButtonBox::Close)->setAutoDefault(false);
}

void ConnectionDialog::layOut()
{
    auto *heading = new QLabel(tr("Sa&ved connections:"), this);
    heading->setBuddy(m_list);
    auto *buttons = new QHBoxLayout;
    buttons->addWidget(m_new);
    buttons->addWidget(m_duplicate);
    buttons->addWidget(m_delete);
    auto *left = new QVBoxLayout;
    left->addWidget(heading);
    left->addWidget(m_list, 1);
    left->addLayout(buttons);

    auto *result = new QHBoxLayout;
    result->addWidget(m_resultIcon, 0, Qt::AlignTop);
    result->addWidget(m_result, 1);
    auto *right = new QVBoxLayout;
    auto *scroll = new QScrollArea(this); // for a small screen
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    scroll->setFocusPolicy(Qt::NoFocus);
    m_form->setMinimumWidth(fontMetrics().averageCharWidth() * 78);
    scroll->setWidget(m_form);
    scroll->setMinimumWidth(m_form->minimumWidth()
                            + style()->pixelMetric(QStyle::PM_ScrollBarExtent));
    right->addWidget(scroll, 1);
    right->addLayout(result);

    auto *both = new QHBoxLayout;
    both->addLayout(left, 2);
    both->addSpacing(fontMetrics().height() / 2);
    both->addLayout(right, 3);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(both, 1);
    layout->addWidget(m_buttons);
    // The whole form, and room for why there is no keychain, which comes later and shall not move
    // anything.
    const int more =
        m_form->sizeHint().height() - scroll->sizeHint().height() + fontMetrics().lineSpacing() * 3;
    const int title = fontMetrics().lineSpacing() * 3; // which the window manager adds
    const int room = screen()->availableGeometry().height() - title;
    resize(sizeHint().width(), std::min(sizeHint().height() + more, room));
}

void ConnectionDialog::connectParts()
{
    connect(m_list, &QListWidget::currentItemChanged, this, &ConnectionDialog::takeCurrent);
    connect(m_list, &QListWidget::itemDoubleClicked, this, [this] { start(Purpose::Connect); });
    connect(m_new, &QPushButton::clicked, this, &ConnectionDialog::addNew);
    connect(m_duplicate, &QPushButton::clicked, this, &ConnectionDialog::duplicateCurrent);
    connect(m_delete, &QPushButton::clicked, this, &ConnectionDialog::askToDelete);
    const auto *key =
        new QShortcut(QKeySequence::Delete, m_list, nullptr, nullptr, Qt::WidgetShortcut);
    connect(key, &QShortcut::activated, this, &ConnectionDialog::askToDelete);
    connect(m_form, &ConnectionForm::edited, this, &ConnectionDialog::takeEdit);
    connect(m_form, &ConnectionForm::touched, this, [this] {
        m_test.cancel(); // what it finds out would be about something else
        tell(Tone::Neutral, {});
        showRunning();
    });
    connect(m_form, &ConnectionForm::refused, this,
            [this](const QString &why) { tell(Tone::Error, why); });
    connect(&m_keychain, &Keychain::stateChanged, this, &ConnectionDialog::readPassword);
    connect(&m_keychain, &Keychain::failed, this,
            [this](const QString &problem) { tell(Tone::Error, problem); });
    connect(&m_test, &ConnectionTest::succeeded, this, &ConnectionDialog::takeAnswer);
    connect(&m_test, &ConnectionTest::failed, this, [this](const QString &why) {
        tell(Tone::Error, why);
        showRunning();
    });
    connect(m_testButton, &QPushButton::clicked, this, [this] {
        if (m_test.isRunning())
            reject();
        else
            start(Purpose::Look);
    });
    connect(m_buttons, &QDialogButtonBox::accepted, this, [this] { start(Purpose::Connect); });
    connect(m_buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

/// While it tries, the button that began it ends it, and so does Esc.
void ConnectionDialog::showRunning()
{
    const bool isRunning = m_test.isRunning();
    m_testButton->setText(isRunning ? tr("&Stop") : tr("Te&st"));
    m_testButton->setAccessibleName(isRunning ? tr("Stop connecting") : tr("Test connection"));
    m_testButton->setEnabled(m_list->currentItem() != nullptr);
    m_connect->setEnabled(!isRunning && m_list->currentItem() != nullptr);
}
