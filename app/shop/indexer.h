#pragma once

#include "orm/core/dialect.h"
#include "orm/schema/queryinterface.h"

#include <QObject>

/// Gives a shop's table of books the indexes that it lacks, in the background and one by one, so
/// that what a user saves meanwhile is written in between. Without them all works, only slower: a
/// failure stands in the SQL log and nowhere else.
class Indexer : public QObject
{
    Q_OBJECT

public:
    explicit Indexer(const orm::QueryInterface &tables, orm::Dialect dialect = orm::Dialect::Sqlite,
                     QObject *parent = nullptr);
    ~Indexer() override;

    /// Looks what is missing and makes it; finished() follows started(), which only comes when
    /// there is something to make.
    void start();
    /// Stops the index that is being made; those that are whole stay.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_isRunning; }

signals:
    void started();
    void finished();

private:
    void makeMissing(const QList<orm::IndexDescription> &known);
    void makeNext();
    void end();

    orm::QueryInterface m_tables;
    const orm::Dialect m_dialect;
    std::vector<orm::Index> m_missing;
    QFuture<void> m_making;
    bool m_isRunning = false;
};
