#include "app/import/importdialog.h"

#include "app/import/importjob.h"
#include "app/import/rejectedrows.h"
#include "orm/core/deliver.h"
#include "orm/model/model.h"
#include "ui/base/background.h"
#include "ui/base/icons.h"

#include <QCheckBox>
#include <QComboBox>
#include <QDialogButtonBox>
#include <QFileInfo>
#include <QFormLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableWidget>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

/// Selects the entry that holds `data`, without telling anybody.
void select(QComboBox *box, const QVariant &data)
{
    const QSignalBlocker blocker(box);
    box->setCurrentIndex(box->findData(data));
}

QComboBox *makeBox(const QString &objectName, const QList<std::pair<QString, QVariant>> &entries,
                   QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    for (const auto &[text, data] : entries)
        box->addItem(text, data);
    return box;
}

} // namespace

ImportDialog::ImportDialog(const ImportPreview &preview, const QList<ImportField> &fields,
                           const ui::PageSpec &page, QWidget *parent)
    : QDialog(parent)
    , m_preview(preview)
    , m_fields(fields)
    , m_page(page)
    , m_table(new QTableWidget(this))
    , m_problem(new QLabel(this))
{
    setObjectName(u"importDialog"_s);
    setWindowTitle(tr("Import “%1”").arg(QFileInfo(preview.plan.file).fileName()));
    m_table->setObjectName(u"importPreviewTable"_s);
    m_table->setAccessibleName(tr("First rows as they would arrive"));
    m_table->setEditTriggers(QTableWidget::NoEditTriggers);
    m_table->setSelectionBehavior(QTableWidget::SelectRows);
    m_table->setTabKeyNavigation(false);
    m_table->setWordWrap(false);
    m_table->setAlternatingRowColors(true);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->horizontalHeader()->setHighlightSections(false);
    m_problem->setObjectName(u"importProblem"_s);
    m_problem->setTextFormat(Qt::PlainText);
    m_problem->setWordWrap(true);

    auto *form = new QFormLayout;
    makeColumnInputs(*form);
    makeFormatInputs(*form);
    setLayout(makeLayout(form));
    showColumns();
    showRows();
    resize(fontMetrics().averageCharWidth() * 130, fontMetrics().height() * 34);
}

void ImportDialog::makeColumnInputs(QFormLayout &form)
{
    for (const ImportField &field : std::as_const(m_fields)) {
        QComboBox *box = makeBox(field.attribute + u"ColumnBox"_s, {}, this);
        connect(box, &QComboBox::currentIndexChanged, this, &ImportDialog::takeColumns);
        form.addRow(tr("&%1 from:").arg(field.label), box);
        m_columns.insert(field.attribute, box);
    }
}

void ImportDialog::makeFormatInputs(QFormLayout &form)
{
    m_header = new QCheckBox(tr("The &first row holds the names of the columns"), this);
    m_header->setObjectName(u"importHeaderCheck"_s);
    m_header->setChecked(m_preview.plan.hasHeader);
    m_separator = makeBox(u"importSeparatorBox"_s,
                          {{tr("Comma ,"), u","_s},
                           {tr("Semicolon ;"), u";"_s},
                           {tr("Tab"), u"\t"_s},
                           {tr("Bar |"), u"|"_s}},
                          this);
    m_encoding = makeBox(u"importEncodingBox"_s,
                         {{tr("Unicode (UTF-8)"), int(TextEncoding::Utf8)},
                          {tr("Unicode (UTF-16)"), int(TextEncoding::Utf16)},
                          {tr("Western European (Windows-1252)"), int(TextEncoding::Windows1252)}},
                         this);
    m_decimalMark =
        makeBox(u"importDecimalBox"_s,
                {{tr("Point, as in 12.50"), u"."_s}, {tr("Comma, as in 12,50"), u","_s}}, this);
    select(m_separator, QString(QLatin1Char(m_preview.plan.format.separator)));
    select(m_encoding, int(m_preview.plan.format.encoding));
    form.addRow(m_header);
    form.addRow(tr("Cells are &separated by:"), m_separator);
    form.addRow(tr("&Encoding:"), m_encoding);
    form.addRow(tr("&Decimal mark:"), m_decimalMark);
    connect(m_header, &QCheckBox::toggled, this, &ImportDialog::takeHeader);
    connect(m_separator, &QComboBox::currentIndexChanged, this, &ImportDialog::takeFormat);
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &ImportDialog::takeFormat);
    connect(m_decimalMark, &QComboBox::currentIndexChanged, this, [this] {
        m_preview.plan.decimalMark = m_decimalMark->currentData().toString().front();
        showRows();
    });
}

QLayout *ImportDialog::makeLayout(QFormLayout *form)
{
    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    m_import = buttons->addButton(tr("&Import Books"), QDialogButtonBox::AcceptRole);
    m_import->setObjectName(u"importButton"_s);
    m_import->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *heading = new QLabel(tr("First &rows:"), this);
    heading->setBuddy(m_table);
    auto *layout = new QVBoxLayout;
    layout->addLayout(form);
    layout->addWidget(heading);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addWidget(buttons);
    return layout;
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
            m_preview = preview;
            m_header->setChecked(preview.plan.hasHeader);
            showColumns();
            showRows();
        },
        [this](const orm::BaseError &error) { m_problem->setText(error.message()); });
}

void ImportDialog::takeHeader(bool hasHeader)
{
    m_preview.plan = planWithHeader(m_preview, hasHeader, m_fields);
    showColumns();
    showRows();
}

void ImportDialog::takeColumns()
{
    for (auto it = m_columns.cbegin(); it != m_columns.cend(); ++it) {
        const int column = it.value()->currentData().toInt();
        if (column < 0)
            m_preview.plan.columns.remove(it.key());
        else
            m_preview.plan.columns.insert(it.key(), column);
    }
    showRows();
}

void ImportDialog::showColumns()
{
    for (auto it = m_columns.cbegin(); it != m_columns.cend(); ++it) {
        const QSignalBlocker blocker(it.value());
        it.value()->clear();
        it.value()->addItem(tr("— none —"), -1);
        for (int column = 0; column < m_preview.plan.header.size(); ++column)
            it.value()->addItem(m_preview.plan.header.at(column), column);
        select(it.value(), m_preview.plan.columns.value(it.key(), -1));
    }
    select(m_decimalMark, QString(m_preview.plan.decimalMark));
}

void ImportDialog::showRows()
{
    QStringList titles;
    for (const ImportField &field : std::as_const(m_fields))
        titles << field.label;
    titles << tr("Problem");
    const qsizetype first = m_preview.plan.hasHeader ? 1 : 0;
    m_refused = 0;
    m_table->setColumnCount(int(titles.size()));
    m_table->setHorizontalHeaderLabels(titles);
    m_table->setRowCount(int(std::max<qsizetype>(m_preview.rows.size() - first, 0)));
    for (int row = 0; row < m_table->rowCount(); ++row)
        showRow(m_preview.rows.at(row + first), row);
    layOutTable();
    updateButton();
}

void ImportDialog::showRow(const QStringList &cells, int row)
{
    const orm::Values values = importedValues(cells, m_preview.plan, m_fields);
    const QString reason = refusalOf(values, m_page);
    m_refused += reason.isEmpty() ? 0 : 1;
    int column = 0;
    for (const ImportField &field : std::as_const(m_fields)) {
        const orm::Operand *value = values.find(field.attribute);
        const QString text = value && value->data() ? value->data()->toString() : QString();
        auto *item = new QTableWidgetItem(text);
        item->setToolTip(text);
        if (field.isNumber)
            item->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
        m_table->setItem(row, column++, item);
    }
    auto *problem = new QTableWidgetItem(reason);
    problem->setToolTip(reason);
    if (!reason.isEmpty())
        problem->setIcon(ui::icon(u"dialog-warning"_s));
    m_table->setItem(row, column, problem);
}

void ImportDialog::layOutTable()
{
    const int unit = fontMetrics().averageCharWidth();
    const int problem = m_table->columnCount() - 1;
    for (int column = 1; column < problem; ++column)
        m_table->setColumnWidth(column, unit * (m_fields.at(column).isNumber ? 12 : 32));
    m_table->setColumnWidth(problem, unit * 45);
    m_table->setColumnHidden(problem, m_refused == 0);
    m_table->horizontalHeader()->setSectionResizeMode(0, QHeaderView::Stretch);
}

void ImportDialog::updateButton()
{
    const QStringList missing = unfilledFields(m_preview.plan, m_fields);
    m_import->setEnabled(missing.isEmpty() && m_table->rowCount() > 0);
    if (!missing.isEmpty())
        m_problem->setText(tr("Choose a column for: %1.").arg(missing.join(u", "_s)));
    else if (m_refused > 0)
        m_problem->setText(
            tr("%Ln row(s) of these cannot be imported and will be saved in “%1”.", nullptr,
               m_refused)
                .arg(QFileInfo(RejectedRows::pathFor(m_preview.plan.file)).fileName()));
    else
        m_problem->setText({});
}
