#include "app/copy/copydialog.h"

#include "app/copy/copyplaceform.h"
#include "app/copy/copyreport.h"
#include "app/copy/shopplace.h"
#include "orm/core/error.h"

#include <QDialogButtonBox>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

CopyDialog::CopyDialog(const ShopRequest &from, const QList<ShopRequest> &saved, QWidget *parent)
    : QDialog(parent)
    , m_from(from)
    , m_place(new CopyPlaceForm(saved, this))
    , m_progress(new QProgressBar(this))
    , m_text(new QLabel(this))
    , m_report(new CopyReport(this))
{
    setObjectName(u"copyDialog"_s);
    setWindowTitle(tr("Copy “%1” To").arg(placeName(from)));
    m_progress->setObjectName(u"copyProgress"_s);
    m_progress->setAccessibleName(tr("Progress of the copy"));
    m_text->setObjectName(u"copyText"_s);
    m_text->setTextFormat(Qt::PlainText);
    m_text->setWordWrap(true);
    layOut();
    m_progress->hide();
    m_report->hide();
    m_open->hide();
    connect(m_place, &CopyPlaceForm::changed, this, [this] {
        m_rounding = CopyRounding::Refuse; // another place may keep them as they are
        updateButtons();
    });
    connect(m_place, &CopyPlaceForm::connectionChosen, this, &CopyDialog::passwordWanted);
    connect(&m_copy, &ShopCopy::progressed, this, &CopyDialog::takeProgress);
    connect(&m_copy, &ShopCopy::finished, this, &CopyDialog::takeResult);
    connect(&m_copy, &ShopCopy::failed, this,
            [this](const QString &why) { stop(tr("Nothing was copied. %1").arg(why)); });
    connect(&m_copy, &ShopCopy::cancelled, this, [this] {
        stop(tr("The copy was cancelled. Nothing of it is in “%1”.").arg(placeName(m_to)));
    });
    updateButtons();
    m_place->focusAddress();
}

void CopyDialog::layOut()
{
    auto *buttons = new QDialogButtonBox(this);
    m_start = buttons->addButton(tr("&Copy"), QDialogButtonBox::ActionRole);
    m_start->setObjectName(u"copyStartButton"_s);
    m_start->setDefault(true);
    m_open = buttons->addButton(tr("&Open the Copy"), QDialogButtonBox::ActionRole);
    m_open->setObjectName(u"copyOpenButton"_s);
    m_close = buttons->addButton(QDialogButtonBox::Close);
    m_close->setObjectName(u"copyCloseButton"_s);
    m_close->setAutoDefault(false); // Enter that is pressed twice cancels nothing
    connect(m_start, &QPushButton::clicked, this, &CopyDialog::start);
    connect(m_close, &QPushButton::clicked, this, &CopyDialog::reject);
    connect(m_open, &QPushButton::clicked, this, [this] {
        accept();
        emit openWanted(m_to);
    });

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_place);
    layout->addWidget(m_progress);
    layout->addWidget(m_text);
    layout->addWidget(m_report, 1);
    layout->addStretch();
    layout->addWidget(buttons);
    setMinimumWidth(fontMetrics().averageCharWidth() * 80);
}

void CopyDialog::setPassword(int connection, const QString &password)
{
    m_place->setPassword(connection, password);
}

void CopyDialog::reject()
{
    if (!m_copy.isRunning())
        return QDialog::reject();
    m_copy.cancel();
    m_text->setText(tr("Cancelling…"));
    m_close->setEnabled(false);
}

void CopyDialog::start()
{
    try {
        m_to = m_place->place();
    } catch (const orm::BaseError &error) {
        m_text->setText(error.message());
        return m_place->focusAddress();
    }
    m_report->hide();
    m_text->setText(tr("Connecting to “%1”…").arg(placeName(m_to)));
    m_progress->setRange(0, 0);
    m_progress->show();
    m_copy.start(m_from, m_to, m_rounding);
    updateButtons();
}

void CopyDialog::takeProgress(qint64 done, qint64 total)
{
    if (total == 0 || !m_close->isEnabled())
        return;
    // A progress bar counts in whole numbers of 32 bits.
    constexpr int parts = 1'000;
    m_progress->setRange(0, parts);
    m_progress->setValue(int(done * parts / total));
    const QLocale locale;
    const qint64 rows = total / 2;
    m_text->setText(
        done <= rows
            ? tr("Copying rows: %1 of %2").arg(locale.toString(done), locale.toString(rows))
            : tr("Comparing rows: %1 of %2")
                  .arg(locale.toString(done - rows), locale.toString(rows)));
}

void CopyDialog::takeResult(const CopyResult &result)
{
    m_isDone = result.isKept();
    m_rounding = result.waitsForConsent() ? CopyRounding::Allow : CopyRounding::Refuse;
    m_report->show(result);
    stop(summaryOf(result, placeName(m_to)));
    if (m_isDone)
        m_open->setFocus();
}

void CopyDialog::stop(const QString &text)
{
    m_progress->hide();
    m_text->setText(text);
    updateButtons();
    grow();
    if (!m_isDone)
        m_place->focusAddress();
}

/// What is said takes as many lines as the width allows, which no smallest height accounts for. The
/// buttons stay on the screen.
void CopyDialog::grow()
{
    layout()->activate();
    const QRect room = screen()->availableGeometry();
    const int frame = frameGeometry().height() - height();
    const int wanted = std::max(height(), layout()->totalHeightForWidth(width()));
    resize(width(), std::min(wanted, room.height() - frame));
    const int below = frameGeometry().bottom() - room.bottom();
    if (below > 0)
        move(x(), std::max(room.top(), y() - below));
}

/// The button that is wanted most is the one that Enter presses.
void CopyDialog::updateButtons()
{
    const bool isRunning = m_copy.isRunning();
    m_place->setEnabled(!isRunning && !m_isDone);
    m_start->setEnabled(!isRunning && m_place->isComplete());
    m_start->setVisible(!m_isDone);
    m_start->setText(m_rounding == CopyRounding::Allow ? tr("&Copy Rounded") : tr("&Copy"));
    m_open->setVisible(m_isDone);
    m_open->setDefault(m_isDone);
    m_close->setEnabled(true);
    m_close->setText(isRunning ? tr("Cancel") : tr("Close"));
    if (isRunning)
        m_close->setFocus();
}
