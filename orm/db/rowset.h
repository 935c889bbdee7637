#pragma once

#include "orm/core/readvalue.h"
#include "orm/core/text.h"

#include <QByteArray>
#include <QExplicitlySharedDataPointer>
#include <QList>
#include <QSharedData>
#include <QStringList>
#include <QVarLengthArray>
#include <QVariant>

#include <functional>
#include <memory>
#include <utility>
#include <vector>

namespace orm {

class RowBlock;

/// What is common to all rows of a result. Whoever asked for the rows may hang its own knowledge of
/// the columns on it (orm/model does).
struct RowHead
{
    virtual ~RowHead() = default; ///< Heads are deleted by way of this class.
    /// A cell in the type that its column is known to have; here, in that of the database.
    [[nodiscard]] virtual QVariant value(const RowBlock &block, int row, int column) const;
    /// Whether no message may show what stands in a column.
    [[nodiscard]] virtual bool isSensitive(int column) const;
    QStringList columns; ///< Their names, in the order of the cells.
};

/// Up to `capacity` rows of a result, read-only once filled: one text arena and cells of eight
/// bytes. A row that is kept keeps its block and no more, so that one row out of a million does not
/// keep the million.
class RowBlock : public QSharedData
{
public:
    /// What a cell holds; Date is a moment, kept as milliseconds. Boolean comes from databases that
    /// have such a type; SQLite has 0 and 1.
    enum class Type : quint8 { Null, Integer, Real, Text, Blob, Date, Boolean };
    static constexpr int capacity = 1024; ///< Rows at most.

    /// An empty block with as many columns as `head` has; `head` is not null.
    explicit RowBlock(std::shared_ptr<const RowHead> head);
    /// One without a head, for cells that only need their places.
    explicit RowBlock(int columnCount)
        : m_columnCount(columnCount)
    {
    }

    ///@{
    /// What is common to all rows of the result.
    [[nodiscard]] const RowHead &head() const { return *m_head; }
    [[nodiscard]] const std::shared_ptr<const RowHead> &sharedHead() const { return m_head; }
    ///@}
    /// Cells of a row.
    [[nodiscard]] int columnCount() const { return m_columnCount; }
    /// Rows that are complete.
    [[nodiscard]] int rowCount() const
    {
        return m_columnCount ? int(m_types.size()) / m_columnCount : 0;
    }
    /// Whether no further row belongs here.
    [[nodiscard]] bool isFull() const
    {
        return m_types.size() >= qsizetype(capacity) * m_columnCount;
    }

    /// What the cell holds. Rows and columns count from 0 and are not checked.
    [[nodiscard]] Type type(int row, int column) const { return m_types[index(row, column)]; }
    /// Whether the cell is NULL.
    [[nodiscard]] bool isNull(int row, int column) const { return type(row, column) == Type::Null; }
    /// The number of an Integer cell, the milliseconds since 1970 of a Date cell, or the 0 or 1 of
    /// a Boolean cell.
    [[nodiscard]] qint64 integer(int row, int column) const
    {
        return m_cells[index(row, column)].integer;
    }
    /// The number of a Real cell.
    [[nodiscard]] double real(int row, int column) const
    {
        return m_cells[index(row, column)].real;
    }
    /// The UTF-8 bytes of a Text cell, or the bytes of a Blob cell; good while the block lives.
    [[nodiscard]] QByteArrayView bytes(int row, int column) const;
    /// The cell as the six types (qint64, double, bool, QString, QByteArray, null()), dates as
    /// QDateTime.
    [[nodiscard]] QVariant value(int row, int column) const;

    // Filling: cells are appended from left to right, row by row.

    ///@{
    /// Appends a cell; `milliseconds` count since 1970 in UTC.
    void appendNull() { append({.integer = 0}, Type::Null); }
    void appendInteger(qint64 value) { append({.integer = value}, Type::Integer); }
    void appendReal(double value) { append({.real = value}, Type::Real); }
    void appendDate(qint64 milliseconds) { append({.integer = milliseconds}, Type::Date); }
    void appendBoolean(bool value) { append({.integer = value ? 1 : 0}, Type::Boolean); }
    ///@}
    /// Puts a number in the place of a cell that is there, such as a key that is known by now.
    void setInteger(int row, int column, qint64 value)
    {
        m_cells[index(row, column)] = {.integer = value};
        m_types[index(row, column)] = Type::Integer;
    }
    /// Appends a text, which is copied.
    void appendText(QByteArrayView utf8) { appendBytes(utf8, Type::Text); }
    /// Appends a text that has neither NUL nor surrogates; false, and nothing appended, for others.
    [[nodiscard]] bool appendPlainText(QStringView text);
    /// Appends bytes, which are copied.
    void appendBlob(QByteArrayView bytes) { appendBytes(bytes, Type::Blob); }
    /// Notes how the cell appended last was given, where it says the same in another form: "12.50"
    /// for a number. The log shows what was given.
    void setGiven(const QVariant &value) { m_given.emplace_back(m_types.size() - 1, value); }
    /// What was noted of a cell, or nullptr.
    [[nodiscard]] const QVariant *given(int row, int column) const;
    /// Gives back the room that was reserved for more rows.
    void squeeze();
    /// Bytes that the cells take, roughly.
    [[nodiscard]] qsizetype byteCount() const
    {
        return m_cells.size() * qsizetype(sizeof(Cell) + sizeof(Type)) + m_arena.size();
    }
    /// Makes room for so many rows.
    void reserveRows(int rows);
    /// Appends a cell of another block as it is.
    void appendCell(const RowBlock &from, int row, int column);

private:
    union Cell {
        qint64 integer;
        double real;
        quint64 place; ///< Offset in the arena, 40 bits, and length, 24 bits; see appendBytes().
    };

    [[nodiscard]] qsizetype index(int row, int column) const
    {
        return qsizetype(row) * m_columnCount + column;
    }
    void append(Cell cell, Type type)
    {
        m_cells.append(cell);
        m_types.append(type);
    }
    void appendBytes(QByteArrayView bytes, Type type);
    /// Appends the cell of `length` bytes that are about to come into the arena.
    void appendPlace(quint64 length, Type type);

    std::shared_ptr<const RowHead> m_head;
    int m_columnCount = 0;
    // With room in the block itself for one row, as a look-up by key has it.
    static constexpr int cellsInside = 8;
    QVarLengthArray<Cell, cellsInside> m_cells;
    QVarLengthArray<Type, cellsInside> m_types;
    QByteArray m_arena;
    std::vector<std::pair<qsizetype, QVariant>> m_given; ///< By cell, which rises.
};

/// A block that is shared by all that keep a row of it; copying it is safe on every thread.
using RowBlockPointer = QExplicitlySharedDataPointer<const RowBlock>;
/// With room for one, as most results have.
using RowBlocks = QVarLengthArray<RowBlockPointer, 1>;

/// Takes keys one by one, in the order of their rows.
using TakeKey = std::function<void(qint64 key)>;

/// One row of a result that is no instance, such as a group: its cells by their names. Cheap to
/// copy; keeps its block alive.
class ResultRow
{
public:
    /// Counts from 0 in `block`, which is not null.
    ResultRow(RowBlockPointer block, int row)
        : m_block(std::move(block))
        , m_row(row)
    {
    }
    /// The names of the cells, in their order.
    [[nodiscard]] const QStringList &columns() const { return m_block->head().columns; }
    /// The cell of that name: what is made of an attribute has the attribute's type. null() for
    /// NULL. Throws UsageError when there is none of that name.
    [[nodiscard]] QVariant get(const Text &column) const;
    /// The same as a T; see Instance::get().
    template<typename T>
    [[nodiscard]] T get(const Text &column) const
    {
        return valueAs<T>(get(column), [&] { return nameToRefuse(column); });
    }

private:
    /// What a message calls the cell. Throws UsageError, without the value, for a sensitive one.
    [[nodiscard]] QString nameToRefuse(const Text &column) const;

    RowBlockPointer m_block;
    int m_row;
};

/// The rows of one result, in blocks:
///
///     for (const ResultRow &row : Sale.aggregateGroups("price", "sum", {.group =
///     {"day"}}).result())
///         total += row.get<Decimal>("sum");
struct RowSet
{
    /// Goes from row to row.
    class Iterator
    {
    public:
        ///@{
        /// As the standard library wants it.
        using value_type = ResultRow;
        using difference_type = qptrdiff;
        ///@}
        Iterator() = default; ///< Of no rows.
        /// At the first row of a block of `rows`, which stays.
        Iterator(const RowBlocks &rows, qsizetype block)
            : m_rows(&rows)
            , m_block(block)
        {
        }
        ///@{
        /// As of every iterator.
        [[nodiscard]] ResultRow operator*() const { return ResultRow(m_rows->at(m_block), m_row); }
        Iterator &operator++()
        {
            if (++m_row == m_rows->at(m_block)->rowCount()) {
                ++m_block;
                m_row = 0;
            }
            return *this;
        }
        Iterator operator++(int)
        {
            const Iterator before = *this;
            ++*this;
            return before;
        }
        [[nodiscard]] bool operator==(const Iterator &other) const
        {
            return m_block == other.m_block && m_row == other.m_row;
        }
        ///@}

    private:
        const RowBlocks *m_rows = nullptr;
        qsizetype m_block = 0;
        int m_row = 0;
    };

    QStringList columns; ///< Their names; also where there are no rows.
    RowBlocks blocks;    ///< In the order of the rows; none of them is empty.

    ///@{
    /// The rows, one after another; good as long as this set is.
    [[nodiscard]] Iterator begin() const { return {blocks, 0}; }
    [[nodiscard]] Iterator end() const { return {blocks, blocks.size()}; }
    ///@}
    /// Rows in all.
    [[nodiscard]] qint64 size() const;
    /// Whether there is no row.
    [[nodiscard]] bool isEmpty() const { return blocks.isEmpty(); }
    /// The cell of a result that has one row, such as a count; null() when there is no row.
    [[nodiscard]] QVariant first(int column = 0) const;
};

} // namespace orm
