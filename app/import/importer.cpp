#include "app/import/importer.h"

#include "orm/core/deliver.h"
#include "orm/model/sequelize.h"

using namespace std::chrono_literals;

Importer::Importer(const ui::PageSpec &page, const QList<ImportField> &fields, QObject *parent)
    : QObject(parent)
    , m_page(page)
    , m_fields(fields)
{
    m_ticker.setInterval(100ms);
    connect(&m_ticker, &QTimer::timeout, this,
            [this] { emit progressed(m_progress->bytesRead, m_progress->bytesInAll); });
}

Importer::~Importer()
{
    cancel();
}

void Importer::start(const ImportPlan &plan)
{
    if (isRunning())
        return;
    m_progress = std::make_shared<ImportProgress>();
    m_ticker.start();
    const auto job = std::make_shared<ImportJob>(m_page, m_fields, plan);
    const auto work = [job, progress = m_progress](orm::Session &session) {
        return job->run(session, *progress);
    };
    orm::deliver(
        m_page.model->sequelize().transaction(work, "import"), this,
        [this](const ImportResult &result) {
            end();
            emit finished(result);
        },
        [this](const orm::BaseError &error) { onFailure(error); });
}

void Importer::cancel()
{
    if (m_progress)
        m_progress->isCancelled = true;
}

void Importer::onFailure(const orm::BaseError &error)
{
    const bool wasCancelled = m_progress->isCancelled;
    end();
    if (wasCancelled)
        emit cancelled();
    else
        emit failed(error.message());
}

void Importer::end()
{
    m_ticker.stop();
    m_progress.reset();
}
