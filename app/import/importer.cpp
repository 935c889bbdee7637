#include "app/import/importer.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"

Importer::Importer(const ui::PageSpec &page, const QList<ImportField> &fields, QObject *parent)
    : LongTask(parent)
    , m_page(page)
    , m_fields(fields)
{
}

void Importer::start(const ImportPlan &plan)
{
    if (isRunning())
        return;
    const auto job = std::make_shared<ImportJob>(m_page, m_fields, plan);
    const auto work = [job, progress = begin()](orm::Session &session) {
        return job->run(session, *progress);
    };
    orm::deliver(
        m_page.model->sequelize().transaction(work, "import"), this,
        [this](const ImportResult &result) {
            end();
            emit finished(result);
        },
        [this](const orm::BaseError &error) { takeFailure(error); });
}
