#pragma once

#include "ui/log/sqllogcalls.h"

#include <QAbstractItemModel>
#include <QTimer>

#include <array>
#include <memory>

namespace ui {

class SqlLogInbox;

/// The newest calls of a QueryLog, the oldest first; below a call of more than one statement stand
/// these. They come from any thread, are collected and shown ten times a second at most. Texts are
/// made when somebody looks at them. Lives in the GUI thread.
class SqlLogModel : public QAbstractItemModel
{
    Q_OBJECT

public:
    enum Column { Time, Call, Statement, Values, Rows, Milliseconds, ColumnCount };
    /// Each statement is in one of these; one that failed is an Error, whatever it is else.
    enum class Category : quint8 { Read, Write, Error, Internal };
    enum Role {
        CategoryRole = Qt::UserRole, ///< int of Category.
        SlowRole,                    ///< bool: took longer than the threshold.
    };
    static constexpr int capacity = 10'000;

    explicit SqlLogModel(QObject *parent = nullptr);
    ~SqlLogModel() override;

    /// Shows what `log` tells from now on, instead of what another one told; entries stay.
    void listenTo(orm::QueryLog &log);
    void stopListening();

    /// Of a call that has several statements its main one.
    [[nodiscard]] const orm::QueryEvent &event(const QModelIndex &index) const;
    [[nodiscard]] const SqlLogCall &call(const QModelIndex &index) const;
    /// Whether it is a call with its statements below it.
    [[nodiscard]] bool isCall(const QModelIndex &index) const { return rowCount(index) > 0; }
    [[nodiscard]] static Category categoryOf(const orm::QueryEvent &event);
    /// Of a call an Error if one of its statements failed.
    [[nodiscard]] Category category(const QModelIndex &index) const;
    [[nodiscard]] bool isSlow(const QModelIndex &index) const;
    /// How many statements of this kind are held.
    [[nodiscard]] int count(Category category) const;
    /// How many statements there are in all.
    [[nodiscard]] qsizetype statements() const { return m_calls.statements(); }
    /// How many older entries have made room since the last clear().
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// How many wait while paused; with those that had no room there.
    [[nodiscard]] qint64 waiting() const;

    [[nodiscard]] int slowMilliseconds() const { return m_slowMilliseconds; }
    void setSlowMilliseconds(int milliseconds);

    [[nodiscard]] QModelIndex index(int row, int column,
                                    const QModelIndex &parent = {}) const override;
    [[nodiscard]] QModelIndex parent(const QModelIndex &index) const override;
    [[nodiscard]] int rowCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] int columnCount(const QModelIndex &parent = {}) const override;
    [[nodiscard]] QVariant data(const QModelIndex &index,
                                int role = Qt::DisplayRole) const override;
    [[nodiscard]] QVariant headerData(int section, Qt::Orientation orientation,
                                      int role = Qt::DisplayRole) const override;

public slots:
    void clear();
    /// While paused nothing new is shown; the newest entries wait.
    void setPaused(bool paused);

signals:
    /// Entries came or went, or some wait.
    void changed();

private:
    void takeBatch();
    void removeOldest(qsizetype number);
    void append(SqlLogBuffer &&entries);
    void appendTo(qsizetype place, std::vector<SqlLogEntry> &&entries);
    [[nodiscard]] qint64 nanoseconds(const QModelIndex &index) const;
    [[nodiscard]] QString callText(const QModelIndex &index) const;
    void count(const SqlLogEntry &entry, int by);
    [[nodiscard]] QVariant display(const QModelIndex &index) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] QVariant spoken(const QModelIndex &index) const;

    std::shared_ptr<SqlLogInbox> m_inbox;
    orm::QueryLog::Subscription m_subscription;
    SqlLogCalls m_calls;
    std::array<int, 4> m_counts = {};
    qint64 m_dropped = 0;
    int m_slowMilliseconds = 50;
    bool m_paused = false;
    QTimer m_timer;
};

} // namespace ui
