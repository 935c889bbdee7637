#pragma once

#include "app/shop/shoprequest.h"
#include "orm/db/request.h"

#include <QObject>

#include <chrono>
#include <memory>

namespace orm {
class Sequelize;
}

/// Opens a database in the background to see whether it answers, and closes it again.
class ConnectionTest : public QObject
{
    Q_OBJECT

public:
    /// What a database that answers tells.
    struct Answer
    {
        QString version; ///< In its own words.
        std::chrono::nanoseconds roundTrip{};
    };

    explicit ConnectionTest(QObject *parent = nullptr);
    ~ConnectionTest() override;

    /// Begins; succeeded() or failed() follows, within the time that a connection may take. One
    /// that runs is cancelled first.
    void start(const ShopRequest &request);
    /// Nobody is told any more. What the driver waits for ends in the background.
    void cancel();
    [[nodiscard]] bool isRunning() const { return m_database != nullptr; }

signals:
    void succeeded(const ConnectionTest::Answer &answer);
    /// For the user, without the password.
    void failed(const QString &why);

private:
    void ask();
    void finish();

    std::shared_ptr<orm::Sequelize> m_database;
    orm::Request m_request;
};
