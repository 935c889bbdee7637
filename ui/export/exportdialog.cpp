#include "ui/export/exportdialog.h"

#include <QButtonGroup>
#include <QComboBox>
#include <QCoreApplication>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QGroupBox>
#include <QLocale>
#include <QMap>
#include <QPushButton>
#include <QRadioButton>

namespace ui {

using namespace Qt::StringLiterals;

QString titleOf(RowFormat format)
{
    switch (format) {
    case RowFormat::Csv: return ExportDialog::tr("CSV, for spreadsheets and other shops");
    case RowFormat::Tsv: return ExportDialog::tr("Text with tabs");
    case RowFormat::Json: return ExportDialog::tr("JSON");
    case RowFormat::Sql: return ExportDialog::tr("SQL script");
    case RowFormat::Markdown: return ExportDialog::tr("Markdown table");
    case RowFormat::Xlsx: return ExportDialog::tr("Excel workbook");
    case RowFormat::Pdf: return ExportDialog::tr("PDF, for printing");
    case RowFormat::Code: return ExportDialog::tr("C++ code");
    }
    Q_UNREACHABLE();
}

ExportDialog::ExportDialog(const PageSpec &page, const RowCounts &counts, QWidget *parent)
    : QDialog(parent)
    , m_scopes(new QButtonGroup(this))
    , m_format(new QComboBox(this))
{
    setObjectName(u"exportDialog"_s);
    setWindowTitle(tr("Export %1").arg(page.title));
    const QLocale locale;
    auto *rows = new QGroupBox(page.title, this);
    auto *rowsLayout = new QVBoxLayout(rows);
    addScope(*rowsLayout, RowScope::Selected,
             tr("&Selected (%1)").arg(locale.toString(counts.selected)), counts.selected > 0);
    addScope(*rowsLayout, RowScope::Found,
             counts.found ? tr("&Matching the search (%1)").arg(locale.toString(*counts.found))
                          : tr("&Matching the search"),
             counts.found.has_value());
    addScope(*rowsLayout, RowScope::All, tr("&All (%1)").arg(locale.toString(counts.all)), true);
    // Somebody who selected several, or searched, most likely means these.
    const RowScope likely = counts.selected > 1 ? RowScope::Selected
                            : counts.found      ? RowScope::Found
                                                : RowScope::All;
    m_scopes->button(int(likely))->setChecked(true);

    m_format->setObjectName(u"exportFormatBox"_s);
    for (const RowFormat format :
         {RowFormat::Csv, RowFormat::Xlsx, RowFormat::Pdf, RowFormat::Json, RowFormat::Sql,
          RowFormat::Markdown, RowFormat::Tsv, RowFormat::Code})
        m_format->addItem(tr("%1 (.%2)").arg(titleOf(format), suffixOf(format)), int(format));
    auto *form = new QFormLayout;
    form->addRow(tr("&Format:"), m_format);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *choose = buttons->addButton(tr("&Choose File…"), QDialogButtonBox::AcceptRole);
    choose->setObjectName(u"exportChooseButton"_s);
    choose->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(rows);
    layout->addLayout(form);
    layout->addStretch();
    layout->addWidget(buttons);
    m_scopes->checkedButton()->setFocus();
}

void ExportDialog::addScope(QVBoxLayout &layout, RowScope scope, const QString &text,
                            bool isOffered)
{
    static const QMap<RowScope, QString> names{{RowScope::Selected, u"exportSelectedButton"_s},
                                               {RowScope::Found, u"exportFoundButton"_s},
                                               {RowScope::All, u"exportAllButton"_s}};
    auto *button = new QRadioButton(text, this);
    button->setObjectName(names.value(scope));
    button->setEnabled(isOffered);
    m_scopes->addButton(button, int(scope));
    layout.addWidget(button);
}

RowScope ExportDialog::scope() const
{
    return RowScope(m_scopes->checkedId());
}

RowFormat ExportDialog::format() const
{
    return RowFormat(m_format->currentData().toInt());
}

} // namespace ui
