#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <memory>
#include <optional>
#include <vector>

namespace orm {
class Model;
class Sequelize;
} // namespace orm

/// Tells when another program, or another window, has changed the shop. Looks at a shop's file once
/// a second, and asks the database only when the file is another one than before, so that a quiet
/// shop sends nothing. A server tells by itself, or is asked once a second, and does not know who
/// has changed something: own changes are told of, too.
class ChangeWatch : public QObject
{
    Q_OBJECT

public:
    /// Of a file. `database` outlives it.
    ChangeWatch(orm::Sequelize &database, const QString &file, QObject *parent = nullptr);
    /// Of tables on a server. Where triggers may be made, PostgreSQL tells of their changes.
    ChangeWatch(orm::Sequelize &database, const std::vector<const orm::Model *> &models,
                bool mayMakeTriggers, QObject *parent = nullptr);

signals:
    void changedElsewhere();

private:
    /// When the file and its write-ahead log were written last, and how large they are.
    struct Look
    {
        QDateTime file;
        QDateTime wal;
        qint64 walSize = 0;
        bool operator==(const Look &) const = default;
    };

    void look();
    void ask();
    void take(qint64 version);
    [[nodiscard]] Look lookNow() const;

    orm::Sequelize &m_database;
    QString m_file;
    QTimer m_timer;
    Look m_seen;
    bool m_isAsking = false;
    std::optional<qint64> m_version;
    std::vector<std::shared_ptr<void>> m_subscriptions; ///< On a server, one for each table.
    QTimer m_soon; ///< Several tables that change together are one change.
};
