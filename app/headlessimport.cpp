#include "app/headlessimport.h"

#include "app/books/bookstore.h"
#include "app/commandline.h"
#include "app/import/importquestions.h"
#include "app/shop/serveraddress.h"
#include "orm/core/error.h"
#include "ui/base/databasefile.h"

#include <cstdio>

using namespace Qt::StringLiterals;

namespace {

ShopRequest requestOf(const CommandLine &wish)
{
    ShopRequest request = requestFor(wish.file.isEmpty() ? Shop::defaultFile() : wish.file);
    // Whoever imports into an empty database on a server wants a shop in it, as in a new file.
    request.mayCreateTable = request.server.has_value();
    return request;
}

} // namespace

HeadlessImport::HeadlessImport(const CommandLine &wish, QObject *parent)
    : QObject(parent)
    , m_importFile(wish.importFile)
    , m_answers(wish.answers)
    , m_fields(bookImportFields())
    , m_out(stdout)
    , m_err(stderr)
    , m_shop(requestOf(wish))
{
    connect(&m_shop, &Shop::opened, this, &HeadlessImport::import);
    connect(&m_shop, &Shop::failed, this,
            [this](const ShopFailure &failure) { giveUp(failureText(m_shop, failure)); });
}

HeadlessImport::~HeadlessImport() = default;

void HeadlessImport::start()
{
    // The file first, so that no shop is made for one that cannot be read.
    try {
        makePlan(); // nobody waits for this thread
    } catch (const orm::BaseError &error) {
        return giveUp(error.message());
    }
    m_shop.open();
}

void HeadlessImport::makePlan()
{
    ui::refuseFileOfDatabase(m_importFile, m_shop.file());
    m_source = importSourceOf(m_importFile, m_fields);
    ImportPreview preview = previewImport(m_source.file, m_fields);
    preview.plan = answeredPlan(preview, m_answers, m_fields);
    m_plan = preview.plan;
    for (const QString &line : importAssumptions(preview, m_fields))
        m_out << line << Qt::endl;
    QStringList questions = openQuestions(preview, m_fields);
    if (m_plan.isGuess)
        questions.prepend(tr("No row of “%1” names its columns.").arg(m_importFile));
    if (questions.isEmpty())
        return;
    throw orm::BaseError(
        tr("Nothing is imported, since it is not sure how to read “%1”.\n%2\n"
           "Its columns are: %3. Say what they hold, as in --columns title,author,-,price, and the "
           "decimal mark, as in --decimal-mark comma.")
            .arg(m_importFile, questions.join(u'\n'), m_plan.header.join(u", "_s)));
}

void HeadlessImport::import()
{
    if (m_shop.isReadOnly())
        return giveUp(tr("“%1” can only be read.").arg(m_shop.name()));
    m_importer.emplace(m_shop.isComplete() ? bookPage(m_shop.models(), false)
                                           : bookPage(m_shop.book(), false),
                       m_fields);
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
    for (const RefusedRow &row : result.leftOutOf)
        m_err << tr("Row %1: %2").arg(row.number).arg(row.reason) << Qt::endl;
    m_out << tr("%Ln book(s) imported.", nullptr, int(result.imported)) << Qt::endl;
    m_out << tr("%Ln row(s) refused.", nullptr, int(result.refused)) << Qt::endl;
    if (result.leftOut > 0)
        m_out << tr("%Ln wrong ISBN(s) left out.", nullptr, int(result.leftOut)) << Qt::endl;
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
