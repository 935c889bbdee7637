// The part of ImportDialog that makes its widgets.
#include "app/import/importdialog.h"

#include "app/import/importpreviewtable.h"
#include "app/import/importquestions.h"

#include <QComboBox>
#include <QDialogButtonBox>
#include <QFormLayout>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace {

QComboBox *makeBox(const QString &objectName, const QList<std::pair<QString, QVariant>> &entries,
                   QWidget *parent)
{
    auto *box = new QComboBox(parent);
    box->setObjectName(objectName);
    for (const auto &[text, data] : entries)
        box->addItem(text, data);
    box->setPlaceholderText(ImportDialog::tr("Choose"));
    box->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    return box;
}

} // namespace

QLayout *ImportDialog::makeColumnInputs()
{
    auto *form = new QFormLayout;
    for (const ImportField &field : std::as_const(m_fields)) {
        QComboBox *box = makeBox(field.attribute + u"ColumnBox"_s, {}, this);
        connect(box, &QComboBox::currentIndexChanged, this,
                [this, attribute = field.attribute] { takeColumn(attribute); });
        form->addRow(tr("&%1 from:").arg(field.label), box);
        m_columns.insert(field.attribute, box);
    }
    return form;
}

QLayout *ImportDialog::makeFormatInputs()
{
    auto *form = new QFormLayout;
    m_header = makeBox(u"importHeaderBox"_s, {}, this);
    QList<std::pair<QString, QVariant>> separators;
    for (const char separator : {',', ';', '\t', '|'})
        separators << std::pair(separatorName(separator), QString(QLatin1Char(separator)));
    const QString own{QLatin1Char(m_preview.plan.format.separator)};
    if (!separators.contains(
            std::pair<QString, QVariant>(separatorName(m_preview.plan.format.separator), own)))
        separators << std::pair<QString, QVariant>(own, own);
    m_separator = makeBox(u"importSeparatorBox"_s, separators, this);
    m_encoding = makeBox(u"importEncodingBox"_s,
                         {{tr("Unicode (UTF-8)"), int(TextEncoding::Utf8)},
                          {tr("Unicode (UTF-16)"), int(TextEncoding::Utf16)},
                          {tr("Western European (Windows-1252)"), int(TextEncoding::Windows1252)}},
                         this);
    m_decimalMark =
        makeBox(u"importDecimalBox"_s,
                {{tr("Point, as in 12.50"), u"."_s}, {tr("Comma, as in 12,50"), u","_s}}, this);
    m_separator->setCurrentIndex(m_separator->findData(own));
    m_encoding->setCurrentIndex(m_encoding->findData(int(m_preview.plan.format.encoding)));
    form->addRow(tr("Na&mes of columns:"), m_header);
    form->addRow(tr("Cells are &separated by:"), m_separator);
    form->addRow(tr("&Encoding:"), m_encoding);
    form->addRow(tr("&Decimal mark:"), m_decimalMark);
    m_matching = makeBox(u"importMatchingBox"_s, {}, this);
    form->addRow(tr("&Books already there:"), m_matching);
    connect(m_matching, &QComboBox::currentIndexChanged, this, &ImportDialog::takeMatching);
    connect(m_header, &QComboBox::currentIndexChanged, this, &ImportDialog::takeHeader);
    connect(m_separator, &QComboBox::currentIndexChanged, this, &ImportDialog::takeFormat);
    connect(m_encoding, &QComboBox::currentIndexChanged, this, &ImportDialog::takeFormat);
    connect(m_decimalMark, &QComboBox::currentIndexChanged, this, &ImportDialog::takeDecimalMark);
    return form;
}

QLayout *ImportDialog::makeLayout(QLayout *inputs)
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
    layout->addLayout(inputs);
    layout->addWidget(heading);
    layout->addWidget(m_table, 1);
    layout->addWidget(m_problem);
    layout->addWidget(m_forecast);
    layout->addWidget(buttons);
    return layout;
}
