#include "serverclient.h"

#include <QDateTime>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

namespace bench {

using namespace Qt::StringLiterals;

namespace {

constexpr auto connectionName = "bench-server"_L1;

class QSqlClient final : public ServerClient
{
public:
    explicit QSqlClient(const QUrl &url)
        : m_isPostgres(url.scheme().startsWith("postgres"_L1))
    {
        QSqlDatabase db =
            QSqlDatabase::addDatabase(m_isPostgres ? u"QPSQL"_s : u"QMYSQL"_s, connectionName);
        db.setHostName(url.host());
        db.setPort(url.port());
        db.setUserName(url.userName());
        db.setPassword(url.password());
        db.setDatabaseName(url.path().sliced(1));
        if (!db.open())
            throw std::runtime_error(db.lastError().text().toStdString());
        const QString select = u"SELECT %1 FROM %2"_s.arg(
            names({"id", "title", "author", "price", "createdAt", "updatedAt"}),
            names({"bench_books"}));
        m_find = prepare(select + " WHERE %1 = ?"_L1.arg(names({"id"})));
        m_all = prepare(select + " ORDER BY %1"_L1.arg(names({"id"})));
        m_create = prepare(insertText(1));
        m_createMany = prepare(insertText(rowsAtOnce));
    }
    ~QSqlClient() override
    {
        for (QSqlQuery *query : {&m_find, &m_all, &m_create, &m_createMany})
            *query = QSqlQuery(QSqlDatabase());
        QSqlDatabase::removeDatabase(connectionName);
    }
    QSqlClient(const QSqlClient &) = delete;
    QSqlClient &operator=(const QSqlClient &) = delete;

    qint64 findByKey(std::span<const qint64> ids) override
    {
        Seen seen;
        for (const qint64 id : ids) {
            m_find.bindValue(0, id);
            look(m_find, seen);
        }
        return seen.sum();
    }
    qint64 readAll() override
    {
        Seen seen;
        look(m_all, seen);
        return seen.sum();
    }
    qint64 create(std::span<const Book> books) override
    {
        for (const Book &book : books) {
            bind(m_create, 0, book);
            execute(m_create);
            if (m_isPostgres)
                m_create.next();
            m_lastId = (m_isPostgres ? m_create.value(0) : m_create.lastInsertId()).toLongLong();
        }
        return qint64(books.size());
    }
    qint64 createTogether(std::span<const Book> books) override
    {
        database().transaction();
        const qint64 count = create(books);
        database().commit();
        return count;
    }
    qint64 createMany(std::span<const Book> books) override
    {
        database().transaction();
        size_t done = 0;
        for (; done + rowsAtOnce <= books.size(); done += rowsAtOnce) {
            for (size_t row = 0; row < rowsAtOnce; ++row)
                bind(m_createMany, int(row), books[done + row]);
            execute(m_createMany);
        }
        create(books.subspan(done));
        database().commit();
        return qint64(books.size());
    }

private:
    static constexpr size_t rowsAtOnce = 1'000;

    static QSqlDatabase database() { return QSqlDatabase::database(connectionName); }
    [[nodiscard]] QString names(std::initializer_list<const char *> all) const
    {
        const QChar mark = m_isPostgres ? u'"' : u'`';
        QStringList quoted;
        for (const char *name : all)
            quoted << mark + QString::fromLatin1(name) + mark;
        return quoted.join(u", ");
    }
    [[nodiscard]] QString insertText(size_t rows) const
    {
        QStringList values;
        for (size_t row = 0; row < rows; ++row)
            values << u"(?,?,?,?,?)"_s;
        return u"INSERT INTO %1 (%2) VALUES %3"_s.arg(
                   names({"bench_books"}),
                   names({"title", "author", "price", "createdAt", "updatedAt"}), values.join(u','))
               + (m_isPostgres && rows == 1 ? " RETURNING "_L1 + names({"id"}) : QString());
    }
    static QSqlQuery prepare(const QString &sql)
    {
        QSqlQuery query(database());
        query.setForwardOnly(true);
        if (!query.prepare(sql))
            throw std::runtime_error(query.lastError().text().toStdString());
        return query;
    }
    static void execute(QSqlQuery &query)
    {
        if (!query.exec())
            throw std::runtime_error(query.lastError().text().toStdString());
    }
    void bind(QSqlQuery &query, int row, const Book &book) const
    {
        const int first = row * 5;
        query.bindValue(first, book.qtTitle);
        query.bindValue(first + 1, book.qtAuthor);
        query.bindValue(first + 2, book.price);
        query.bindValue(first + 3, m_moment);
        query.bindValue(first + 4, m_moment);
    }
    /// A DATETIME of MariaDB has no time zone, and Qt takes it for a local one.
    [[nodiscard]] qint64 secondsOf(const QVariant &value) const
    {
        QDateTime moment = value.toDateTime();
        if (!m_isPostgres)
            moment.setTimeSpec(Qt::UTC);
        return moment.toMSecsSinceEpoch() / 1000;
    }
    void look(QSqlQuery &query, Seen &seen) const
    {
        execute(query);
        while (query.next()) {
            seen.ids += query.value(0).toLongLong();
            seen.letters += query.value(1).toString().size() + query.value(2).toString().size();
            seen.cents += cents(query.value(3).toDouble());
            seen.seconds += secondsOf(query.value(4)) + secondsOf(query.value(5));
        }
    }

    const bool m_isPostgres;
    const QDateTime m_moment = QDateTime::fromMSecsSinceEpoch(parseMoment(moment), Qt::UTC);
    QSqlQuery m_find;
    QSqlQuery m_all;
    QSqlQuery m_create;
    QSqlQuery m_createMany;
    qint64 m_lastId = 0;
};

} // namespace

std::unique_ptr<ServerClient> openQSql(const QUrl &url)
{
    return std::make_unique<QSqlClient>(url);
}

} // namespace bench
