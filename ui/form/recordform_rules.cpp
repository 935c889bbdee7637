// How the form tells which rules of the model its entries break.
#include "ui/form/editors.h"
#include "ui/form/errortext.h"
#include "ui/form/fieldrow.h"
#include "ui/form/recordform.h"
#include "ui/form/relatedfields.h"

#include <QGuiApplication>
#include <QScrollArea>

#include <algorithm>

namespace ui {

/// What only a database can judge stays until its field is entered anew.
BrokenRules RecordForm::judged() const
{
    BrokenRules broken = brokenRules(m_spec, m_subject, {changes(), m_related->changes()});
    for (auto field = m_refused.fields.begin(); field != m_refused.fields.end(); ++field)
        if (!broken.fields.contains(field.key()))
            broken.fields.insert(field.key(), *field);
    if (broken.record.isEmpty())
        broken.record = m_refused.record;
    return broken;
}

bool RecordForm::isValid()
{
    m_refused = {};
    const BrokenRules broken = judged();
    tell(broken, Telling::All);
    goToFirstError();
    return broken.isEmpty();
}

void RecordForm::showErrors(const QList<orm::ValidationErrorItem> &items)
{
    m_refused = brokenRules(m_spec, items);
    tell(judged(), Telling::All);
    goToFirstError();
}

void RecordForm::takeEdit(const FieldRow &row)
{
    m_refused.fields.remove(row.field().attribute);
    m_refused.record.clear();
    rejudge();
}

/// What is told already changes or goes at once, the rest comes when the typing rests.
void RecordForm::rejudge()
{
    tell(judged(), Telling::Told);
    m_typing.start();
    updateState();
}

/// A reason moves what is below it. That must not happen between press and release of the mouse.
void RecordForm::judgeAtRest()
{
    if (QGuiApplication::mouseButtons() != Qt::NoButton)
        return m_typing.start();
    m_typing.stop();
    tell(judged(), Telling::Touched);
}

/// A rule of the whole record waits until each field is right by itself: it is about all of them.
void RecordForm::tell(const BrokenRules &broken, Telling telling)
{
    for (FieldRow *row : m_rows) {
        const bool isTold = telling == Telling::All || !row->error().isEmpty()
                            || (telling == Telling::Touched && row->isTouched());
        if (isTold)
            row->setError(broken.fields.value(row->field().attribute).join(u'\n'));
    }
    const bool isRecordTold = telling == Telling::All || !m_error->reasons().isEmpty()
                              || (telling == Telling::Touched && broken.fields.isEmpty());
    if (isRecordTold)
        m_error->say(broken.record.join(u'\n'));
    m_error->setVisible(!m_error->reasons().isEmpty());
}

void RecordForm::goToFirstError()
{
    const auto first =
        std::ranges::find_if(m_rows, [](const FieldRow *row) { return !row->error().isEmpty(); });
    if (first == m_rows.end())
        return;
    QWidget *editor = (*first)->editor();
    editor->setFocus(Qt::OtherFocusReason);
    selectAll(editor);
    m_fields->ensureWidgetVisible(editor);
}

} // namespace ui
