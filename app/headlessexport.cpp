#include "app/headlessexport.h"

#include "app/books/bookstore.h"
#include "app/books/salespage.h"
#include "app/commandline.h"
#include "app/shop/serveraddress.h"
#include "orm/core/error.h"
#include "orm/model/sequelize.h"

#include <QDir>

using namespace Qt::StringLiterals;

namespace {

ShopRequest requestOf(const CommandLine &wish)
{
    ShopRequest request = requestFor(wish.file.isEmpty() ? Shop::defaultFile() : wish.file);
    request.readOnly = true;
    request.mayCreateFile = false;
    return request;
}

orm::Where found(const QString &search, const ui::FindLanguage &language)
{
    const ui::FindResult result = ui::parseFind(search, language);
    if (result.error)
        throw orm::BaseError(HeadlessExport::tr("“%1” cannot be searched for: %2")
                                 .arg(search, result.error->message));
    return result.where;
}

} // namespace

HeadlessExport::HeadlessExport(const CommandLine &wish, QObject *parent)
    : QObject(parent)
    , m_file(wish.exportFile)
    , m_search(wish.search)
    , m_table(wish.table)
    , m_out(stdout)
    , m_err(stderr)
    , m_shop(requestOf(wish))
{
    connect(&m_shop, &Shop::opened, this, &HeadlessExport::write);
    connect(&m_shop, &Shop::failed, this,
            [this](const ShopFailure &failure) { giveUp(failureText(m_shop, failure)); });
    connect(&m_exporter, &ui::Exporter::failed, this, &HeadlessExport::giveUp);
    connect(&m_exporter, &ui::Exporter::fileDone, this, [this](const QString &file, qint64 rows) {
        m_out << tr("%Ln row(s) exported to %1", nullptr, int(rows))
                     .arg(QDir::toNativeSeparators(file))
              << Qt::endl;
        emit done(0);
    });
}

void HeadlessExport::start()
{
    m_shop.open();
}

void HeadlessExport::write()
{
    try {
        const ui::RowSource rows = source();
        m_exporter.writeFile(rows, *ui::rowFormatOf(m_file), m_file);
    } catch (const orm::BaseError &error) {
        giveUp(error.message());
    }
}

ui::RowSource HeadlessExport::source() const
{
    const BookModels &models = m_shop.models();
    const bool isComplete = m_shop.isComplete();
    // In a shop of books alone the other tables may be somebody else's.
    const bool isBooks = m_table.isEmpty() || m_table == models.book->tableName();
    if (isBooks)
        return {ui::exportTable(isComplete ? bookPage(models, true) : bookPage(*models.book, true)),
                {.question = {.where = found(m_search,
                                             isComplete ? bookLanguage(models) : bookLanguage())}}};
    QStringList names{models.book->tableName()};
    for (const orm::Model *model :
         {models.sale, models.genre, models.bookGenre, models.isbn, models.cover}) {
        if (!model)
            continue;
        names << model->tableName();
        if (!isComplete || m_table != model->tableName())
            continue;
        if (model != models.sale && !m_search.isEmpty())
            throw orm::BaseError(tr("Only books and sales can be searched."));
        return {ui::exportTable(*model), {.question = {.where = found(m_search, saleLanguage())}}};
    }
    throw orm::BaseError(tr("“%1” has no table “%2”. There may be: %3.")
                             .arg(m_shop.name(), m_table, names.join(u", "_s)));
}

void HeadlessExport::giveUp(const QString &why)
{
    m_err << why << Qt::endl;
    emit done(1);
}
