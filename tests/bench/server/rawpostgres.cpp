#include "serverclient.h"

#include <libpq-fe.h>

#include <array>
#include <cstdlib>

namespace bench {

namespace {

constexpr char columns[] = "\"id\", \"title\", \"author\", \"price\", \"createdAt\", \"updatedAt\"";

struct Clear
{
    void operator()(PGresult *result) const { PQclear(result); }
};
using Rows = std::unique_ptr<PGresult, Clear>;

class RawPostgres final : public ServerClient
{
public:
    explicit RawPostgres(const QUrl &url)
        : m_connection(PQconnectdb(url.toEncoded().constData()))
    {
        if (PQstatus(m_connection) != CONNECTION_OK)
            throw std::runtime_error(PQerrorMessage(m_connection));
        run("SET TIME ZONE 'UTC'");
        const std::string names = columns;
        prepare("find", "SELECT " + names + " FROM \"bench_books\" WHERE \"id\" = $1");
        prepare("all", "SELECT " + names + " FROM \"bench_books\" ORDER BY \"id\"");
        prepare("create", "INSERT INTO \"bench_books\" (\"title\",\"author\",\"price\","
                          "\"createdAt\",\"updatedAt\") VALUES ($1,$2,$3,$4,$5) RETURNING \"id\"");
    }
    ~RawPostgres() override { PQfinish(m_connection); }
    RawPostgres(const RawPostgres &) = delete;
    RawPostgres &operator=(const RawPostgres &) = delete;

    qint64 findByKey(std::span<const qint64> ids) override
    {
        Seen seen;
        for (const qint64 id : ids) {
            const std::string text = std::to_string(id);
            const std::array<const char *, 1> values{text.c_str()};
            look(execute("find", values), seen);
        }
        return seen.sum();
    }
    qint64 readAll() override
    {
        Seen seen;
        look(execute("all", {}), seen);
        return seen.sum();
    }
    qint64 create(std::span<const Book> books) override
    {
        for (const Book &book : books) {
            std::array<char, 32> price{};
            std::snprintf(price.data(), price.size(), "%.2f", book.price);
            const std::array<const char *, 5> values{book.title.c_str(), book.author.c_str(),
                                                     price.data(), moment, moment};
            const Rows row = execute("create", values);
            m_lastId = std::atoll(PQgetvalue(row.get(), 0, 0));
        }
        return qint64(books.size());
    }
    qint64 createTogether(std::span<const Book> books) override
    {
        run("BEGIN");
        const qint64 count = create(books);
        run("COMMIT");
        return count;
    }
    /// COPY, which is how this server takes many rows.
    qint64 createMany(std::span<const Book> books) override
    {
        run("COPY \"bench_books\" (\"title\",\"author\",\"price\",\"createdAt\",\"updatedAt\") "
            "FROM STDIN");
        for (const Book &book : books) {
            std::array<char, 32> price{};
            std::snprintf(price.data(), price.size(), "%.2f", book.price);
            m_line.clear();
            // None of the invented texts holds a tab, a line's end or a backslash.
            m_line.append(book.title).append(1, '\t').append(book.author).append(1, '\t');
            m_line.append(price.data()).append(1, '\t').append(moment).append(1, '\t');
            m_line.append(moment).append(1, '\n');
            if (PQputCopyData(m_connection, m_line.data(), int(m_line.size())) != 1)
                throw std::runtime_error(PQerrorMessage(m_connection));
        }
        PQputCopyEnd(m_connection, nullptr);
        while (PGresult *result = PQgetResult(m_connection))
            PQclear(result);
        return qint64(books.size());
    }

private:
    void check(const Rows &rows) const
    {
        const ExecStatusType status = PQresultStatus(rows.get());
        if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_COPY_IN)
            throw std::runtime_error(PQerrorMessage(m_connection));
    }
    void run(const char *sql) { check(Rows(PQexec(m_connection, sql))); }
    void prepare(const char *name, const std::string &sql)
    {
        check(Rows(PQprepare(m_connection, name, sql.c_str(), 0, nullptr)));
    }
    Rows execute(const char *name, std::span<const char *const> values)
    {
        Rows rows(PQexecPrepared(m_connection, name, int(values.size()), values.data(), nullptr,
                                 nullptr, 0));
        check(rows);
        return rows;
    }
    /// Takes every value as what it is.
    static void look(const Rows &rows, Seen &seen)
    {
        PGresult *result = rows.get();
        const int count = PQntuples(result);
        for (int row = 0; row < count; ++row) {
            const auto text = [&](int column) {
                return std::string(PQgetvalue(result, row, column),
                                   size_t(PQgetlength(result, row, column)));
            };
            seen.ids += std::atoll(PQgetvalue(result, row, 0));
            seen.letters += utf16Length(text(1)) + utf16Length(text(2));
            seen.cents += cents(std::strtod(PQgetvalue(result, row, 3), nullptr));
            seen.seconds +=
                parseSeconds(PQgetvalue(result, row, 4)) + parseSeconds(PQgetvalue(result, row, 5));
        }
    }

    PGconn *m_connection;
    std::string m_line;
    qint64 m_lastId = 0;
};

} // namespace

std::unique_ptr<ServerClient> openRawPostgres(const QUrl &url)
{
    return std::make_unique<RawPostgres>(url);
}

} // namespace bench
