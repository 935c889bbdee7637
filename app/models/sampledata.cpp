#include "app/models/sampledata.h"

#include "orm/core/error.h"
#include "orm/model/model.h"

#include <QCoreApplication>
#include <QSet>

#include <algorithm>
#include <array>
#include <random>
#include <span>
#include <tuple>

using namespace Qt::StringLiterals;

namespace {

using Words = std::span<const char16_t *const>;

constexpr const char16_t *adjectives[] = {
    u"Amber",     u"Borrowed",   u"Crooked",  u"Distant",   u"Drowned", u"Folded",
    u"Forgotten", u"Glass",      u"Hidden",   u"Hollow",    u"Hungry",  u"Invisible",
    u"Last",      u"Lost",       u"Midnight", u"Orange",    u"Paper",   u"Patient",
    u"Quiet",     u"Restless",   u"Salted",   u"Second",    u"Silver",  u"Sleeping",
    u"Stolen",    u"Unfinished", u"Untidy",   u"Wandering", u"Wild",    u"Winter"};

constexpr const char16_t *nouns[] = {
    u"Almanac",    u"Apprentice", u"Archive", u"Bakery",     u"Bridge",   u"Cartographer",
    u"Clockmaker", u"Compass",    u"Ferry",   u"Garden",     u"Harbour",  u"Herbarium",
    u"Lantern",    u"Letter",     u"Library", u"Lighthouse", u"Map",      u"Market",
    u"Mirror",     u"Mountain",   u"Orchard", u"Piano",      u"Postman",  u"Quarry",
    u"River",      u"Staircase",  u"Station", u"Teapot",     u"Umbrella", u"Violin"};

constexpr const char16_t *places[] = {
    u"Ardmoor",   u"Bellvane",    u"Corrin",    u"Dunmarrow",    u"Eastwick Bay",
    u"Fenholm",   u"Göldenbrück", u"Hafnarvík", u"Île-du-Vent",  u"Jelenec",
    u"Łąkowo",    u"Monteluna",   u"Nieuwmeer", u"Ørsted Sound", u"Peñasola",
    u"Quillbury", u"São Jacinto", u"Tärnholm",  u"Vellamo",      u"Žabice"};

constexpr const char16_t *foreignTitles[] = {u"Der stille Garten",
                                             u"Über den Dächern von Göldenbrück",
                                             u"Die Gewürzhändlerin",
                                             u"Märchen für schlaflose Füchse",
                                             u"L’été sans fin",
                                             u"Le phare et la forêt",
                                             u"Où dorment les hirondelles",
                                             u"El jardín del señor Núñez",
                                             u"La niña y el océano",
                                             u"Il caffè della luna",
                                             u"Perché piove sempre a Monteluna",
                                             u"O mar não espera",
                                             u"Zahrada ve sněhu",
                                             u"Modrý vlak do Jelence",
                                             u"Ogród za ścianą",
                                             u"Żółta łódka",
                                             u"Az őszi erdő",
                                             u"Gül bahçesi",
                                             u"Sněhulák a moře",
                                             u"Vinterljus över Tärnholm",
                                             u"Þögn í Hafnarvík",
                                             u"Тихий сад",
                                             u"Письма с маяка",
                                             u"Книга забытых мостов",
                                             u"Ο κήπος της βροχής",
                                             u"Το τελευταίο γράμμα",
                                             u"雨の図書館",
                                             u"銀の橋",
                                             u"静かな庭",
                                             u"春天的信",
                                             u"바다의 책방",
                                             u"حديقة الصمت",
                                             u"הגן השקט"};

constexpr const char16_t *givenNames[] = {
    u"Ada",    u"Amara",   u"Anselm", u"Beatriz", u"Björn",   u"Brígida", u"Cécile", u"Daria",
    u"Dmitri", u"Edwin",   u"Eszter", u"Fatima",  u"Florian", u"Grete",   u"Hana",   u"Igor",
    u"Ines",   u"Jarmila", u"Jonas",  u"Kenji",   u"Leila",   u"Ludmiła", u"Mads",   u"Mirela",
    u"Nadia",  u"Noël",    u"Olu",    u"Petra",   u"Quentin", u"Rosa",    u"Søren",  u"Tamar",
    u"Ulla",   u"Violeta", u"Wanda",  u"Yusuf",   u"Zoë"};

constexpr const char16_t *surnames[] = {
    u"Abelard-Finch", u"Agnvik",     u"Bramwell",    u"Brzozowska",  u"Castelnuevo", u"Dahlgrün",
    u"D’Ambrosi",     u"Eyvindsson", u"Featherly",   u"Gálvez",      u"Hollis",      u"Hämmerling",
    u"Ikwuemesi",     u"Jørnsen",    u"Kaminsky",    u"Kovářová",    u"Lindqvist",   u"Marchetti",
    u"McTavish",      u"Nagyváradi", u"Norwood",     u"O’Brannigan", u"Öztürkoğlu",  u"Pérez-Luna",
    u"Quist",         u"Rautavuori", u"Saint-Aubin", u"Szabadka",    u"Tanemura",    u"Thistlewood",
    u"Vanderhoek",    u"Wójtowicz",  u"Yamakawa",    u"Zimmerlein"};

constexpr const char16_t *foreignAuthors[] = {u"Анна Береговая", u"Пётр Сизов",  u"Ελένη Μαρκίδου",
                                              u"山川 涼",        u"種村 春子",   u"林小雨",
                                              u"한서윤",         u"ليلى الحداد", u"נועה ברקאי"};

constexpr const char16_t *genreNames[] = {
    u"Adventure", u"Biography", u"Children", u"Cooking",       u"Crime",  u"Essays",
    u"Fantasy",   u"History",   u"Humour",   u"Music",         u"Nature", u"Novel",
    u"Poetry",    u"Romance",   u"Science",  u"Short Stories", u"Travel"};

/// The same numbers on every machine, which the standard's distributions do not promise.
class Dice
{
public:
    explicit Dice(unsigned seed = 1984)
        : m_engine(seed)
    {
    }
    [[nodiscard]] size_t below(size_t limit) { return m_engine() % limit; }
    [[nodiscard]] QString from(Words words)
    {
        return QString::fromUtf16(words[below(words.size())]);
    }

private:
    std::mt19937 m_engine;
};

QString inventedTitle(Dice &dice)
{
    const QString adjective = dice.from(adjectives);
    const QString noun = dice.from(nouns);
    const QString place = dice.from(places);
    switch (dice.below(8)) {
    case 0: return u"The %1 %2"_s.arg(adjective, noun);
    case 1: return u"The %1 of %2"_s.arg(noun, place);
    case 2: return u"%1’s %2 %3"_s.arg(dice.from(givenNames), adjective, noun);
    case 3: return u"Notes from the %1 %2"_s.arg(adjective, noun);
    case 4: return u"%1, or The %2 %3"_s.arg(place, adjective, noun);
    case 5: return u"A Short History of %1"_s.arg(place);
    case 6: return u"The %1 and the %2"_s.arg(noun, dice.from(nouns));
    default: return dice.from(foreignTitles);
    }
}

QString inventedAuthor(Dice &dice)
{
    if (dice.below(9) == 0)
        return dice.from(foreignAuthors);
    QString author = dice.from(givenNames);
    if (dice.below(6) == 0)
        author += u' ' + dice.from(givenNames).left(1) + u'.';
    return author + u' ' + dice.from(surnames);
}

orm::Operand inventedPrice(Dice &dice)
{
    if (dice.below(40) == 0)
        return nullptr;
    static constexpr std::array<int, 5> endings = {0, 50, 90, 95, 99};
    const qint64 cents = qint64(4 + dice.below(45)) * 100 + endings[dice.below(endings.size())];
    return orm::Decimal(cents, 2);
}

/// The keys of all genres, in the order of their names; missing ones are made, and told in `made`.
QList<qint64> genreKeys(const orm::Model &genre, QList<qint64> &made)
{
    QList<qint64> keys;
    for (const char16_t *word : genreNames) {
        const QString name = QString::fromUtf16(word);
        const std::optional<orm::Instance> known =
            genre.findOne({.where = {{"name", name}}}).result();
        keys << (known ? *known : genre.create({{"name", name}}).result())["id"].toLongLong();
        if (!known)
            made << keys.last();
    }
    return keys;
}

/// One to three genres for nearly every book. Answers which genres had to be made.
QList<qint64> addGenres(const BookModels &models, const QList<orm::Instance> &books)
{
    Dice dice(1985);
    QList<qint64> made;
    const QList<qint64> genres = genreKeys(*models.genre, made);
    QList<orm::Values> links;
    for (const orm::Instance &book : books) {
        QSet<qint64> chosen;
        for (size_t i = dice.below(12) == 0 ? 0 : 1 + dice.below(3); i > 0; --i)
            chosen << genres.at(qsizetype(dice.below(size_t(genres.size()))));
        for (const qint64 genre : std::as_const(chosen))
            links << orm::Values{{"bookId", book["id"]}, {"genreId", genre}};
    }
    models.bookGenre->bulkCreate(links).waitForFinished();
    return made;
}

/// Sales of the last three months, the latest one an hour ago.
QList<orm::Instance> addSales(const BookModels &models, const QList<orm::Instance> &books)
{
    constexpr int count = 120;
    constexpr int minutesBetween = 90 * 24 * 60 / count;
    Dice dice(1986);
    const QDateTime now = QDateTime::currentDateTimeUtc();
    QList<orm::Values> sales;
    for (int i = count; i > 0; --i) {
        const orm::Instance &book = books.at(qsizetype(dice.below(size_t(books.size()))));
        if (book["price"].isNull())
            continue;
        const QDateTime soldAt = now.addSecs(-60LL * (60 + (i - 1) * minutesBetween));
        const qint64 quantity = dice.below(5) == 0 ? qint64(2 + dice.below(4)) : 1;
        sales << orm::Values{{"soldAt", soldAt},
                             {"title", book["title"]},
                             {"quantity", quantity},
                             {"price", book["price"]},
                             {"bookId", book["id"]}};
    }
    return models.sale->bulkCreate(sales).result();
}

std::pair<qint64, qint64> keyRange(const QList<orm::Instance> &rows)
{
    const auto key = [](const orm::Instance &row) { return row["id"].toLongLong(); };
    const auto [first, last] = std::ranges::minmax(rows, {}, key);
    return {key(first), key(last)};
}

} // namespace

QList<orm::Values> sampleBooks(int count)
{
    Dice dice;
    QList<QString> authors;
    for (int i = 0; i < std::max(count / 3, 1); ++i)
        authors << inventedAuthor(dice);

    QSet<QString> titles;
    QList<orm::Values> books;
    for (int repeats = 0; books.size() < count;) {
        QString title = inventedTitle(dice);
        if (titles.contains(title) && ++repeats > count) // a long list uses the words up
            title += u", Part %1"_s.arg(repeats - count + 1);
        if (titles.contains(title))
            continue;
        titles.insert(title);
        const QString &author = authors.at(qsizetype(dice.below(size_t(authors.size()))));
        books << orm::Values{{"title", title}, {"author", author}, {"price", inventedPrice(dice)}};
    }
    return books;
}

SampleKeys addSampleBooks(const BookModels &models, bool isComplete)
{
    const bool isEmpty =
        models.book->count().result() == 0 && (!isComplete || models.sale->count().result() == 0);
    if (!isEmpty)
        throw orm::UsageError(
            QCoreApplication::translate("Samples", "Sample books only go into an empty shop."));
    SampleKeys keys;
    const QList<orm::Instance> books = models.book->bulkCreate(sampleBooks()).result();
    std::tie(keys.firstBook, keys.lastBook) = keyRange(books);
    for (const orm::Instance &book : books)
        keys.lastChange = std::max(keys.lastChange, book.get<QDateTime>("updatedAt"));
    if (!isComplete)
        return keys;
    keys.madeGenres = addGenres(models, books);
    std::tie(keys.firstSale, keys.lastSale) = keyRange(addSales(models, books));
    return keys;
}
