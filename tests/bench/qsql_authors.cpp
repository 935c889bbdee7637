#include "authors.h"
#include "qsqldatabase.h"

#include <QVariant>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

struct QtAuthor
{
    qint64 id = 0;
    QString name;
    std::vector<QtBook> books;
};

Answer answerOf(const std::vector<QtAuthor> &authors)
{
    Reading reading;
    qint64 books = 0;
    for (const QtAuthor &author : authors) {
        for (const QtBook &book : author.books) {
            reading.titles += book.title.size();
            reading.cents += cents(book.price);
            reading.ids += author.id;
            ++books;
        }
    }
    return reading.answer(books);
}

/// Both tables in the order of the authors' ids, and one walk along both.
Answer mergeTwo(Run &job)
{
    QsqlDatabase db(job);
    job.clock.start();
    std::vector<QtAuthor> authors;
    QSqlQuery people = db.prepare(QString::fromLatin1(authorsSql));
    run(people);
    while (people.next())
        authors.push_back({people.value(0).toLongLong(), people.value(1).toString(), {}});
    QSqlQuery books = db.prepare(QString::fromLatin1(booksByAuthorSql));
    run(books);
    auto author = authors.begin();
    while (books.next()) {
        while (author->id != books.value(6).toLongLong())
            ++author;
        author->books.push_back(readBook(books));
    }
    const Answer answer = answerOf(authors);
    job.clock.stop();
    return answer;
}

Answer join(Run &job)
{
    QsqlDatabase db(job);
    job.clock.start();
    std::vector<QtAuthor> authors;
    QSqlQuery rows = db.prepare(QString::fromLatin1(joinSql));
    run(rows);
    while (rows.next()) {
        const qint64 id = rows.value(6).toLongLong();
        if (authors.empty() || authors.back().id != id)
            authors.push_back({id, rows.value(7).toString(), {}});
        authors.back().books.push_back(readBook(rows));
    }
    const Answer answer = answerOf(authors);
    job.clock.stop();
    return answer;
}

} // namespace

Works qsqlAuthors()
{
    return {{u"W8"_s, mergeTwo}, {u"W8-join"_s, join}};
}

} // namespace bench
