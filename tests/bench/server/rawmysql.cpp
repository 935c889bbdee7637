#include "serverclient.h"

#include <mysql.h>

#include <array>
#include <cstring>

namespace bench {

namespace {

constexpr char columns[] = "`id`, `title`, `author`, `price`, `createdAt`, `updatedAt`";
constexpr char storedMoment[] = "2023-11-14 22:13:20.000";
constexpr size_t roomOfText = 1'024;

class RawMySql final : public ServerClient
{
public:
    explicit RawMySql(const QUrl &url)
        : m_connection(mysql_init(nullptr))
    {
        const QByteArray host = url.host().toUtf8();
        const QByteArray user = url.userName().toUtf8();
        const QByteArray password = url.password().toUtf8();
        const QByteArray database = url.path().sliced(1).toUtf8();
        mysql_options(m_connection, MYSQL_SET_CHARSET_NAME, "utf8mb4");
        if (!mysql_real_connect(m_connection, host.constData(), user.constData(),
                                password.constData(), database.constData(),
                                unsigned(url.port(3306)), nullptr, 0))
            throw std::runtime_error(mysql_error(m_connection));
        const std::string names = columns;
        m_find = prepare("SELECT " + names + " FROM `bench_books` WHERE `id` = ?");
        m_all = prepare("SELECT " + names + " FROM `bench_books` ORDER BY `id`");
        m_create = prepare(insertText(1));
        m_createMany = prepare(insertText(rowsAtOnce));
    }
    ~RawMySql() override
    {
        for (MYSQL_STMT *statement : {m_find, m_all, m_create, m_createMany})
            mysql_stmt_close(statement);
        mysql_close(m_connection);
    }
    RawMySql(const RawMySql &) = delete;
    RawMySql &operator=(const RawMySql &) = delete;

    qint64 findByKey(std::span<const qint64> ids) override
    {
        Seen seen;
        for (qint64 id : ids) {
            std::array<MYSQL_BIND, 1> values{};
            values[0].buffer_type = MYSQL_TYPE_LONGLONG;
            values[0].buffer = &id;
            bind(m_find, values);
            look(m_find, seen);
        }
        return seen.sum();
    }
    qint64 readAll() override
    {
        Seen seen;
        execute(m_all);
        look(m_all, seen);
        return seen.sum();
    }
    qint64 create(std::span<const Book> books) override
    {
        for (const Book &book : books) {
            std::array<MYSQL_BIND, perRow> values{};
            fill(values, book);
            bind(m_create, values);
            m_lastId = qint64(mysql_stmt_insert_id(m_create));
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
    /// Rows of one statement, which any server of the kind takes.
    qint64 createMany(std::span<const Book> books) override
    {
        run("BEGIN");
        std::vector<MYSQL_BIND> values(perRow * rowsAtOnce);
        size_t done = 0;
        for (; done + rowsAtOnce <= books.size(); done += rowsAtOnce) {
            for (size_t row = 0; row < rowsAtOnce; ++row)
                fill(std::span(values).subspan(row * perRow, perRow), books[done + row]);
            bind(m_createMany, values);
        }
        create(books.subspan(done));
        run("COMMIT");
        return qint64(books.size());
    }

private:
    static constexpr size_t perRow = 5;
    static constexpr size_t rowsAtOnce = 1'000;

    static std::string insertText(size_t rows)
    {
        std::string text = "INSERT INTO `bench_books` (`title`,`author`,`price`,`createdAt`,"
                           "`updatedAt`) VALUES (?,?,?,?,?)";
        for (size_t row = 1; row < rows; ++row)
            text += ",(?,?,?,?,?)";
        return text;
    }
    static void setText(MYSQL_BIND &value, const char *text, size_t length)
    {
        value.buffer_type = MYSQL_TYPE_STRING;
        value.buffer = const_cast<char *>(text);
        value.buffer_length = static_cast<unsigned long>(length);
    }
    static void fill(std::span<MYSQL_BIND> values, const Book &book)
    {
        setText(values[0], book.title.data(), book.title.size());
        setText(values[1], book.author.data(), book.author.size());
        values[2].buffer_type = MYSQL_TYPE_DOUBLE;
        values[2].buffer = const_cast<double *>(&book.price);
        setText(values[3], storedMoment, std::strlen(storedMoment));
        setText(values[4], storedMoment, std::strlen(storedMoment));
    }
    MYSQL_STMT *prepare(const std::string &sql)
    {
        MYSQL_STMT *statement = mysql_stmt_init(m_connection);
        if (mysql_stmt_prepare(statement, sql.data(), static_cast<unsigned long>(sql.size())))
            throw std::runtime_error(mysql_stmt_error(statement));
        return statement;
    }
    void run(const char *sql)
    {
        if (mysql_query(m_connection, sql))
            throw std::runtime_error(mysql_error(m_connection));
    }
    static void execute(MYSQL_STMT *statement)
    {
        if (mysql_stmt_execute(statement))
            throw std::runtime_error(mysql_stmt_error(statement));
    }
    static void bind(MYSQL_STMT *statement, std::span<MYSQL_BIND> values)
    {
        mysql_stmt_bind_param(statement, values.data());
        execute(statement);
    }
    static qint64 secondsOf(const MYSQL_TIME &moment)
    {
        return secondsSince1970({int(moment.year), int(moment.month), int(moment.day)},
                                int(moment.hour), int(moment.minute), int(moment.second));
    }
    /// Takes every value as what it is.
    static void look(MYSQL_STMT *statement, Seen &seen)
    {
        qint64 id = 0;
        double price = 0;
        std::array<MYSQL_TIME, 2> moments{};
        std::array<std::array<char, roomOfText>, 2> texts{};
        std::array<unsigned long, 2> lengths{};
        std::array<MYSQL_BIND, 6> cells{};
        cells[0].buffer_type = MYSQL_TYPE_LONGLONG;
        cells[0].buffer = &id;
        for (size_t i = 0; i < 2; ++i) {
            cells[1 + i].buffer_type = MYSQL_TYPE_STRING;
            cells[1 + i].buffer = texts[i].data();
            cells[1 + i].buffer_length = roomOfText;
            cells[1 + i].length = &lengths[i];
            cells[4 + i].buffer_type = MYSQL_TYPE_DATETIME;
            cells[4 + i].buffer = &moments[i];
        }
        cells[3].buffer_type = MYSQL_TYPE_DOUBLE;
        cells[3].buffer = &price;
        mysql_stmt_bind_result(statement, cells.data());
        mysql_stmt_store_result(statement);
        while (mysql_stmt_fetch(statement) == 0) {
            const std::string title(texts[0].data(), lengths[0]);
            const std::string author(texts[1].data(), lengths[1]);
            seen.ids += id;
            seen.cents += cents(price);
            seen.letters += utf16Length(title) + utf16Length(author);
            for (const MYSQL_TIME &moment : moments)
                seen.seconds += secondsOf(moment);
        }
        mysql_stmt_free_result(statement);
    }

    MYSQL *m_connection;
    MYSQL_STMT *m_find = nullptr;
    MYSQL_STMT *m_all = nullptr;
    MYSQL_STMT *m_create = nullptr;
    MYSQL_STMT *m_createMany = nullptr;
    qint64 m_lastId = 0;
};

} // namespace

std::unique_ptr<ServerClient> openRawMySql(const QUrl &url)
{
    return std::make_unique<RawMySql>(url);
}

} // namespace bench
