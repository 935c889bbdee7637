#pragma once

#include "orm/core/timestamp.h"
#include "orm/db/blockcells.h"
#include "orm/sql/sql.h"

#include <QByteArrayList>
#include <QVarLengthArray>
#include <QVariantList>

#include <array>
#include <optional>
#include <vector>

struct st_mysql_bind;

namespace orm {

/// The values of one statement as libmariadb takes them. A number has the type that it would have
/// as a literal in the text, so that 1.1 is exact beside a DECIMAL.
class MySqlValues
{
public:
    /// `binds` are of the six types that are bound.
    explicit MySqlValues(const QVariantList &binds);
    /// Texts and bytes stay in the block. Further rows are like those that the statement tells of.
    MySqlValues(const Statement &statement, const BlockCells &cells);
    ~MySqlValues();
    MySqlValues(const MySqlValues &) = delete;
    MySqlValues &operator=(const MySqlValues &) = delete;

    [[nodiscard]] qsizetype count() const { return m_count; }
    /// Bytes that they take on their way, with what stands around them.
    [[nodiscard]] qint64 size() const { return m_size; }
    [[nodiscard]] st_mysql_bind *binds() { return m_binds.data(); }
    [[nodiscard]] const st_mysql_bind *binds() const { return m_binds.data(); }

private:
    /// Room for what a number or a moment is sent as.
    union Room {
        qint64 integer;
        double real;
        std::array<char, 32> letters;
    };

    struct Cell
    {
        int row;
        int column;
    };

    // Each binds the value that stands at `at`.
    void bindVariant(const QVariant &value, size_t at);
    void bindCell(const Statement &statement, const BlockCells &cells, Cell cell,
                  const DataType *type, size_t at);
    /// False, and nothing bound, for one of a year that has no usual text.
    bool bindMoment(qint64 milliseconds, Dialect dialect, const DataType *type, size_t at);
    /// `decimal`: the type of a DECIMAL, or nullptr.
    void bindReal(double number, const DataType *decimal, size_t at);
    void bindInteger(qint64 number, size_t at);
    void bindBytes(QByteArrayView bytes, bool isText, size_t at);
    void bindNull(size_t at);

    qsizetype m_count;
    qint64 m_size;
    std::vector<st_mysql_bind> m_binds;
    QVarLengthArray<Room, 16> m_rooms; ///< One for each value, to which m_binds may point.
    QByteArrayList m_bytes;            ///< What has no place elsewhere.
    qint64 m_moment = 0;               ///< That was written last.
    std::optional<TimestampText> m_momentText;
};

} // namespace orm
