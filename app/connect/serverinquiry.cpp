#include "app/connect/serverinquiry.h"

#include "orm/core/deliver.h"
#include "orm/db/ping.h"
#include "orm/model/sequelize.h"

void ServerInquiry::setDatabase(orm::Sequelize *database)
{
    ++m_generation;
    m_database = database;
    m_isPinging = m_isAskingVersion = m_isVersionKnown = false;
}

template<typename T, typename Done, typename Failed>
void ServerInquiry::ask(QFuture<T> question, bool ServerInquiry::*isAsked, Done done, Failed failed)
{
    this->*isAsked = true;
    const auto isLate = [this, isAsked, generation = m_generation] {
        if (generation == m_generation)
            this->*isAsked = false;
        return generation != m_generation;
    };
    orm::deliver(
        std::move(question), this,
        [isLate, done](const T &answer) {
            if (!isLate())
                done(answer);
        },
        [isLate, failed](const orm::BaseError &error) {
            if (!isLate())
                failed(error);
        });
}

void ServerInquiry::ping()
{
    if (!m_database || m_isPinging)
        return;
    ask(
        orm::ping(m_database->database()), &ServerInquiry::m_isPinging,
        [this](std::chrono::nanoseconds roundTrip) { emit answered(roundTrip); },
        [this](const orm::BaseError &error) { emit unanswered(error.text()); });
}

/// A server that cannot be asked now may be asked again.
void ServerInquiry::askVersion()
{
    if (!m_database || m_isAskingVersion || m_isVersionKnown)
        return;
    ask(
        m_database->queryInterface().databaseVersion(), &ServerInquiry::m_isAskingVersion,
        [this](const QString &version) {
            m_isVersionKnown = true;
            emit versionKnown(version);
        },
        [](const orm::BaseError &) {});
}
