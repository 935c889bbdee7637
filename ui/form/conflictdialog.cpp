#include "ui/form/conflictdialog.h"

#include "ui/base/format.h"
#include "ui/base/picture.h"
#include "ui/base/refusal.h"
#include "ui/form/editors.h"

#include <QButtonGroup>
#include <QDialogButtonBox>
#include <QGridLayout>
#include <QLabel>
#include <QPushButton>
#include <QRadioButton>
#include <QScreen>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// A text that takes as many lines as it needs.
class WholeText : public QLabel
{
public:
    WholeText(const QString &objectName, QWidget *parent)
        : QLabel(parent)
    {
        setObjectName(objectName);
        setTextFormat(Qt::PlainText);
        setWordWrap(true);
        setAlignment(Qt::AlignLeft | Qt::AlignTop);
    }
};

/// Stands beside a radio button, which has one line only, and chooses as it does.
class ValueText final : public WholeText
{
public:
    explicit ValueText(QRadioButton *button)
        : WholeText(button->objectName() + u"Text"_s, button->parentWidget())
        , m_button(button)
    {
    }

protected:
    void mousePressEvent(QMouseEvent *) override { m_button->click(); }

private:
    QRadioButton *m_button;
};

QLayout *beside(QRadioButton *button, const QString &text)
{
    auto *label = new ValueText(button);
    label->setText(text);
    auto *line = new QHBoxLayout;
    line->setSpacing(button->fontMetrics().averageCharWidth());
    line->addWidget(button, 0, Qt::AlignTop);
    line->addWidget(label, 1);
    return line;
}

void showPicture(QRadioButton *button, const Picture &picture)
{
    if (picture.isEmpty())
        return;
    const int side = button->fontMetrics().height() * 6;
    button->setIconSize({side, side});
    button->setIcon(QIcon(QPixmap::fromImage(picture.image())));
}

} // namespace

ConflictDialog::ConflictDialog(const PageSpec &spec, const RecordConflict &conflict,
                               const Mine &mine, QWidget *parent)
    : QDialog(parent)
    , m_spec(spec)
{
    setObjectName(u"conflictDialog"_s);
    setWindowTitle(tr("Changed Meanwhile"));
    setAttribute(Qt::WA_DeleteOnClose);
    const orm::Instance &stored = *conflict.stored;
    auto *text = new WholeText(u"conflictText"_s, this);
    text->setText(tr("Somebody else has changed “%1” since you read it. "
                     "Nothing is saved yet. Choose what each field is to be.")
                      .arg(stored.get(spec.nameAttribute).toString()));

    auto *grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * fontMetrics().averageCharWidth());
    grid->setVerticalSpacing(fontMetrics().height() / 2);
    addHead(*grid);
    addFields(*grid, conflict, mine);

    auto *buttons = new QDialogButtonBox(QDialogButtonBox::Cancel, this);
    QPushButton *save = buttons->addButton(tr("Save Result"), QDialogButtonBox::AcceptRole);
    save->setObjectName(u"saveResultButton"_s);
    save->setDefault(true);
    connect(buttons, &QDialogButtonBox::accepted, this, &QDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto *layout = new QVBoxLayout(this);
    layout->setSpacing(fontMetrics().height() / 2);
    layout->addWidget(text);
    layout->addLayout(grid);
    layout->addStretch();
    layout->addWidget(buttons);
    const int width = std::min(fontMetrics().averageCharWidth() * 110,
                               screen()->availableSize().width() * 9 / 10);
    resize(width, heightForWidth(width));
}

void ConflictDialog::addHead(QGridLayout &grid) const
{
    const QStringList heads{tr("Field"), tr("Mine"), tr("Theirs"), tr("Result")};
    for (int column = 0; column < heads.size(); ++column) {
        auto *label = new QLabel(heads.at(column));
        QFont bold = label->font();
        bold.setBold(true);
        label->setFont(bold);
        grid.addWidget(label, 0, column);
        grid.setColumnStretch(column, column == 0 ? 0 : 1);
    }
}

/// Those fields in which mine and theirs differ.
void ConflictDialog::addFields(QGridLayout &grid, const RecordConflict &conflict, const Mine &mine)
{
    for (const FieldSpec &field : std::as_const(m_spec.fields)) {
        if (!isEntered(field))
            continue;
        if (isRelated(field.kind)) {
            const bool isWanted = mine.related.contains(field.attribute);
            const QVariant own = mine.related.value(field.attribute);
            const QVariant theirs = conflict.related.value(field.attribute);
            if (isWanted && own != theirs)
                addField(grid, field, {field.attribute, own, theirs});
            continue;
        }
        const orm::Operand *wanted = mine.values.find(field.attribute);
        const QVariant theirs = conflict.stored->get(field.attribute);
        const QVariant own = wanted ? *wanted->data() : conflict.seen.get(field.attribute);
        if (!sameValue(m_spec, field.attribute, own, theirs))
            addField(grid, field, {field.attribute, own, theirs, wanted != nullptr});
    }
}

void ConflictDialog::addField(QGridLayout &grid, const FieldSpec &field, const Choice &choice)
{
    const qsizetype number = m_choices.size();
    const int row = grid.rowCount();
    auto *group = new QButtonGroup(this);
    const auto makeButton = [&](const QString &side, const QVariant &value) {
        auto *button = new QRadioButton(this);
        button->setObjectName(field.name + side);
        button->setAccessibleName(tr("%1, %2: %3").arg(field.header, side, text(field, value)));
        if (field.kind == FieldKind::Image)
            showPicture(button, value.value<Picture>());
        group->addButton(button);
        return button;
    };
    auto *mine = makeButton(u"Mine"_s, choice.mine);
    auto *theirs = makeButton(u"Theirs"_s, choice.theirs);
    QRadioButton *chosen = choice.isMine ? mine : theirs;
    chosen->setChecked(true);
    if (number == 0)
        chosen->setFocus(); // the arrows choose at once, and Enter saves
    connect(mine, &QRadioButton::toggled, this, [this, number](bool isMine) {
        m_choices[number].isMine = isMine;
        showResult(number);
    });
    m_choices += choice;
    m_choices.last().result = new WholeText(field.name + u"Result"_s, this);
    grid.addWidget(new QLabel(field.header, this), row, 0, Qt::AlignTop);
    grid.addLayout(beside(mine, text(field, choice.mine)), row, 1);
    grid.addLayout(beside(theirs, text(field, choice.theirs)), row, 2);
    grid.addWidget(m_choices.last().result, row, 3);
    showResult(number);
}

void ConflictDialog::showResult(qsizetype choice)
{
    const Choice &shown = m_choices.at(choice);
    shown.result->setText(
        text(*m_spec.field(shown.attribute), shown.isMine ? shown.mine : shown.theirs));
}

QString ConflictDialog::text(const FieldSpec &field, const QVariant &value) const
{
    if (field.kind == FieldKind::Names)
        return value.toStringList().isEmpty() ? tr("(none)") : value.toStringList().join(u", "_s);
    if (field.kind == FieldKind::Image) {
        const Picture picture = value.value<Picture>();
        return picture.isEmpty()
                   ? tr("(none)")
                   : tr("%1 × %2").arg(picture.size.width()).arg(picture.size.height());
    }
    const orm::AttributeDefinition *attribute = m_spec.model->attribute(field.attribute);
    const QString shown = formatField(field, *m_spec.model,
                                      attribute ? attribute->options.type.fromUser(value) : value);
    return shown.isEmpty() ? tr("(empty)") : shown;
}

ConflictDialog::Mine ConflictDialog::chosen() const
{
    Mine chosen;
    for (const Choice &choice : m_choices) {
        if (!choice.isMine)
            continue;
        if (isRelated(m_spec.field(choice.attribute)->kind))
            chosen.related.insert(choice.attribute, choice.mine);
        else
            chosen.values.set(choice.attribute, orm::Operand(choice.mine));
    }
    return chosen;
}

} // namespace ui
