// How the form is put together.
#include "ui/form/draftbar.h"
#include "ui/form/errortext.h"
#include "ui/form/fieldrow.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"
#include "ui/widgets/imagepane.h"
#include "ui/widgets/rowpicker.h"

#include <QAction>
#include <QEvent>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QScrollArea>

#include <algorithm>
#include <chrono>

namespace ui {

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace {

/// As high as its content where there is room, so that what comes behind stands close to it.
class FieldsArea final : public QScrollArea
{
public:
    using QScrollArea::QScrollArea;

    [[nodiscard]] QSize sizeHint() const override
    {
        const QSize hint = widget()->sizeHint();
        const int height = widget()->heightForWidth(viewport()->width());
        return {hint.width(),
                std::max({height, hint.height(), widget()->minimumSizeHint().height()})};
    }

protected:
    bool eventFilter(QObject *watched, QEvent *event) override
    {
        if (watched == widget()
            && (event->type() == QEvent::LayoutRequest || event->type() == QEvent::Resize))
            updateGeometry();
        return QScrollArea::eventFilter(watched, event);
    }
};

} // namespace

RecordForm::RecordForm(const PageSpec &spec, QWidget *parent)
    : QWidget(parent)
    , m_spec(spec)
    , m_heading(new QLabel(this))
    , m_bar(new DraftBar(this))
    , m_error(new ErrorText(this))
{
    setObjectName(spec.name + u"Form"_s);
    setAccessibleName(spec.recordTitle);
    m_heading->setObjectName(u"formHeading"_s);
    m_heading->setTextFormat(Qt::PlainText);
    m_heading->setWordWrap(true);
    QFont bold = m_heading->font();
    bold.setBold(true);
    m_heading->setFont(bold);
    m_error->setObjectName(u"recordError"_s);
    m_error->setAccessibleName(tr("%1 error").arg(spec.recordTitle));
    makeActions();

    auto *layout = new QVBoxLayout(this);
    layout->addWidget(m_heading);
    layout->addWidget(m_bar);
    layout->addWidget(makeFields());
    layout->addWidget(m_error);
    layout->addLayout(makeButtons());
    layout->addStretch();

    m_escape.setSingleShot(true);
    m_escape.setInterval(2s);
    connect(&m_escape, &QTimer::timeout, this, &RecordForm::updateState);
    m_typing.setSingleShot(true);
    m_typing.setInterval(600ms);
    connect(&m_typing, &QTimer::timeout, this, &RecordForm::judgeAtRest);
    fill();
}

/// The fields scroll, and what is done with them stays in sight.
QWidget *RecordForm::makeFields()
{
    auto *content = new QWidget(this);
    auto *grid = new QGridLayout(content);
    grid->setContentsMargins({});
    grid->setColumnStretch(1, 1);
    makeRows(*grid);
    grid->setRowStretch(grid->rowCount(), 1);
    auto *area = new FieldsArea(this);
    area->setObjectName(u"formFields"_s);
    area->setAccessibleName(tr("Fields"));
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus);
    area->setWidgetResizable(true);
    area->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
    area->setWidget(content);
    m_fields = area;
    return area;
}

/// One pair, whatever is in the form.
QLayout *RecordForm::makeButtons()
{
    auto *buttons = new QHBoxLayout;
    m_revertButton = makeButton(m_revert, u"revertButton"_s, tr("Revert"));
    m_saveButton = makeButton(m_save, u"saveButton"_s, tr("Save %1").arg(m_spec.record));
    m_saveButton->setToolTip(
        tr("%1; %2 saves and begins another one")
            .arg(m_save->shortcut().toString(QKeySequence::NativeText),
                 m_saveAnother->shortcut().toString(QKeySequence::NativeText)));
    buttons->addWidget(m_revertButton);
    buttons->addStretch();
    buttons->addWidget(m_saveButton);
    return buttons;
}

void RecordForm::makeRows(QGridLayout &grid)
{
    for (const FieldSpec &field : m_spec.fields) {
        if (!field.inForm)
            continue;
        auto *row = new FieldRow(m_spec, field, &grid, this);
        connect(row, &FieldRow::edited, this, [this, row] { takeEdit(*row); });
        // Queued, since an input may put its text in order when it is left.
        connect(row, &FieldRow::left, this, &RecordForm::judgeAtRest, Qt::QueuedConnection);
        if (const auto *picker = row->editor()->findChild<RowPicker *>()) {
            connect(picker, &RowPicker::picked, this,
                    [this, field](const orm::Instance &chosen) { takePick(field, chosen); });
            connect(picker, &RowPicker::unpicked, this, [this, field] {
                m_subject.hidden.set(field.pick.foreignKey, orm::Operand(orm::null()));
            });
        }
        if (const auto *pane = qobject_cast<ImagePane *>(row->editor()))
            connect(pane, &ImagePane::refused, this, &RecordForm::failed);
        m_rows.append(row);
    }
    m_related = new RelatedFields(m_spec, m_rows, this);
    connect(m_related, &RelatedFields::read, this, &RecordForm::updateState);
    connect(m_related, &RelatedFields::failed, this, &RecordForm::failed);
}

void RecordForm::makeActions()
{
    const auto make = [this](const QString &name, const QString &text,
                             const QList<QKeySequence> &keys) {
        auto *action = new QAction(text, this);
        action->setObjectName(name);
        action->setShortcuts(keys);
        addAction(action);
        return action;
    };
    m_save =
        make(u"saveAction"_s, tr("&Save"),
             {QKeySequence(Qt::CTRL | Qt::Key_Return), QKeySequence(Qt::CTRL | Qt::Key_Enter)});
    m_saveAnother = make(u"saveAnotherAction"_s, tr("Save and Add A&nother"),
                         {QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Return),
                          QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_Enter)});
    m_revert = make(u"revertAction"_s, tr("&Revert"), {});
    connect(m_save, &QAction::triggered, this, &RecordForm::saveWanted);
    connect(m_saveAnother, &QAction::triggered, this, &RecordForm::saveAnotherWanted);
    connect(m_revert, &QAction::triggered, this, &RecordForm::revert);
}

QPushButton *RecordForm::makeButton(QAction *action, const QString &objectName,
                                    const QString &accessibleName)
{
    auto *button = new QPushButton(action->text(), this);
    button->setObjectName(objectName);
    button->setAccessibleName(accessibleName);
    button->setToolTip(action->shortcut().toString(QKeySequence::NativeText));
    connect(button, &QPushButton::clicked, action, &QAction::trigger);
    connect(action, &QAction::enabledChanged, button, &QWidget::setEnabled);
    return button;
}

QSize RecordForm::sizeHint() const
{
    const QSize natural = QWidget::sizeHint();
    return {std::max(natural.width(), 44 * fontMetrics().averageCharWidth()), natural.height()};
}

} // namespace ui
