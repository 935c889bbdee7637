#include "ui/table/recorddelegate.h"

#include "ui/base/refusal.h"
#include "ui/form/editors.h"
#include "ui/rows/recordtablemodel.h"

#include <QAbstractItemView>
#include <QEvent>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLabel>
#include <QToolTip>

#include <memory>

namespace ui {

using namespace Qt::StringLiterals;

namespace {

/// The row as it was when its editor was opened.
using EditedRow = std::shared_ptr<const orm::Instance>;

/// The line under an editor that says what is wrong with its entry.
class ReasonLabel final : public QLabel
{
public:
    explicit ReasonLabel(QWidget *editor)
        : QLabel(editor->parentWidget())
        , m_editor(editor)
    {
        setObjectName(u"cellError"_s);
        setTextFormat(Qt::PlainText);
        setAutoFillBackground(true);
        setBackgroundRole(QPalette::ToolTipBase);
        setForegroundRole(QPalette::ToolTipText);
        setFrameShape(QFrame::Box);
        setMargin(fontMetrics().height() / 4);
        connect(editor, &QObject::destroyed, this, &QObject::deleteLater);
        editor->installEventFilter(this);
    }

    void say(const QString &reason)
    {
        setText(reason);
        adjustSize();
        place();
        show();
        raise();
    }

protected:
    bool eventFilter(QObject *object, QEvent *event) override
    {
        if (event->type() == QEvent::Move || event->type() == QEvent::Resize)
            place();
        else if (event->type() == QEvent::Hide)
            hide();
        return QLabel::eventFilter(object, event);
    }

private:
    void place()
    {
        const QRect cell = m_editor->geometry();
        const QRect room = parentWidget()->rect();
        const int below = cell.bottom() + 1;
        const int y = below + height() <= room.bottom() ? below : cell.top() - height();
        move(std::max(0, std::min(cell.left(), room.right() - width())), y);
    }

    QWidget *m_editor = nullptr;
};

ReasonLabel *reasonOf(const QWidget *editor)
{
    return editor->parentWidget()->findChild<ReasonLabel *>(u"cellError"_s,
                                                            Qt::FindDirectChildrenOnly);
}

} // namespace

RecordDelegate::RecordDelegate(RecordTableModel &model, QObject *parent)
    : QStyledItemDelegate(parent)
    , m_model(model)
{
}

QWidget *RecordDelegate::createEditor(QWidget *parent, const QStyleOptionViewItem &,
                                      const QModelIndex &index) const
{
    const FieldSpec &field = m_model.field(index.column());
    QWidget *editor = makeEditor(field, *m_model.spec().model, parent);
    editor->setObjectName(u"cellEditor"_s); // the form has the field's own names
    editor->setProperty("attribute", field.attribute);
    editor->setAutoFillBackground(true);
    whenEdited(editor, editor, [editor] {
        if (ReasonLabel *reason = reasonOf(editor))
            reason->hide();
        editor->setAccessibleDescription({});
    });
    return editor;
}

void RecordDelegate::setEditorData(QWidget *editor, const QModelIndex &index) const
{
    // The model may tell of changes while one types, e.g. when a page arrives; what is typed stays.
    if (editor->property("filled").toBool())
        return;
    editor->setProperty("filled", true);
    if (const std::optional<orm::Instance> row = m_model.record(index.row()))
        editor->setProperty("row",
                            QVariant::fromValue(EditedRow(std::make_shared<orm::Instance>(*row))));
    setEditorValue(editor, m_model.field(index.column()), index.data(Qt::EditRole));
    selectAll(editor);
}

void RecordDelegate::setModelData(QWidget *editor, QAbstractItemModel *model,
                                  const QModelIndex &index) const
{
    // The row may have been read again since the editor was opened.
    auto *records = qobject_cast<RecordTableModel *>(model);
    const auto from = editor->property("row").value<EditedRow>();
    if (records && from)
        records->edit(index, editorValue(editor), *from);
    else
        model->setData(index, editorValue(editor), Qt::EditRole);
}

void RecordDelegate::updateEditorGeometry(QWidget *editor, const QStyleOptionViewItem &option,
                                          const QModelIndex &) const
{
    QRect place = option.rect;
    const int needed = editor->minimumSizeHint().width();
    if (place.width() < needed)
        place.setWidth(needed);
    editor->setGeometry(place);
}

void RecordDelegate::initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const
{
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->displayAlignment.testFlag(Qt::AlignRight))
        option->text.append(roomBehind);
    if (!index.data(RecordTableModel::LoadingRole).toBool())
        return;
    const QColor grey = option->palette.color(QPalette::PlaceholderText);
    option->palette.setColor(QPalette::Text, grey);
}

bool RecordDelegate::helpEvent(QHelpEvent *event, QAbstractItemView *view,
                               const QStyleOptionViewItem &option, const QModelIndex &index)
{
    if (event->type() != QEvent::ToolTip || !index.isValid()
        || !index.data(Qt::ToolTipRole).toString().isEmpty())
        return QStyledItemDelegate::helpEvent(event, view, option, index);

    // The whole text, where the cell has not enough room for it.
    const QString text = index.data(Qt::DisplayRole).toString();
    const bool isElided = sizeHint(option, index).width() > option.rect.width();
    QToolTip::showText(event->globalPos(), isElided ? text.toHtmlEscaped() : QString(), view);
    return true;
}

bool RecordDelegate::eventFilter(QObject *object, QEvent *event)
{
    auto *editor = qobject_cast<QWidget *>(object);
    if (!editor)
        return false;
    if (event->type() == QEvent::FocusOut && refuse(editor))
        return false; // stays open, to be put right or given up with Esc
    if (event->type() == QEvent::KeyPress) {
        const int key = static_cast<QKeyEvent *>(event)->key();
        const bool isReturn = key == Qt::Key_Return || key == Qt::Key_Enter;
        const bool isTab = key == Qt::Key_Tab || key == Qt::Key_Backtab;
        if ((isReturn || isTab) && refuse(editor))
            return true;
        if (isReturn) {
            emit commitData(editor);
            emit closeEditor(editor, NoHint);
            emit entered();
            return true;
        }
    }
    return QStyledItemDelegate::eventFilter(object, event);
}

bool RecordDelegate::refuse(QWidget *editor)
{
    const QString attribute = editor->property("attribute").toString();
    const std::optional<QString> reason = refusal(m_model.spec(), attribute, editorValue(editor));
    if (!reason)
        return false;
    showReason(editor, *reason);
    return true;
}

void RecordDelegate::showReason(QWidget *editor, const QString &reason)
{
    ReasonLabel *label = reasonOf(editor);
    if (!label)
        label = new ReasonLabel(editor);
    label->say(reason);
    editor->setAccessibleDescription(reason);
}

} // namespace ui
