#pragma once

#include <QFuture>
#include <QObject>

#include <chrono>

namespace orm {
class BaseError;
class Sequelize;
} // namespace orm

/// Asks a database how it is, for a widget that shows it: each question once at a time. Answers to
/// questions to an earlier database are dropped.
class ServerInquiry : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// From now on it asks this one, which stays until another one is set; nullptr: none.
    void setDatabase(orm::Sequelize *database);
    [[nodiscard]] orm::Sequelize *database() const { return m_database; }

    /// Asks how fast it answers.
    void ping();
    /// Asks for its version, unless that was told already.
    void askVersion();

signals:
    void answered(std::chrono::nanoseconds roundTrip);
    /// It did not; for the user.
    void unanswered(const QString &why);
    /// In the database's own words.
    void versionKnown(const QString &version);

private:
    /// `isAsked` is whether this question is on its way.
    template<typename T, typename Done, typename Failed>
    void ask(QFuture<T> question, bool ServerInquiry::*isAsked, Done done, Failed failed);

    orm::Sequelize *m_database = nullptr;
    int m_generation = 0; ///< Of the database.
    bool m_isPinging = false;
    bool m_isAskingVersion = false;
    bool m_isVersionKnown = false;
};
