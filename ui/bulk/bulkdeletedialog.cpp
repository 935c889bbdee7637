#include "ui/bulk/bulkdeletedialog.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/bulk/bulkpreviewtable.h"

#include <QDialogButtonBox>
#include <QPushButton>

namespace ui {

using namespace Qt::StringLiterals;

BulkDeleteDialog::BulkDeleteDialog(const Subject &subject, QWidget *parent)
    : BulkDialog(subject, parent)
{
    setObjectName(u"bulkDeleteDialog"_s);
    build(nullptr);
    table().setAccessibleName(tr("Preview of deleted %1").arg(subject.spec.title.toLower()));
    // Enter alone deletes nothing.
    button().setObjectName(u"bulkDeleteButton"_s);
    button().setAutoDefault(false);
    findChild<QDialogButtonBox *>()->button(QDialogButtonBox::Cancel)->setDefault(true);
    table().setFocus();
    ask();
}

QString BulkDeleteDialog::verb() const
{
    return tr("Delete");
}

void BulkDeleteDialog::ask()
{
    const BulkTarget chosen = target();
    speller().spell(
        [chosen, &known = *spec().model](const orm::Session &session, const orm::Model &model) {
            destroyInBulk(session, model, piecesOf(chosen, known).front());
        },
        !chosen.keys && chosen.where.isEmpty());
    const auto look = [spec = spec(), chosen](orm::ReadSession &session) {
        return glanceAt(session, spec, chosen);
    };
    setRequest(spec().model->sequelize().read(
        this, look, [this](const BulkSurvey &found) { take(found); },
        [this](const orm::BaseError &error) { tellProblem(error.message()); }, "preview"));
}

void BulkDeleteDialog::fill(const BulkSurvey &survey)
{
    table().showNames(survey.first);
}

QString BulkDeleteDialog::note(const BulkSurvey &survey) const
{
    if (survey.count == 0)
        return tr("There is nothing to delete.");
    const QString note = tr("All of them or none, in one transaction. It can be undone, and what "
                            "belongs to them comes back, too.");
    if (spec().isTrash)
        return tr("%1 Nothing brings them back once the window is closed.").arg(note);
    if (spec().trash)
        return tr("%1 They stay in %2.").arg(note, spec().trash.title);
    return note;
}

} // namespace ui
