#pragma once

#include "orm/db/querylog.h"

#include <QObject>

namespace orm {
class Sequelize;
}

namespace ui {

/// How a statement is answered, and which index would help.
struct Explanation
{
    QString text = {};
    QString hint = {}; ///< Empty when there is nothing to say.
    QString table = {};
    QString column = {}; ///< Of the index that is missing; empty: none.
};

/// Asks the database of a log how it answers a statement, or to run it once more. Nobody waits.
class SqlLogRunner : public QObject
{
    Q_OBJECT

public:
    explicit SqlLogRunner(QObject *parent = nullptr);

    /// nullptr, before the database goes: there is none.
    [[nodiscard]] const orm::Sequelize *database() const { return m_database; }
    void setDatabase(orm::Sequelize *database) { m_database = database; }
    [[nodiscard]] bool isReady() const { return m_database != nullptr; }

    void explain(const orm::QueryEvent &event);
    void run(const orm::QueryEvent &event);
    void createIndex(const QString &table, const QString &column);

signals:
    void explained(const ui::Explanation &explanation);
    /// A statement ran once more; one that writes has changed what tables show.
    void ran(qint64 rows, bool isWrite);
    void indexCreated(const QString &table, const QString &column);
    void failed(const QString &message);

private:
    orm::Sequelize *m_database = nullptr;
};

} // namespace ui
