#include "ui/bulk/bulkdialog.h"

#include "orm/model/sequelize.h"
#include "ui/bulk/bulkcodeview.h"
#include "ui/bulk/bulkpreviewtable.h"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// Milliseconds without a key before the database is asked.
constexpr int pause = 200;

} // namespace

BulkDialog::BulkDialog(const Subject &subject, QWidget *parent)
    : QDialog(parent)
    , m_subject(subject)
    , m_scope(new BulkScopeBox(subject.spec, subject.scopes, this))
    , m_speller(new BulkSpeller(subject.spec.model->sequelize(), subject.define, this))
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, [this] { ask(); });
    connect(m_scope, &BulkScopeBox::changed, this, &BulkDialog::askSoon);
    connect(m_scope, &BulkScopeBox::confirmedChanged, this, &BulkDialog::updateButton);
}

BulkDialog::~BulkDialog() = default;

void BulkDialog::build(QWidget *change)
{
    auto *form = new QFormLayout;
    form->addRow(tr("Which:"), m_scope);
    if (change)
        form->addRow(tr("Change:"), change);
    m_table = new BulkPreviewTable(m_subject.spec, this);
    m_heading = new QLabel(this);
    m_heading->setObjectName(u"bulkHeading"_s);
    m_heading->setBuddy(m_table);
    m_call = new BulkCodeView(u"bulkCallView"_s, tr("Call that will be made"),
                              BulkCodeView::Language::Cpp, this);
    m_sql = new BulkCodeView(u"bulkSqlView"_s, tr("SQL that will run"), BulkCodeView::Language::Sql,
                             this);
    connect(m_speller, &BulkSpeller::spelled, this, [this](const BulkSpelling &spelling) {
        m_call->setText(spelling.code);
        m_sql->setText(spelling.sql);
    });
    m_note = new QLabel(this);
    m_note->setObjectName(u"bulkNote"_s);
    m_note->setTextFormat(Qt::PlainText);
    m_note->setWordWrap(true);
    m_note->setMinimumHeight(fontMetrics().lineSpacing() * 2); // so that nothing moves
    m_note->setAlignment(Qt::AlignTop | Qt::AlignLeft);
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_button = buttons->addButton(verb(), QDialogButtonBox::AcceptRole);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(form);
    layout->addWidget(m_heading);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_call);
    layout->addWidget(m_sql);
    m_noteLine = new QHBoxLayout;
    m_noteLine->addWidget(m_note, 1);
    layout->addLayout(m_noteLine);
    layout->addWidget(buttons);
    const QSize wanted(fontMetrics().averageCharWidth() * 110, fontMetrics().lineSpacing() * 32);
    resize(wanted.boundedTo(screen()->availableSize() * 0.9));
}

void BulkDialog::askSoon()
{
    m_request.cancel();
    m_survey.reset();
    m_problem.clear();
    updateButton();
    m_pause.start();
}

void BulkDialog::setBesideNote(QPushButton *button)
{
    m_noteLine->addWidget(button, 0, Qt::AlignTop);
}

void BulkDialog::setRequest(orm::Request request)
{
    m_request = std::move(request);
}

void BulkDialog::take(const BulkSurvey &survey)
{
    m_survey = survey;
    m_problem.clear();
    const qsizetype shown = survey.first.size();
    m_heading->setText(
        shown < survey.count
            ? tr("The first %1 of %2:")
                  .arg(QLocale().toString(shown), m_subject.spec.countText(survey.count))
            : tr("%1:").arg(m_subject.spec.countText(survey.count)));
    fill(survey);
    m_note->setText(note(survey));
    updateButton();
}

void BulkDialog::tellProblem(const QString &problem)
{
    m_survey.reset();
    m_problem = problem;
    m_heading->setText(tr("Preview:"));
    fill({});
    m_call->setText({});
    m_sql->setText({});
    m_note->setText(problem);
    updateButton();
}

bool BulkDialog::isReady() const
{
    return m_problem.isEmpty() && m_scope->isConfirmed() && (!m_survey || m_survey->count > 0);
}

void BulkDialog::updateButton()
{
    const qint64 count = m_survey ? m_survey->count - m_survey->refused : 0;
    const QString what = m_survey ? m_subject.spec.countTitle(count) : m_subject.spec.title;
    const QString text = tr("%1 %2", "verb and what, on a button").arg(verb(), what);
    m_button->setText(text);
    setWindowTitle(text);
    m_button->setEnabled(isReady());
}

} // namespace ui
