#pragma once

#include "ui/base/pagespec.h"
#include "ui/rows/pagecache.h"
#include "ui/rows/recordloader.h"

#include <QAbstractTableModel>
#include <QSet>
#include <QTimer>

namespace ui {

class RelatedNames;

/// The records of a page as a table of any length. Only some pages of rows are in memory; the
/// others are read while they are looked at, and show "…" until then. Everything is bound to
/// primary keys, of any kind (see RowKeys), never to row numbers.
class RecordTableModel final : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Role {
        LoadingRole = Qt::UserRole, ///< Whether the row is still on its way.
    };
    /// QHeaderView counts pixels in an int; more rows than this would not fit.
    static constexpr qint64 rowLimit = 50'000'000;
    /// A view is told of so many rows at a time: it is busy for 160 ms with ten millions at once.
    /// Behind each piece it goes over all rows that it knows of.
    static constexpr int rowsAtATime = 200'000;

    /// Reads nothing before setFilter(), sort() or refresh().
    explicit RecordTableModel(const PageSpec &spec, QObject *parent = nullptr);
    ~RecordTableModel() override;

    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;
    [[nodiscard]] Qt::ItemFlags flags(const QModelIndex &index) const override;
    /// Shows `value` at once and emits editWanted(); refuses what breaks a rule of the model.
    bool setData(const QModelIndex &index, const QVariant &value, int role = Qt::EditRole) override;
    /// The same for an edit that began when the row was `from`: what was read since then is
    /// somebody else's change, which the writer asks about.
    bool edit(const QModelIndex &index, const QVariant &value, const orm::Instance &from);
    /// By the column's attribute; -1: the page's own order.
    void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;

    [[nodiscard]] const PageSpec &spec() const { return m_spec; }
    [[nodiscard]] const FieldSpec &field(int column) const { return m_spec.fields.at(column); }
    [[nodiscard]] const orm::Where &filter() const { return m_filter; }
    [[nodiscard]] int sortColumn() const { return m_sortColumn; }
    [[nodiscard]] Qt::SortOrder sortOrder() const { return m_sortOrder; }
    /// The order that sort column and sort order stand for; it ends in the primary key.
    [[nodiscard]] orm::Order order() const;

    /// Rows that match the filter, and rows of the table; not exact while they are being counted.
    [[nodiscard]] qint64 count() const { return m_shown.count; }
    [[nodiscard]] qint64 total() const { return std::max(m_total, m_shown.count); }
    [[nodiscard]] bool isExact() const { return m_shown.exact && m_total >= 0; }
    /// Whether the key of every row is known, and the view has been told of all rows.
    [[nodiscard]] bool isSettled() const { return hasAllKeys() && hasToldAll(); }

    /// Whether rows are being read, counted or put in order.
    [[nodiscard]] bool isAsking() const { return m_loader->isAsking(); }
    /// Whether the last reset showed the rows of the same question, so that places may be kept.
    [[nodiscard]] bool keepsPlaces() const { return m_keepsPlaces; }

    /// Whether the record of a row is no longer in the database.
    [[nodiscard]] bool isGone(int row) const { return m_pages.isGone(row); }
    /// The record of a row that is in memory.
    [[nodiscard]] std::optional<orm::Instance> record(int row) const;
    [[nodiscard]] std::optional<qint64> keyAt(int row) const;
    /// The largest key of all rows, as far as keys are known; 0 where they are no numbers.
    [[nodiscard]] qint64 largestKey() const;
    /// The row of a key; -1 when it is not shown or not known yet.
    [[nodiscard]] int rowOf(qint64 key) const;
    [[nodiscard]] std::vector<RowRange> rowsOf(const std::vector<qint64> &keys) const;
    /// The keys of these rows; nothing when some are not known yet.
    [[nodiscard]] std::optional<std::vector<qint64>> keys(const std::vector<RowRange> &rows) const;

    /// A condition that holds for exactly these rows; nothing when there is none that is short.
    [[nodiscard]] std::optional<orm::Where> whereOf(const std::vector<RowRange> &rows) const;

    void setFilter(const orm::Where &where);
    /// Reads everything again; what is shown stays until its successor is there.
    void refresh();
    /// Reads the rows again whose values may have changed; their order stays.
    void refreshValues();
    /// Shows these records as they are now, without reading them.
    void takeWritten(const QList<orm::Instance> &records);
    /// Reads names of other models' rows again; they may have changed.
    void refreshRelated();
    /// Tells the view of all rows now: for a user who goes to the last one, or takes them all.
    void tellAllRows() { tellMoreRows(rowLimit); }
    void setRowsAtATime(int rows) { m_rowsAtATime = rows; }
    /// Takes out rows that were deleted.
    void removeKeys(const std::vector<qint64> &keys);
    /// Puts in a row that was added, where it belongs.
    void addKey(qint64 key);
    /// While held, rows do not move by themselves: somebody is editing one.
    void setHeld(bool held);
    /// Stops reading, and shows what was shown before the last sort or filter.
    void cancel();

signals:
    void countsChanged();
    /// The key of every row is known now, and the view has been told of all rows.
    void settled();
    void readingChanged(bool reading);
    /// Sort or filter became what they are by another way than sort() and setFilter().
    void questionRestored();
    /// `seen`: the record as it was shown before.
    void editWanted(const orm::Instance &seen, const QString &attribute, const QVariant &value);
    void refused(const QString &message);
    /// The server could not be reached: refresh() asks again for all that was asked for.
    void lost();
    void failed(const QString &message);

private:
    struct Shown
    {
        RecordQuestion question;
        int sortColumn = -1;
        Qt::SortOrder sortOrder = Qt::AscendingOrder;
        KeyIndex index;
        qint64 count = 0;
        bool exact = false;
    };
    /// Fresh: another question, shown from its first answer on. Quiet: the same one again, shown
    /// when its answer is whole.
    enum class Reading : quint8 { Nothing, Fresh, Quiet };

    void ask(Reading reading);
    void takeHead(const QList<orm::Instance> &rows);
    void takeGuess(const KeyIndex &index);
    void takeCount(qint64 rows);
    void takeTotal(qint64 rows);
    void takeIndex(const KeyIndex &index);
    void takePage(int number, const PageRows &rows);
    void restore(const QString &failure);

    [[nodiscard]] std::optional<PageQuery> queryFor(int number) const;
    [[nodiscard]] QVariant relatedCell(int row, const orm::Instance &record, const FieldSpec &field,
                                       int role) const;
    [[nodiscard]] const orm::Instance *recordForView(int row, bool &loading) const;
    [[nodiscard]] const orm::Instance *known(int row) const;
    void dropGuess();
    void setCount(qint64 count);
    void tellAnew();
    void tellRows(qint64 more);
    void tellMoreRows(qint64 more);
    [[nodiscard]] bool hasToldAll() const { return m_told == shownRows(m_shown.count); }
    [[nodiscard]] bool hasAllKeys() const { return m_shown.index.isKnown() && m_shown.exact; }
    void settle(const KeyIndex &index);
    void replace(const KeyIndex &index);
    void touchAll();
    [[nodiscard]] int shownRows(qint64 count) const { return int(std::min(count, rowLimit)); }

    PageSpec m_spec;
    RelatedNames *m_related = nullptr;
    RecordLoader *m_loader = nullptr;
    orm::Where m_filter;
    int m_sortColumn = -1;
    Qt::SortOrder m_sortOrder = Qt::AscendingOrder;
    Reading m_reading = Reading::Nothing;
    Shown m_shown;
    std::optional<Shown> m_before; ///< What cancel() goes back to.
    qint64 m_total = -1;           ///< -1: not known.
    int m_told = 0;                ///< Rows that the view knows of.
    int m_rowsAtATime = rowsAtATime;
    QTimer m_telling; ///< Until it is told of more.
    bool m_keepsPlaces = false;
    bool m_held = false;
    std::optional<KeyIndex> m_withheld; ///< Came while held.
    PageCache m_pages;
    QSet<int> m_failedPages; ///< Not asked for again before a refresh.
};

} // namespace ui
