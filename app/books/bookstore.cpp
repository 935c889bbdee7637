#include "app/books/bookstore.h"

#include "app/models/isbn.h"
#include "app/shop/trash.h"
#include "orm/model/model.h"

#include <QCoreApplication>

#include <algorithm>

using namespace orm;
using namespace Qt::StringLiterals;

namespace {

struct Texts
{
    Q_DECLARE_TR_FUNCTIONS(Bookstore)
};

QList<ui::FieldSpec> bookFields()
{
    using ui::FieldKind;
    return {
        {.attribute = u"id"_s,
         .name = u"id"_s,
         .label = Texts::tr("Number"),
         .header = Texts::tr("No."),
         .kind = FieldKind::Key,
         .inForm = false,
         .width = 8},
        {.attribute = u"title"_s,
         .name = u"title"_s,
         .label = Texts::tr("&Title"),
         .header = Texts::tr("Title"),
         .width = 40,
         .stretches = true},
        {.attribute = u"author"_s,
         .name = u"author"_s,
         .label = Texts::tr("A&uthor"),
         .header = Texts::tr("Author"),
         .kind = FieldKind::CompletingText,
         .width = 26,
         .isLink = true},
        {.attribute = u"price"_s,
         .name = u"price"_s,
         .label = Texts::tr("&Price"),
         .header = Texts::tr("Price"),
         .kind = FieldKind::Money,
         .width = 10},
        {.attribute = u"createdAt"_s,
         .name = u"created"_s,
         .label = Texts::tr("Created"),
         .header = Texts::tr("Created"),
         .kind = FieldKind::Moment,
         .inTable = false,
         .width = 16},
        {.attribute = u"updatedAt"_s,
         .name = u"updated"_s,
         .label = Texts::tr("Updated"),
         .header = Texts::tr("Updated"),
         .kind = FieldKind::Moment,
         .width = 16},
    };
}

/// What of a book stands in other tables: ISBN and genres behind the price, the rest at the end.
void addRelatedFields(ui::PageSpec &page, const BookModels &models)
{
    using ui::FieldKind;
    const ui::FieldSpec genres{.attribute = u"genres"_s,
                               .name = u"genres"_s,
                               .label = Texts::tr("&Genres"),
                               .header = Texts::tr("Genres"),
                               .kind = FieldKind::Names,
                               .inTable = false,
                               .width = 24,
                               .related = {.model = models.genre,
                                           .attribute = u"name"_s,
                                           .through = models.bookGenre,
                                           .recordKey = u"bookId"_s,
                                           .nameKey = u"genreId"_s}};
    const ui::FieldSpec isbn{
        .attribute = u"isbn"_s,
        .name = u"isbn"_s,
        .label = Texts::tr("&ISBN"),
        .header = Texts::tr("ISBN"),
        .kind = FieldKind::RelatedText,
        .inTable = false,
        .width = 18,
        .related = {.model = models.isbn, .attribute = u"isbn"_s, .recordKey = u"bookId"_s},
        .keptAs = keptIsbn};
    const ui::FieldSpec sold{
        .attribute = u"sold"_s,
        .name = u"sold"_s,
        .label = Texts::tr("Sold"),
        .header = Texts::tr("Sold"),
        .kind = FieldKind::Sum,
        .related = {.model = models.sale, .attribute = u"quantity"_s, .association = u"sales"_s}};
    const ui::FieldSpec cover{.attribute = u"cover"_s,
                              .name = u"cover"_s,
                              .label = Texts::tr("C&over"),
                              .header = Texts::tr("Cover"),
                              .kind = FieldKind::Image,
                              .related = {.model = models.cover, .attribute = u"image"_s}};
    const auto price = std::ranges::find(page.fields, u"price"_s, &ui::FieldSpec::attribute) + 1;
    const auto behind = page.fields.insert(price, genres);
    if (models.isbn)
        page.fields.insert(behind, isbn);
    page.fields << sold << cover;
}

} // namespace

ui::PageSpec bookPage(Model &book, bool readOnly)
{
    return {
        .model = &book,
        .name = u"books"_s,
        .title = Texts::tr("Books"),
        .record = Texts::tr("book"),
        .recordTitle = Texts::tr("Book"),
        .countText = [](qint64 n) { return Texts::tr("%Ln book(s)", nullptr, int(n)); },
        .countTitle =
            [](qint64 n) {
                return n == 1 ? Texts::tr("Book") : Texts::tr("%Ln Book(s)", nullptr, int(n));
            },
        .fields = bookFields(),
        .nameAttribute = u"title"_s,
        .summedAttribute = u"price"_s,
        .readOnly = readOnly,
    };
}

ui::PageSpec bookPage(const BookModels &models, bool readOnly)
{
    using Fate = ui::Dependent::Fate;
    ui::PageSpec page = bookPage(*models.book, readOnly);
    addRelatedFields(page, models);
    page.dependents = {
        {models.bookGenre, u"bookId"_s, Fate::Goes},
        {models.cover, u"bookId"_s, Fate::Goes},
        {models.sale, u"bookId"_s, Fate::LosesReference},
    };
    if (models.isbn)
        page.dependents += {models.isbn, u"bookId"_s, Fate::Goes};
    if (models.deletedBook)
        page.trash = trashOf(models);
    return page;
}

ui::FindLanguage bookLanguage(const BookModels &models)
{
    ui::FindLanguage language = bookLanguage();
    const qsizetype behindPrice = 3;
    language.fields.insert(
        behindPrice, {.attribute = u"genres"_s,
                      .names = {u"genre"_s, u"genres"_s, Texts::tr("genre", "field in a search")},
                      .type = DataTypes::STRING,
                      .having = [models](const Where &name) { return hasGenre(models, name); },
                      .example = Texts::tr("poetry", "a genre, in one word"),
                      .offered = models.genre,
                      .offeredAttribute = u"name"_s});
    if (models.isbn)
        language.fields.insert(
            behindPrice,
            {.attribute = u"isbn"_s,
             .names = {u"isbn"_s},
             .type = DataTypes::STRING,
             .having = [models](const Where &number) { return hasIsbn(models, number); },
             .example = u"0-306-40615-2"_s,
             .keptAs = keptIsbn});
    return language;
}

ui::FindLanguage bookLanguage()
{
    return {
        .fields =
            {
                {u"title"_s,
                 {u"title"_s, Texts::tr("title", "field in a search")},
                 DataTypes::STRING},
                {u"author"_s,
                 {u"author"_s, Texts::tr("author", "field in a search")},
                 DataTypes::STRING},
                {u"price"_s,
                 {u"price"_s, Texts::tr("price", "field in a search")},
                 DataTypes::DECIMAL},
                {u"id"_s, {u"id"_s, u"no"_s}, DataTypes::INTEGER},
                {u"createdAt"_s,
                 {u"created"_s, Texts::tr("created", "field in a search")},
                 DataTypes::DATE},
                {u"updatedAt"_s,
                 {u"updated"_s, Texts::tr("updated", "field in a search")},
                 DataTypes::DATE},
            },
        .wordAttributes = {u"title"_s, u"author"_s},
        .locale = QLocale(),
    };
}

QList<ImportField> bookImportFields()
{
    return {
        {.attribute = u"title"_s,
         .label = Texts::tr("Title"),
         .columns = {u"title"_s, u"booktitle"_s, u"titel"_s, u"buchtitel"_s, u"titre"_s,
                     u"título"_s, u"titulo"_s, u"titolo"_s, u"book"_s, u"buch"_s, u"name"_s,
                     u"originaltitle"_s},
         .isNeeded = true},
        {.attribute = u"author"_s,
         .label = Texts::tr("Author"),
         .columns = {u"author"_s, u"authors"_s, u"authorname"_s, u"authornames"_s, u"bookauthor"_s,
                     u"autor"_s, u"autoren"_s, u"autorin"_s, u"autorinnen"_s, u"verfasser"_s,
                     u"verfasserin"_s, u"auteur"_s, u"auteurs"_s, u"autore"_s, u"autori"_s,
                     u"autores"_s, u"writer"_s, u"by"_s, u"creator"_s},
         .isNeeded = true},
        {.attribute = u"price"_s,
         .label = Texts::tr("Price"),
         .columns = {u"price"_s, u"salesprice"_s, u"sellingprice"_s, u"retailprice"_s,
                     u"listprice"_s, u"unitprice"_s, u"preis"_s, u"verkaufspreis"_s,
                     u"ladenpreis"_s, u"vkpreis"_s, u"vk"_s, u"einzelpreis"_s, u"prix"_s,
                     u"precio"_s, u"prezzo"_s},
         .kind = ImportField::Kind::Number,
         .places = 2},
        {.attribute = u"isbn"_s,
         .label = Texts::tr("ISBN"),
         .columns = {u"isbn"_s, u"isbn13"_s, u"isbn10"_s, u"isbnean"_s, u"ean"_s},
         .kind = ImportField::Kind::RelatedText,
         .keptAs = isbnInCell,
         .fits = isKeptIsbn},
        {.attribute = u"genres"_s,
         .label = Texts::tr("Genres"),
         .columns = {u"genres"_s, u"genre"_s},
         .kind = ImportField::Kind::Names},
        {.attribute = u"createdAt"_s,
         .label = Texts::tr("Created"),
         .columns = {u"createdat"_s},
         .kind = ImportField::Kind::Moment},
        {.attribute = u"updatedAt"_s,
         .label = Texts::tr("Updated"),
         .columns = {u"updatedat"_s},
         .kind = ImportField::Kind::Moment},
        {.attribute = u"id"_s,
         .label = Texts::tr("Number"),
         .columns = {u"id"_s},
         .kind = ImportField::Kind::Key},
    };
}
