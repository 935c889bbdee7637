#include "ui/bulk/bulkchangeedit.h"

#include "orm/core/datatype.h"
#include "ui/base/format.h"
#include "ui/widgets/numberspin.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

using Operation = BulkChange::Operation;

namespace {

/// Digits of a percentage or factor behind the point.
constexpr int factorDecimals = 4;

bool isNumber(const FieldSpec &field)
{
    return field.kind == FieldKind::Number || field.kind == FieldKind::Money;
}

QLineEdit *makeLine(const QString &name, const QString &accessibleName, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    line->setObjectName(name);
    line->setAccessibleName(accessibleName);
    return line;
}

} // namespace

BulkChangeEdit::BulkChangeEdit(const PageSpec &spec, int number, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
{
    makeInputs();
    makeLayout();
    this->number(number);
    const QList<FieldSpec> fields = bulkFields(spec);
    int likeliest = 0;
    for (const FieldSpec &field : fields) {
        if (field.attribute == spec.summedAttribute)
            likeliest = m_field->count();
        m_field->addItem(field.header, field.attribute);
    }
    m_field->setCurrentIndex(likeliest);
    takeField();
    connect(m_field, &QComboBox::currentIndexChanged, this, &BulkChangeEdit::takeField);
    connect(m_operation, &QComboBox::currentIndexChanged, this, &BulkChangeEdit::takeOperation);
    connect(m_source, &QComboBox::currentIndexChanged, this, &BulkChangeEdit::changed);
    connect(m_find, &QLineEdit::textChanged, this, &BulkChangeEdit::changed);
    connect(m_text, &QLineEdit::textChanged, this, &BulkChangeEdit::changed);
    connect(m_number, &NumberSpin::edited, this, &BulkChangeEdit::changed);
    connect(m_ninetyNine, &QCheckBox::toggled, this, &BulkChangeEdit::changed);
}

void BulkChangeEdit::makeInputs()
{
    m_field = new QComboBox(this);
    m_field->setObjectName(u"bulkFieldBox"_s);
    m_field->setAccessibleName(tr("Field to change"));
    m_operation = new QComboBox(this);
    m_operation->setObjectName(u"bulkOperationBox"_s);
    m_operation->setAccessibleName(tr("What is done to it"));
    m_operation->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_find = makeLine(u"bulkFindEdit"_s, tr("Text to replace"), this);
    m_by = new QLabel(tr("with"), this);
    m_text = makeLine(u"bulkTextEdit"_s, tr("New text"), this);
    m_number = new NumberSpin(factorDecimals, this);
    m_number->setObjectName(u"bulkNumberSpin"_s);
    m_number->setAccessibleName(tr("Number"));
    // It takes far longer numbers than anybody types here.
    m_number->setMaximumWidth(fontMetrics().averageCharWidth() * 18);
    m_percent = new QLabel(tr("%", "behind a number"), this);
    m_source = new QComboBox(this);
    m_source->setObjectName(u"bulkSourceBox"_s);
    m_source->setAccessibleName(tr("Field to take it from"));
    m_ninetyNine = new QCheckBox(tr("&up to .99"), this);
    m_ninetyNine->setObjectName(u"bulkNinetyNineBox"_s);
    m_ninetyNine->setToolTip(tr("From the new amount up to the next one that ends in .99"));
}

void BulkChangeEdit::makeLayout()
{
    auto *line = new QHBoxLayout(this);
    line->setContentsMargins({});
    line->addWidget(m_field);
    line->addWidget(m_operation);
    line->addWidget(m_number);
    line->addWidget(m_percent);
    line->addWidget(m_find, 1);
    line->addWidget(m_by);
    line->addWidget(m_text, 1);
    line->addWidget(m_source);
    line->addWidget(m_ninetyNine);
    line->addStretch();
    setFocusProxy(m_field);
}

/// Those of a second edit are told from those of the first.
void BulkChangeEdit::number(int number)
{
    if (number == 1)
        return;
    for (QWidget *input : std::initializer_list<QWidget *>{m_field, m_operation, m_find, m_text,
                                                           m_number, m_source, m_ninetyNine}) {
        input->setObjectName(input->objectName() + QString::number(number));
        if (!input->accessibleName().isEmpty())
            input->setAccessibleName(tr("%1, change %2").arg(input->accessibleName()).arg(number));
    }
    m_ninetyNine->setText(m_ninetyNine->text().remove(u'&')); // a key is for one of them
}

void BulkChangeEdit::setTaken(const QStringList &attributes)
{
    const auto *items = qobject_cast<const QStandardItemModel *>(m_field->model());
    int free = -1;
    for (int i = 0; i < m_field->count(); ++i) {
        const bool isTaken = attributes.contains(m_field->itemData(i).toString());
        items->item(i)->setEnabled(!isTaken);
        if (!isTaken && free < 0)
            free = i;
    }
    if (attributes.contains(field().attribute) && free >= 0)
        m_field->setCurrentIndex(free);
}

Operation BulkChangeEdit::operation() const
{
    return Operation(m_operation->currentData().toInt());
}

const FieldSpec &BulkChangeEdit::field() const
{
    return *m_spec.field(m_field->currentData().toString());
}

bool BulkChangeEdit::isFactor() const
{
    return operation() == Operation::ChangeByPercent || operation() == Operation::MultiplyBy;
}

int BulkChangeEdit::decimals() const
{
    return isFactor() ? factorDecimals : decimalsOf(field(), *m_spec.model);
}

void BulkChangeEdit::takeField()
{
    {
        const QSignalBlocker quiet(m_operation);
        m_operation->clear();
        for (const Operation each : bulkOperations(m_spec, field()))
            m_operation->addItem(operationText(each), int(each));
        const QSignalBlocker quietToo(m_source);
        m_source->clear();
        for (const FieldSpec &source : bulkSources(m_spec, field()))
            m_source->addItem(source.header, source.attribute);
    }
    takeOperation();
}

void BulkChangeEdit::takeOperation()
{
    const Operation chosen = operation();
    const bool copies = chosen == Operation::CopyFrom;
    const bool takesNumber = isNumber(field()) && !copies;
    const bool replaces = chosen == Operation::ReplaceText;
    m_number->setVisible(takesNumber);
    m_percent->setVisible(chosen == Operation::ChangeByPercent);
    m_find->setVisible(replaces);
    m_by->setVisible(replaces);
    m_text->setVisible(!takesNumber && !copies);
    m_source->setVisible(copies);
    m_ninetyNine->setVisible(isArithmetic(chosen) && decimalsOf(field(), *m_spec.model) == 2);
    m_number->setZerosShown(!isFactor());
    m_number->setDecimals(decimals());
    emit changed();
}

BulkChange BulkChangeEdit::change() const
{
    BulkChange change{.attribute = field().attribute, .operation = operation()};
    switch (change.operation) {
    case Operation::CopyFrom: change.source = m_source->currentData().toString(); break;
    case Operation::ReplaceText:
        change.text = m_find->text();
        change.value = m_text->text();
        break;
    case Operation::ChangeByPercent:
    case Operation::MultiplyBy:
    case Operation::Add:
    case Operation::Set:
    case Operation::SetWhereEmpty:
        change.value = isNumber(field())          ? m_number->number()
                       : m_text->text().isEmpty() ? orm::null()
                                                  : QVariant(m_text->text().trimmed());
        break;
    }
    change.endsInNinetyNine = !m_ninetyNine->isHidden() && m_ninetyNine->isChecked();
    return change;
}

void BulkChangeEdit::focusValue()
{
    for (QWidget *input : std::initializer_list<QWidget *>{m_number, m_find, m_text, m_source})
        if (!input->isHidden())
            return input->setFocus();
}

} // namespace ui
