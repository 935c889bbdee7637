#pragma once

#include <QDateTime>
#include <QObject>
#include <QTimer>

#include <optional>

namespace orm {
class Sequelize;
}

/// Tells when another program, or another window, has changed the shop's file. Looks at the file
/// once a second, and asks the database only when the file is another one than before, so that a
/// quiet shop sends nothing.
class ChangeWatch : public QObject
{
    Q_OBJECT

public:
    /// `database` outlives it.
    ChangeWatch(orm::Sequelize &database, const QString &file, QObject *parent = nullptr);

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
};
