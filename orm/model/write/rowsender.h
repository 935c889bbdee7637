#pragma once

#include "orm/db/connection.h"
#include "orm/expr/statement.h"
#include "orm/model/write/brokenkey.h"
#include "orm/model/write/rowimage.h"

#include <optional>

namespace orm {

/// What an INSERT says besides the values.
struct InsertRules
{
    OnDuplicate onDuplicate = {};
    Returning returning = {};
    QString searchPath = {};
    bool isLogged = true; ///< False when an earlier line of the log tells of it.

    [[nodiscard]] bool isPlain() const
    {
        return !onDuplicate.isIgnored && !onDuplicate.isUpdate && searchPath.isEmpty() && isLogged;
    }
};

/// Sends the rows of an image, on the thread of a connection. Where the database takes blocks, a
/// statement is spelled once and its values are bound from the image; else it is spelled with them.
class RowSender
{
public:
    RowSender(const ModelData &model, Connection &connection)
        : m_model(model)
        , m_connection(connection)
    {
    }

    /// INSERT of the only row.
    Result insert(const RowImage &image, const InsertRules &rules);
    /// INSERT of `count` rows, which stand in one block.
    Result insertRows(const RowImage &image, qsizetype first, int count, const InsertRules &rules);
    /// INSERT of the rows of a block at once, where the database can, which the log tells as
    /// several of `chunk` rows. Nothing: what was done must be taken back, and insertRows() is the
    /// way.
    std::optional<Result> insertBlock(const RowImage &image, qsizetype first, int count, int chunk,
                                      const InsertRules &rules);
    /// UPDATE of the row that `instance` was loaded from. Sets what the attributes in `written` are
    /// in the image. With a version the row must still have it.
    Result update(const RowImage &image, const RowImage::Attributes &written,
                  const Instance &instance, const std::optional<qint64> &version,
                  const QString &searchPath);
    Result upsert(const RowImage &image, Upsert upsert);

    /// Any other statement that writes to the model's table. `written`: see BrokenKey.
    Result execute(const Sql &sql, const BrokenKey::Written &written = {}) const;

private:
    /// Does `work`; when a value is not unique, or null where it may not be, the error says what
    /// the model says to people, by the names of its attributes, and which values were written;
    /// when they refer to a row that is not there, by which attribute. `written`: empty where it
    /// is not known which row of several is to blame.
    template<typename Work>
    Result told(const BrokenKey::Written &written, const Work &work) const;
    /// The same of a row of an image; of several rows for null.
    template<typename Work>
    Result told(const RowImage *image, qsizetype row, const Work &work) const;
    /// What an INSERT whose values are cells of an image says besides them.
    struct BoundInsert
    {
        bool makesKey = false;    ///< The database makes the keys: no value is sent for them.
        bool isReturning = false; ///< It gives the rows back.
        int rows = 1;
        bool isBulk = false; ///< As many rows are inserted, also where it is one.
    };
    /// Numbers of columns of an image, whose cells are the values of an INSERT.
    [[nodiscard]] RowImage::Attributes boundColumns(const RowImage &image,
                                                    const BoundInsert &insert) const;
    [[nodiscard]] bool canBind(const RowImage &image) const;
    [[nodiscard]] bool canBindUpdate(const RowImage &image,
                                     const RowImage::Attributes &written) const;
    /// What is to be said to insert these rows so; nothing where their values must be spelled.
    [[nodiscard]] std::optional<BoundInsert> boundInsert(const RowImage &image, qsizetype first,
                                                         int count, const InsertRules &rules) const;
    /// INSERT of rows from `first` on. `single`: the image where one row is to blame for failures.
    Result insertBound(const RowImage &image, qsizetype first, const BoundInsert &insert,
                       const RowImage *single);
    [[nodiscard]] StatementPointer insertStatement(const RowImage::Attributes &columns,
                                                   const BoundInsert &insert);
    [[nodiscard]] StatementPointer updateStatement(const RowImage::Attributes &written);
    [[nodiscard]] std::vector<Assignment> assignments(const RowImage &image,
                                                      const RowImage::Attributes &written) const;

    const ModelData &m_model;
    Connection &m_connection;
};

} // namespace orm
