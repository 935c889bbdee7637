#include "authors.h"
#include "rawbook.h"

// W8 by hand: authors, each with the books written, all kept.

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct RawAuthor
{
    qint64 id = 0;
    std::string name;
    std::vector<RawBook> books;
};

Answer answerOf(const std::vector<RawAuthor> &authors)
{
    Reading reading;
    qint64 books = 0;
    for (const RawAuthor &author : authors) {
        for (const RawBook &book : author.books) {
            reading.titles += utf16Length(book.title);
            reading.cents += cents(book.price);
            reading.ids += author.id;
            ++books;
        }
    }
    return reading.answer(books);
}

/// Both tables in the order of the authors' ids, and one walk along both.
Answer mergeTwo(Run &run)
{
    RawDatabase db(run.file, run.mode);
    run.clock.start();
    std::vector<RawAuthor> authors;
    RawStatement people(db, authorsSql);
    while (people.step())
        authors.push_back(
            {people.integer(0), std::string(people.text(1), size_t(people.size(1))), {}});
    RawStatement books(db, booksByAuthorSql);
    auto author = authors.begin();
    while (books.step()) {
        while (author->id != books.integer(6))
            ++author;
        author->books.push_back(readBook(books));
    }
    const Answer answer = answerOf(authors);
    run.clock.stop();
    return answer;
}

Answer join(Run &run)
{
    RawDatabase db(run.file, run.mode);
    run.clock.start();
    std::vector<RawAuthor> authors;
    RawStatement rows(db, joinSql);
    while (rows.step()) {
        if (authors.empty() || authors.back().id != rows.integer(6))
            authors.push_back(
                {rows.integer(6), std::string(rows.text(7), size_t(rows.size(7))), {}});
        authors.back().books.push_back(readBook(rows));
    }
    const Answer answer = answerOf(authors);
    run.clock.stop();
    return answer;
}

} // namespace

Works rawAuthors()
{
    return {{u"W8"_s, mergeTwo}, {u"W8-join"_s, join}};
}

} // namespace bench
