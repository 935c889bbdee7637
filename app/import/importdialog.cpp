#include "app/import/importdialog.h"

#include "app/import/importpreviewtable.h"
#include "app/import/importquestions.h"
#include "app/import/rejectedrows.h"
#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"
#include "ui/base/background.h"

#include <QComboBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// Selects the entry that holds `data`, or none, without telling anybody.
void select(QComboBox *box, const QVariant &data)
{
    const QSignalBlocker blocker(box);
    box->setCurrentIndex(box->findData(data));
}

/// The beginning of a row, for a list.
QString shortRow(const QStringList &cells)
{
    constexpr qsizetype most = 80;
    const QString text = cells.join(u", "_s).simplified();
    return text.size() > most ? text.first(most) + u"…"_s : text;
}

} // namespace

ImportDialog::ImportDialog(const ImportPreview &preview, const QList<ImportField> &fields,
                           const ui::PageSpec &page, QWidget *parent)
    : QDialog(parent)
    , m_preview(preview)
    , m_page(page)
    , m_fields(fields)
    , m_table(new ImportPreviewTable(fields, page, this))
    , m_problem(new QLabel(this))
    , m_forecast(new QLabel(this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import “%1”").arg(QFileInfo(preview.plan.file).fileName()));
    m_problem->setObjectName(u"importProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);
    m_forecast->setObjectName(u"importForecast"_s);
    m_forecast->setTextFormat(Qt::PlainText);
    m_forecast->setWordWrap(true);
    m_pause.setSingleShot(true);
    m_pause.setInterval(200ms);
    connect(&m_pause, &QTimer::timeout, this, &ImportDialog::askForecast);

    auto *inputs = new QHBoxLayout;
    inputs->addLayout(makeColumnInputs(), 1);
    inputs->addSpacing(fontMetrics().averageCharWidth() * 2);
    inputs->addLayout(makeFormatInputs(), 1);
    setLayout(makeLayout(inputs));
    takePreview(preview);
    const QSize wanted(fontMetrics().averageCharWidth() * 140, fontMetrics().height() * 34);
    resize(wanted.boundedTo(screen()->availableSize() * 0.9));
}

ImportDialog::~ImportDialog()
{
    m_asked.cancel();
    if (m_progress)
        m_progress->isCancelled = true;
}

void ImportDialog::takeFormat()
{
    const CsvFormat format{.encoding = TextEncoding(m_encoding->currentData().toInt()),
                           .separator = m_separator->currentData().toString().front().toLatin1()};
    const int request = ++m_request;
    const auto read = [file = m_preview.plan.file, fields = m_fields, format] {
        return previewImport(file, fields, format);
    };
    orm::deliver(
        ui::inBackground(read), this,
        [this, request](const ImportPreview &preview) {
            if (request != m_request)
                return;
            m_isMarkChosen = false;
            takePreview(preview);
        },
        [this](const orm::BaseError &error) { m_problem->setText(error.message()); });
}

void ImportDialog::takePreview(const ImportPreview &preview)
{
    const ImportMatching before = m_preview.plan.matching;
    m_preview = preview;
    m_preview.plan.matching = before;
    showHeaderRows();
    showColumns();
    showDecimalMark();
    showMatchings();
    showRows();
}

void ImportDialog::takeHeader()
{
    m_isMarkChosen = false;
    m_preview.plan = planWithHeader(m_preview, m_header->currentData().toLongLong(), m_fields);
    showColumns();
    showDecimalMark();
    showMatchings();
    showRows();
}

void ImportDialog::takeColumn(const QString &attribute)
{
    ImportPlan &plan = m_preview.plan;
    const int column = m_columns.value(attribute)->currentData().toInt();
    plan.columns.remove(attribute);
    if (column >= 0)
        plan.columns.insert(attribute, column);
    plan.doubtful.removeAll(attribute);
    if (!m_isMarkChosen)
        plan.numbers =
            numberStyle(marksOf(plan, m_preview.survey, m_fields), plan.format.separator);
    showDecimalMark();
    showRows();
}

void ImportDialog::takeDecimalMark()
{
    m_isMarkChosen = true;
    m_preview.plan.numbers = {.decimalMark = m_decimalMark->currentData().toString().front()};
    showRows();
}

void ImportDialog::showHeaderRows()
{
    constexpr qsizetype mostOffered = 30;
    const QSignalBlocker blocker(m_header);
    m_header->clear();
    m_header->addItem(tr("In no row"), qint64(0));
    for (const CsvRow &row : m_preview.survey.firstRows)
        if (m_header->count() <= mostOffered || row.number == m_preview.plan.headerRow)
            m_header->addItem(tr("In row %1: %2").arg(row.number).arg(shortRow(row.cells)),
                              row.number);
    select(m_header, m_preview.plan.headerRow);
}

void ImportDialog::showColumns()
{
    const ImportPlan &plan = m_preview.plan;
    for (auto it = m_columns.cbegin(); it != m_columns.cend(); ++it) {
        const QSignalBlocker blocker(it.value());
        it.value()->clear();
        it.value()->addItem(tr("— none —"), -1);
        for (int column = 0; column < plan.header.size(); ++column)
            it.value()->addItem(plan.header.at(column), column);
        const bool isOpen = plan.doubtful.contains(it.key());
        select(it.value(), isOpen ? QVariant() : plan.columns.value(it.key(), -1));
    }
}

/// What was chosen stays while the file has what it needs.
void ImportDialog::showMatchings()
{
    using By = ImportMatching::By;
    m_matchings = matchingsOf(m_preview.plan, m_fields, m_page.model->primaryKey());
    const QSignalBlocker blocker(m_matching);
    m_matching->clear();
    for (const ImportMatching &matching : std::as_const(m_matchings)) {
        const bool isUpdate = matching.then == ImportMatching::Then::Update;
        if (matching.by == By::Nothing)
            m_matching->addItem(tr("Are not looked for: every row is added"));
        else if (matching.by == By::RelatedText)
            m_matching->addItem((isUpdate ? tr("Same %1: take what the file has")
                                          : tr("Same %1: leave as they are"))
                                    .arg(m_page.field(matching.attributes.first())->header));
        else if (matching.by == By::Attributes)
            m_matching->addItem(isUpdate ? tr("Same title and author: take what the file has")
                                         : tr("Same title and author: leave as they are"));
        else
            m_matching->addItem((isUpdate ? tr("Same number in “%1”: take what the file has")
                                          : tr("Same number in “%1”: leave as they are"))
                                    .arg(m_preview.plan.header.value(matching.keyColumn)));
    }
    m_matching->setCurrentIndex(
        int(std::max(m_matchings.indexOf(m_preview.plan.matching), qsizetype(0))));
    m_preview.plan.matching = m_matchings.at(m_matching->currentIndex());
}

void ImportDialog::takeMatching()
{
    m_preview.plan.matching = m_matchings.at(m_matching->currentIndex());
    showRows();
}

/// No mark is chosen where the file does not tell and it matters.
void ImportDialog::showDecimalMark()
{
    const ImportPlan &plan = m_preview.plan;
    const bool isOpen =
        !plan.numbers.decimalMark && marksOf(plan, m_preview.survey, m_fields).open > 0;
    select(m_decimalMark, isOpen ? QVariant() : QString(plan.numbers.decimalMark.value_or(u'.')));
}

void ImportDialog::showRows()
{
    m_table->showRows(m_preview);
    tellProblems();
    m_forecast->setText(tr("Counting what the import would do…"));
    m_pause.start();
}

void ImportDialog::tellProblems()
{
    const QStringList questions = openQuestions(m_preview, m_fields);
    m_import->setEnabled(questions.isEmpty() && m_table->rowCount() > 0);
    QStringList notes = questions.isEmpty() ? importNotes(m_preview) : questions;
    if (questions.isEmpty() && m_table->refused() > 0)
        notes << tr("%Ln row(s) of these cannot be imported and will be saved in “%1”.", nullptr,
                    m_table->refused())
                     .arg(QDir::toNativeSeparators(RejectedRows::folder()));
    m_problem->setText(notes.join(u'\n'));
    m_problem->setVisible(!notes.isEmpty());
}

void ImportDialog::askForecast()
{
    m_asked.cancel();
    if (m_progress)
        m_progress->isCancelled = true;
    if (!m_import->isEnabled()) {
        m_forecast->clear();
        return;
    }
    m_progress = std::make_shared<ui::TaskProgress>();
    const auto count = [job = ImportJob(m_page, m_fields, m_preview.plan),
                        progress = m_progress](const orm::ReadSession &session) {
        return job.forecast(session, *progress);
    };
    m_asked = m_page.model->sequelize().read(
        this, count, [this](const ImportForecast &forecast) { tellForecast(forecast); },
        [this](const orm::BaseError &error) { m_forecast->setText(error.message()); },
        u"import forecast"_s);
}

void ImportDialog::tellForecast(const ImportForecast &forecast)
{
    QStringList parts{tr("%1 to be added").arg(m_page.countText(forecast.added))};
    if (m_preview.plan.matching.by != ImportMatching::By::Nothing) {
        if (m_preview.plan.matching.then == ImportMatching::Then::Update)
            parts << tr("%1 to be changed").arg(m_page.countText(forecast.changed));
        parts << tr("%1 already there").arg(m_page.countText(forecast.same));
    }
    if (forecast.refused > 0)
        parts << tr("%Ln row(s) refused", nullptr, int(forecast.refused));
    m_forecast->setText(parts.join(u", "_s) + u'.');
}
