#pragma once

#include "ui/log/sqllogbuffer.h"

#include <QAbstractTableModel>
#include <QTimer>

#include <array>
#include <memory>

namespace ui {

class SqlLogInbox;

/// The newest statements of a QueryLog, the oldest first. They come from any thread, are collected
/// and shown ten times a second at most. Lives in the GUI thread.
class SqlLogModel : public QAbstractTableModel
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

    [[nodiscard]] const orm::QueryEvent &event(int row) const;
    /// The values of a row as text, each cut at 200 characters.
    [[nodiscard]] QString valuesText(int row) const;
    [[nodiscard]] Category category(int row) const;
    [[nodiscard]] bool isSlow(int row) const;
    /// Whether call, SQL, values or error of the row hold `word`, in any case of letters.
    [[nodiscard]] bool contains(int row, const QString &word) const;
    /// How many entries of this kind are held.
    [[nodiscard]] int count(Category category) const;
    /// How many older entries have made room since the last clear().
    [[nodiscard]] qint64 dropped() const { return m_dropped; }
    [[nodiscard]] bool isPaused() const { return m_paused; }
    /// How many wait while paused; with those that had no room there.
    [[nodiscard]] qint64 waiting() const;

    [[nodiscard]] int slowMilliseconds() const { return m_slowMilliseconds; }
    void setSlowMilliseconds(int milliseconds);

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
    void count(const SqlLogEntry &entry, int by);
    [[nodiscard]] QVariant display(const QModelIndex &index) const;
    [[nodiscard]] QString toolTip(const QModelIndex &index) const;
    [[nodiscard]] QVariant spoken(const QModelIndex &index) const;

    std::shared_ptr<SqlLogInbox> m_inbox;
    orm::QueryLog::Subscription m_subscription;
    SqlLogBuffer m_entries;
    std::array<int, 4> m_counts = {};
    qint64 m_dropped = 0;
    int m_slowMilliseconds = 50;
    bool m_paused = false;
    QTimer m_timer;
};

} // namespace ui
