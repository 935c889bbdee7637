#include "ui/form/editors.h"

#include "orm/model/sequelize.h"
#include "ui/base/format.h"
#include "ui/widgets/attributecompleter.h"
#include "ui/widgets/chipsedit.h"
#include "ui/widgets/imagepane.h"
#include "ui/widgets/numberspin.h"
#include "ui/widgets/rowpicker.h"

#include <QCompleter>
#include <QLabel>
#include <QLineEdit>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

QLineEdit *makeLine(const FieldSpec &field, const orm::Model &model, QWidget *parent)
{
    auto *line = new QLineEdit(parent);
    if (field.pick.model)
        new RowPicker(field.pick, line); // belongs to the line
    else if (field.kind == FieldKind::CompletingText)
        new AttributeCompleter(model, field.attribute, line);
    return line;
}

QLabel *makeLabel(const FieldSpec &field, QWidget *parent)
{
    auto *label = new QLabel(parent);
    label->setTextFormat(Qt::PlainText);
    label->setTextInteractionFlags(Qt::TextSelectableByMouse);
    label->setWordWrap(field.kind == FieldKind::Note);
    return label;
}

QWidget *makeChips(const FieldSpec &field, QWidget *parent)
{
    auto *chips = new ChipsEdit(*field.related.model, field.related.attribute, parent);
    chips->setTexts(editorName(field), field.header);
    return chips;
}

QWidget *makePane(const FieldSpec &field, const orm::Model &model, QWidget *parent)
{
    auto *pane = new ImagePane(parent);
    pane->setDatabase(model.sequelize().options().storage);
    pane->setTexts(editorName(field), field.header);
    return pane;
}

} // namespace

QWidget *makeEditor(const FieldSpec &field, const orm::Model &model, QWidget *parent)
{
    QWidget *editor = nullptr;
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::RelatedText:
    case FieldKind::CompletingText: editor = makeLine(field, model, parent); break;
    case FieldKind::Number:
    case FieldKind::Money: editor = new NumberSpin(decimalsOf(field, model), parent); break;
    case FieldKind::Moment:
    case FieldKind::Note:
    case FieldKind::Sum:
    case FieldKind::Key: editor = makeLabel(field, parent); break;
    case FieldKind::Names: editor = makeChips(field, parent); break;
    case FieldKind::Image: editor = makePane(field, model, parent); break;
    }
    editor->setObjectName(editorName(field));
    editor->setAccessibleName(field.header);
    return editor;
}

QString editorName(const FieldSpec &field)
{
    switch (field.kind) {
    case FieldKind::Text:
    case FieldKind::RelatedText:
    case FieldKind::CompletingText: return field.name + u"Edit"_s;
    case FieldKind::Number:
    case FieldKind::Money: return field.name + u"Spin"_s;
    case FieldKind::Moment:
    case FieldKind::Note:
    case FieldKind::Sum:
    case FieldKind::Key: return field.name + u"Label"_s;
    case FieldKind::Names: return field.name + u"Chips"_s;
    case FieldKind::Image: return field.name + u"Pane"_s;
    }
    return field.name;
}

bool isEntered(const FieldSpec &field)
{
    return field.kind != FieldKind::Moment && field.kind != FieldKind::Key
           && field.kind != FieldKind::Note && field.kind != FieldKind::Sum;
}

QVariant editorValue(const QWidget *editor)
{
    if (const auto *line = qobject_cast<const QLineEdit *>(editor)) {
        const QString text = line->text().trimmed();
        return text.isEmpty() ? orm::null() : QVariant(text);
    }
    if (const auto *spin = qobject_cast<const NumberSpin *>(editor))
        return spin->number();
    if (const auto *chips = qobject_cast<const ChipsEdit *>(editor))
        return chips->names();
    if (const auto *pane = qobject_cast<const ImagePane *>(editor))
        return QVariant::fromValue(pane->picture());
    return {};
}

void setEditorValue(QWidget *editor, const FieldSpec &field, const QVariant &value)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        line->setText(value.toString());
        line->setCursorPosition(0);
    } else if (auto *spin = qobject_cast<NumberSpin *>(editor)) {
        spin->setNumber(value);
    } else if (auto *chips = qobject_cast<ChipsEdit *>(editor)) {
        chips->setNames(value.toStringList());
    } else if (auto *pane = qobject_cast<ImagePane *>(editor)) {
        pane->setPicture(value.value<Picture>());
    } else if (auto *label = qobject_cast<QLabel *>(editor)) {
        const bool isMoment = field.kind == FieldKind::Moment && value.toDateTime().isValid();
        const bool isAltered = field.kind == FieldKind::Note && field.shownAs;
        const QString text = isAltered ? field.shownAs(value.toString()) : value.toString();
        label->setText(isMoment ? formatMoment(value.toDateTime()) : text);
        label->setToolTip(isMoment ? formatExactMoment(value.toDateTime()) : QString());
        label->setAccessibleDescription(label->toolTip());
    }
}

void setEditorPlaceholder(QWidget *editor, const QString &text)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setPlaceholderText(text);
    else if (auto *spin = qobject_cast<NumberSpin *>(editor))
        spin->setPlaceholderText(text);
    else if (auto *chips = qobject_cast<ChipsEdit *>(editor))
        chips->setPlaceholderText(text);
}

void setEditorReadOnly(QWidget *editor, bool readOnly)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->setReadOnly(readOnly);
    else if (auto *spin = qobject_cast<NumberSpin *>(editor))
        spin->setReadOnly(readOnly);
    else if (auto *chips = qobject_cast<ChipsEdit *>(editor))
        chips->setReadOnly(readOnly);
    else if (auto *pane = qobject_cast<ImagePane *>(editor))
        pane->setReadOnly(readOnly);
}

void selectAll(QWidget *editor)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor))
        line->selectAll();
    else if (auto *spin = qobject_cast<NumberSpin *>(editor))
        spin->selectAll();
}

void whenEdited(QWidget *editor, QObject *receiver, const std::function<void()> &edited)
{
    if (auto *line = qobject_cast<QLineEdit *>(editor)) {
        QObject::connect(line, &QLineEdit::textEdited, receiver, edited);
        if (QCompleter *completer = line->completer())
            // Queued, since the line takes the chosen text in the same moment.
            QObject::connect(completer, qOverload<const QString &>(&QCompleter::activated),
                             receiver, edited, Qt::QueuedConnection);
    } else if (auto *spin = qobject_cast<NumberSpin *>(editor)) {
        QObject::connect(spin, &NumberSpin::edited, receiver, edited);
    } else if (auto *chips = qobject_cast<ChipsEdit *>(editor)) {
        QObject::connect(chips, &ChipsEdit::edited, receiver, edited);
    } else if (auto *pane = qobject_cast<ImagePane *>(editor)) {
        QObject::connect(pane, &ImagePane::edited, receiver, edited);
    }
}

} // namespace ui
