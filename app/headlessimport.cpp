#include "app/headlessimport.h"

#include "app/books/bookstore.h"
#include "app/commandline.h"

#include <cstdio>

using namespace Qt::StringLiterals;

HeadlessImport::HeadlessImport(const CommandLine &wish, QObject *parent)
    : QObject(parent)
    , m_importFile(wish.importFile)
    , m_fields(bookImportFields())
    , m_out(stdout)
    , m_err(stderr)
    , m_shop({.file = wish.file.isEmpty() ? Shop::defaultFile() : wish.file})
{
    connect(&m_shop, &Shop::opened, this, &HeadlessImport::import);
    connect(&m_shop, &Shop::failed, this,
            [this](const ShopFailure &failure) { giveUp(failure.message); });
}

HeadlessImport::~HeadlessImport() = default;

void HeadlessImport::start()
{
    // The file first, so that no shop is made for one that cannot be read.
    try {
        m_plan = previewImport(m_importFile, m_fields).plan; // nobody waits for this thread
    } catch (const orm::BaseError &error) {
        return giveUp(error.message());
    }
    if (const QStringList missing = unfilledFields(m_plan, m_fields); !missing.isEmpty())
        return giveUp(tr("“%1” has no column for: %2. Its columns are: %3.")
                          .arg(m_importFile, missing.join(u", "_s), m_plan.header.join(u", "_s)));
    m_shop.open();
}

void HeadlessImport::import()
{
    if (m_shop.isReadOnly())
        return giveUp(tr("“%1” can only be read.").arg(m_shop.name()));
    m_importer.emplace(bookPage(m_shop.book(), false), m_fields);
    connect(&*m_importer, &Importer::finished, this, &HeadlessImport::report);
    connect(&*m_importer, &Importer::failed, this, &HeadlessImport::giveUp);
    m_importer->start(m_plan);
}

void HeadlessImport::report(const ImportResult &result)
{
    for (const RefusedRow &row : result.examples)
        m_err << tr("Row %1: %2").arg(row.number).arg(row.reason) << Qt::endl;
    if (const qint64 more = result.refused - result.examples.size(); more > 0)
        m_err << tr("… and %Ln more row(s).", nullptr, int(more)) << Qt::endl;
    m_out << tr("%Ln book(s) imported.", nullptr, int(result.imported)) << Qt::endl;
    m_out << tr("%Ln row(s) refused.", nullptr, int(result.refused)) << Qt::endl;
    if (!result.rejectedFile.isEmpty())
        m_out << tr("Refused rows are in %1").arg(result.rejectedFile) << Qt::endl;
    if (!result.rejectedFileProblem.isEmpty())
        m_err << tr("Refused rows could not be saved: %1").arg(result.rejectedFileProblem)
              << Qt::endl;
    emit done(result.imported > 0 || result.refused == 0 ? 0 : 1);
}

void HeadlessImport::giveUp(const QString &why)
{
    m_err << why << Qt::endl;
    emit done(1);
}
