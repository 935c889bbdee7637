#include "qsqldatabase.h"

#include <QVariant>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

enum class Transaction : bool { EachItsOwn, OneForAll };

void bindBook(QSqlQuery &query, int row, const Book &book)
{
    static const QString now = QString::fromLatin1(moment);
    const int at = row * 5;
    query.bindValue(at, book.qtTitle);
    query.bindValue(at + 1, book.qtAuthor);
    query.bindValue(at + 2, book.price);
    query.bindValue(at + 3, now);
    query.bindValue(at + 4, now);
}

Answer create(Run &job, Transaction transaction)
{
    qint64 ids = 0;
    {
        QsqlDatabase db(job);
        Random random(createSeed);
        const std::vector<Book> books = inventBooks(random, job.n);
        job.clock.start();
        if (transaction == Transaction::OneForAll)
            db.begin();
        QSqlQuery insert = db.prepare(QString::fromStdString(insertSql(1)));
        for (const Book &book : books) {
            bindBook(insert, 0, book);
            run(insert);
            ids += insert.lastInsertId().toLongLong();
        }
        if (transaction == Transaction::OneForAll)
            db.commit();
        job.clock.stop();
    }
    return {job.n, ids, tableCheck(job.file)};
}

Answer bulkCreate(Run &job, int rowsAtOnce)
{
    const qint64 before = lastId(job.file);
    {
        QsqlDatabase db(job);
        Random random(createSeed);
        QSqlQuery insert = db.prepare(QString::fromStdString(insertSql(rowsAtOnce)));
        db.begin();
        for (int done = 0; done < job.n; done += chunkSize) {
            const std::vector<Book> books = inventBooks(random, std::min(chunkSize, job.n - done));
            job.clock.start();
            for (size_t i = 0; i < books.size(); i += size_t(rowsAtOnce)) {
                for (int row = 0; row < rowsAtOnce; ++row)
                    bindBook(insert, row, books[i + size_t(row)]);
                run(insert);
            }
            job.clock.stop();
        }
        job.clock.start();
        db.commit();
        job.clock.stop();
    }
    return {job.n, sumOfIdsAfter(job.file, before), tableCheck(job.file)};
}

Answer findAndSave(Run &job)
{
    qint64 changed = 0;
    {
        QsqlDatabase db(job);
        Random random(lookupSeed);
        job.clock.start();
        QSqlQuery select = db.prepare(selectWhere(" WHERE `id` = ?"));
        QSqlQuery update =
            db.prepare(u"UPDATE `books` SET `price` = ?, `updatedAt` = ? WHERE `id` = ?"_s);
        db.begin();
        const QString now = QString::fromLatin1(moment);
        for (int i = 0; i < job.n; ++i) {
            select.bindValue(0, qint64(1 + random.below(quint32(job.rows))));
            run(select);
            select.next();
            const QtBook book = readBook(select);
            select.finish();
            update.bindValue(0, book.price + 1);
            update.bindValue(1, now);
            update.bindValue(2, book.id);
            run(update);
            changed += update.numRowsAffected();
        }
        db.commit();
        job.clock.stop();
    }
    return {job.n, changed, tableCheck(job.file)};
}

Answer executeOnce(Run &job, const QString &sql)
{
    qint64 changed = 0;
    {
        QsqlDatabase db(job);
        job.clock.start();
        QSqlQuery query = db.prepare(sql);
        run(query);
        job.clock.stop();
        changed = query.numRowsAffected();
    }
    return {job.rows, changed, tableCheck(job.file)};
}

} // namespace

Works qsqlWriters()
{
    return {
        {u"W1a"_s, [](Run &job) { return create(job, Transaction::EachItsOwn); }},
        {u"W1b"_s, [](Run &job) { return create(job, Transaction::OneForAll); }},
        {u"W2"_s, [](Run &job) { return bulkCreate(job, 1); }},
        {u"W2-100"_s, [](Run &job) { return bulkCreate(job, 100); }},
        {u"W6"_s, findAndSave},
        {u"W7u"_s,
         [](Run &job) {
             return executeOnce(job,
                                u"UPDATE `books` SET `price` = price * 1.1, `updatedAt` = '%1' "
                                "WHERE `price` < 30"_s.arg(QLatin1StringView(moment)));
         }},
        {u"W7d"_s,
         [](Run &job) { return executeOnce(job, u"DELETE FROM `books` WHERE `price` >= 90"_s); }},
    };
}

} // namespace bench
