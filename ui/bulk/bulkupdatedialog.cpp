#include "ui/bulk/bulkupdatedialog.h"

#include "orm/core/error.h"
#include "orm/model/sequelize.h"
#include "ui/bulk/bulkchangesedit.h"
#include "ui/bulk/bulkexpression.h"
#include "ui/bulk/bulkpreviewtable.h"
#include "ui/rows/rowkeys.h"

#include <QPushButton>

namespace ui {

using namespace Qt::StringLiterals;

BulkUpdateDialog::BulkUpdateDialog(const Subject &subject, QWidget *parent)
    : BulkDialog(subject, parent)
    , m_edit(new BulkChangesEdit(subject.spec, this))
    , m_showWrong(new QPushButton(tr("&Show Only Those"), this))
{
    setObjectName(u"bulkUpdateDialog"_s);
    m_showWrong->setObjectName(u"bulkShowWrongButton"_s);
    m_showWrong->setCheckable(true);
    m_showWrong->setAutoDefault(false);
    m_showWrong->setVisible(false);
    build(m_edit);
    table().setAccessibleName(tr("Preview of changed %1").arg(subject.spec.title.toLower()));
    button().setObjectName(u"bulkUpdateButton"_s);
    button().setDefault(true);
    setBesideNote(m_showWrong);
    connect(m_edit, &BulkChangesEdit::changed, this, &BulkUpdateDialog::askSoon);
    connect(m_showWrong, &QPushButton::toggled, this, [this] {
        if (survey())
            fill(*survey());
    });
    m_edit->focusValue();
    ask();
}

BulkChanges BulkUpdateDialog::changes() const
{
    return m_edit->changes();
}

BulkUpdateCommand::Told BulkUpdateDialog::told() const
{
    if (!survey() || !survey()->isJudged)
        return {.refused = 0};
    return {.refused = survey()->refused, .digest = survey()->digest};
}

QString BulkUpdateDialog::verb() const
{
    return tr("Update");
}

/// Enter may come before the pause is over, so the change is asked itself.
bool BulkUpdateDialog::isReady() const
{
    const bool isWrong =
        survey() && survey()->refused > 0
        && (survey()->refused > mostLeftOut || survey()->refused == survey()->count);
    return BulkDialog::isReady() && !isWrong && !bulkProblem(spec(), changes());
}

void BulkUpdateDialog::ask()
{
    if (const std::optional<QString> problem = bulkProblem(spec(), changes()))
        return tellProblem(*problem);
    spell({});
    const auto look = [spec = spec(), changes = changes(),
                       target = target()](orm::ReadSession &session) {
        return glanceAt(session, spec, changes, target);
    };
    setRequest(spec().model->sequelize().read(
        this, look,
        [this](const BulkSurvey &found) {
            take(found);
            judge();
        },
        [this](const orm::BaseError &error) { tellProblem(error.message()); }, "preview"));
}

/// All of them, which may take some seconds.
void BulkUpdateDialog::judge()
{
    const auto look = [spec = spec(), changes = changes(),
                       target = target()](orm::ReadSession &session) {
        return ui::survey(session, spec, changes, target);
    };
    setRequest(spec().model->sequelize().read(
        this, look,
        [this](const BulkSurvey &found) {
            take(found);
            if (found.refused > 0 && found.refused <= mostLeftOut)
                spell(found.leftOut);
        },
        [this](const orm::BaseError &error) { tellProblem(error.message()); }, "check of rules"));
}

void BulkUpdateDialog::spell(const QList<qint64> &leftOut)
{
    const BulkTarget chosen = target();
    const auto call = [spec = spec(), changes = changes(), chosen,
                       leftOut](const orm::Session &session, const orm::Model &model) {
        const orm::Where where = piecesOf(chosen, *spec.model).front()
                                 && bulkCondition(spec, changes)
                                 && RowKeys(*spec.model).whereNot(leftOut);
        updateInBulk(session, model, bulkValues(spec, changes), where);
    };
    const bool isOfAll = !chosen.keys && chosen.where.isEmpty()
                         && bulkCondition(spec(), changes()).isEmpty() && leftOut.isEmpty();
    speller().spell(call, isOfAll);
}

void BulkUpdateDialog::fill(const BulkSurvey &survey)
{
    if (survey.refused == 0)
        m_showWrong->setChecked(false);
    m_showWrong->setVisible(survey.refused > 0);
    table().showRows(m_showWrong->isChecked() ? survey.wrong : survey.first,
                     changedAttributes(changes()));
}

QString BulkUpdateDialog::note(const BulkSurvey &survey) const
{
    if (survey.count == 0)
        return tr("Nothing would change.");
    if (!survey.isJudged)
        return tr("Each of %1 is being held against the rules.")
            .arg(spec().countText(survey.count));
    if (survey.refused > mostLeftOut)
        return tr("Too many to be left out: %1. %2 Search for fewer, or change them otherwise.")
            .arg(spec().countText(survey.refused), survey.wrong.first().refusal);
    if (survey.refused > 0)
        return tr("Left out, for a broken rule: %1. %2")
            .arg(spec().countText(survey.refused), survey.wrong.first().refusal);
    return tr("All of them or none, in one transaction. It can be undone.");
}

} // namespace ui
