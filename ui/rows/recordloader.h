#pragma once

#include "orm/db/request.h"
#include "ui/rows/recordquery.h"

#include <QHash>
#include <QObject>

namespace ui {

/// Asks the database for what a table shows, and hands over the answers that still matter. Nothing
/// here waits: a new question cancels what the old one started, and late answers are dropped.
class RecordLoader : public QObject
{
    Q_OBJECT

public:
    explicit RecordLoader(const orm::Model &model, QObject *parent = nullptr);

    /// Reads the first rows, then learns how many there are and in which order their keys stand.
    void ask(const RecordQuestion &question);
    /// Reads one page, the latest wanted one first; pages that are asked for already are not
    /// asked for again.
    void want(const PageQuery &query);
    /// Whether that page is on its way or waits for its turn.
    [[nodiscard]] bool isWanted(int page) const;
    /// Forgets the pages that were wanted, since rows have moved.
    void forgetPages();
    /// Stops everything.
    void cancel();

    /// Whether the question is not yet answered in full.
    [[nodiscard]] bool isAsking() const { return m_open > 0; }

signals:
    /// The first rows; all of them when they are fewer than a page.
    void headRead(const QList<orm::Instance> &rows);
    /// An index that may be right: the rows are as many as their keys have room for.
    void guessed(const ui::KeyIndex &index);
    /// How many rows there are.
    void counted(qint64 rows);
    /// How many there are without the question's condition.
    void totalCounted(qint64 rows);
    /// The whole order.
    void indexRead(const ui::KeyIndex &index);
    void pageRead(int page, const ui::PageRows &rows);
    void pageFailed(int page, const QString &message);
    /// The question cannot be answered.
    void failed(const QString &message);
    /// The server could not be reached; ask again when it is back.
    void lost();
    void askingChanged(bool asking);

private:
    template<typename Work, typename OnResult>
    void askPart(Work work, OnResult onResult);
    void openOne();
    void closeOne();
    void stopAsking();

    void takeHead(const QList<orm::Instance> &rows);
    void countRows();
    void countTotal();
    void guessRun(qint64 firstKey);
    void checkRun(qint64 firstKey, qint64 lastKey);
    void readKeys();
    void readNextPage();
    void takePage(const PageQuery &query, const QList<orm::Instance> &rows);

    const orm::Model &m_model;
    RecordQuestion m_question;
    int m_number = 0;   ///< Of the question: a new one may be asked while an answer is handed on.
    qint64 m_total = 0; ///< Rows without a condition, when they were counted last.
    int m_open = 0;     ///< Parts of the question that are not answered.
    QList<orm::Request> m_asked;
    QList<PageQuery> m_wanted; ///< The latest one last.
    QHash<int, orm::Request> m_reading;
};

} // namespace ui
