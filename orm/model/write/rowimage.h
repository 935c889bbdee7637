#pragma once

#include "orm/db/rowset.h"
#include "orm/model/define/modeldata.h"

#include <QVarLengthArray>

#include <optional>

namespace orm {

class InsertedRows;

/// By attribute, where the value of a row stands; nullptr for one that was not given.
using GivenValues = QVarLengthArray<const Operand *, 32>;

/// Against what the values of a row are held.
enum class Judge : quint8 {
    Nothing,
    Types, ///< The types of those that are given.
    Rules  ///< All rules of the model, also those on attributes that are not given.
};

/// Rows as a write stores them. Values stand in blocks, from which they are bound and which the
/// answered instances read. What a block cannot say stands beside it: expressions, attributes
/// without a column, and which attributes a row does not have.
class RowImage
{
public:
    using Attributes = QVarLengthArray<int, 32>;

    /// Of new rows: `columns` are the attributes that are written. `rows` tells how many will come.
    RowImage(const ModelData &model, Attributes columns, qsizetype rows = 1);
    /// Of a loaded row, in the columns in which it was loaded.
    RowImage(const ModelData &model, const RowBlock &loaded);

    /// Says, before the first row, that the rows are inserted in this transaction: their instances
    /// are new again when it is rolled back. Nothing for null.
    void setInserting(const std::shared_ptr<const TransactionOutcome> &in);
    /// Notes, behind the last row and before one is sent, which rows bring their key.
    void noteGivenKeys();

    /// Judges all values from now on, or those of one attribute; nothing is judged before that.
    void setJudge(Judge judge);
    void setJudge(Judge judge, int attribute) { m_judges[attribute] = judge; }
    /// Appends a row. Values that are refused are noted in errors(), and the row is not fit to be
    /// sent then. `lasting`: a value that stays the same for all rows that have it, such as the
    /// moment of a call.
    void append(const GivenValues &given, const Operand *lasting = nullptr);
    /// Appends a loaded row with the values given in the place of its own.
    void appendChanged(const RowBlock &loaded, int row, const GivenValues &given);

    /// What was refused, each with the number of its row.
    struct Refusal
    {
        qsizetype row;
        ValidationErrorItem item;
    };
    [[nodiscard]] const std::vector<Refusal> &refusals() const { return m_refusals; }
    /// What was refused of all rows, or of one.
    [[nodiscard]] QList<ValidationErrorItem> errors(std::optional<qsizetype> row = {}) const;

    [[nodiscard]] qsizetype rowCount() const { return m_rowCount; }
    /// The attributes of the columns; -1 for columns that are none.
    [[nodiscard]] const Attributes &columns() const { return m_columns; }
    [[nodiscard]] int columnOf(int attribute) const { return m_columnOf[attribute]; }
    /// Whether the cells of the blocks can be bound: no row has an expression, or a value of which
    /// a cell does not tell how it is bound.
    [[nodiscard]] bool isBindable() const { return m_isBindable; }
    /// How many rows one block holds: whole statements of `chunk` rows.
    void setChunk(int chunk) { m_blockRows = std::max(1, RowBlock::capacity / chunk) * chunk; }
    struct Place
    {
        RowBlock &block;
        int row;
    };
    [[nodiscard]] Place place(qsizetype row) const;

    /// The value that a statement spells: as it was given where the block has another form of it.
    [[nodiscard]] Operand operand(qsizetype row, int attribute) const;
    /// The value as an instance has it; invalid when it is not there, or only the database knows.
    [[nodiscard]] QVariant value(qsizetype row, int attribute) const;
    /// Whether the row is to get a key from the database.
    [[nodiscard]] bool lacksKey(qsizetype row) const;
    /// The head of rows that a statement gives back whole.
    [[nodiscard]] std::shared_ptr<RowHead> returnedHead() const;
    // What the database told of rows, of earlier ones first
    void setKey(qsizetype row, qint64 key);
    /// Takes over row `at` of what a statement gave back; the row itself where it has the model's
    /// whole head.
    void setReturned(qsizetype row, const RowSet &returned, int at);
    void setValue(qsizetype row, int attribute, const QVariant &value);
    /// Says that the database left the row out: its instance stays new.
    void leaveOut(qsizetype row) { m_leftOut.push_back(row); }

    /// The rows as instances that are stored, but for those that were left out.
    [[nodiscard]] Instance instance(qsizetype row) const;
    [[nodiscard]] QList<Instance> instances() const;

private:
    using Block = QExplicitlySharedDataPointer<RowBlock>;
    /// What stands beside the blocks, in the order of rows.
    struct Beside
    {
        qsizetype row;
        int attribute;
        Operand value; ///< Undefined: the row does not have the attribute.
    };
    /// A row as the database has it.
    struct Stored
    {
        qsizetype row;
        RowBlockPointer block;
        int at;
    };
    struct Told
    {
        qsizetype row;
        int attribute;
        QVariant value;
    };

    void beginRow();
    void appendCell(int attribute, const Operand *given);
    [[nodiscard]] bool appendMoment(const QVariant &data, const Operand *given);
    [[nodiscard]] bool hasRules(int attribute) const;
    void appendData(int attribute, const QVariant &data, const Operand &given);
    void judge(int attribute, const Operand *given, bool isNull);
    void putBeside(int attribute, const Operand &value);
    [[nodiscard]] Instance newInstance(qsizetype row) const;
    [[nodiscard]] const Beside *beside(qsizetype row, int attribute) const;

    const ModelData &m_model;
    std::shared_ptr<const RowHead> m_head;
    std::shared_ptr<RowHead> m_returnedHead;  ///< Null while it is that of the model.
    std::shared_ptr<InsertedRows> m_inserted; ///< Null outside of transactions.
    Attributes m_columns;
    Attributes m_columnOf; ///< By attribute; -1 for what has no column.
    Attributes m_others;   ///< The attributes without a column.
    QVarLengthArray<Judge, 32> m_judges;
    QVarLengthArray<Block, 1> m_blocks;
    qsizetype m_rowCount = 0;
    qsizetype m_expected;
    int m_blockRows = RowBlock::capacity;
    const Operand *m_moment = nullptr; ///< The moment that was appended last.
    qint64 m_milliseconds = 0;         ///< What it is in a block.
    std::vector<Beside> m_beside;
    std::vector<Told> m_told;
    std::vector<Stored> m_stored; ///< In the order of rows.
    std::vector<Refusal> m_refusals;
    std::vector<qsizetype> m_leftOut; ///< Rows, in their order.
    bool m_isBindable = true;
    bool m_takesBlocks; ///< The database reads the values back as the blocks have them.
};

} // namespace orm
