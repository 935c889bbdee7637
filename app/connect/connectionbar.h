#pragma once

#include "app/connect/serverinquiry.h"
#include "app/shop/shoprequest.h"

#include <QTimer>
#include <QToolBar>

#include <chrono>
#include <optional>

class QLabel;

/// A thin line that says where the shop is: the connection's name and colour, its database and
/// host, whether it answers and how fast, and the words Read-only and Production. A shop in a file
/// of the user's own that can be written needs none of it, and the bar is hidden then.
class ConnectionBar : public QToolBar
{
    Q_OBJECT

public:
    enum class State : quint8 {
        Connected,
        Retrying, ///< It was lost, and is being opened again.
        Lost
    };

    explicit ConnectionBar(QWidget *parent = nullptr);

    /// Tells of the shop that was opened; `database` stays until it is told of another one, or of
    /// none, which is nullptr. Begins as Connected.
    void setConnection(const ShopRequest &request, orm::Sequelize *database);
    [[nodiscard]] State state() const { return m_state; }
    void setState(State state);
    /// The last answer to the question that the bar asks now and then; nothing before.
    [[nodiscard]] std::optional<std::chrono::nanoseconds> roundTrip() const { return m_roundTrip; }

signals:
    /// The database has just answered, and how fast; the bar asks only while it is seen.
    void answered(std::chrono::nanoseconds roundTrip);
    /// It did not; for the user.
    void unanswered(const QString &why);

protected:
    void changeEvent(QEvent *event) override;
    void hideEvent(QHideEvent *event) override;
    void paintEvent(QPaintEvent *event) override;
    void showEvent(QShowEvent *event) override;

private:
    struct Badge
    {
        QLabel *icon = nullptr;
        QLabel *text = nullptr;
    };

    [[nodiscard]] QLabel *makeLabel(const QString &objectName, const QString &accessibleName);
    [[nodiscard]] Badge makeBadge(const QString &objectName, const QString &text,
                                  const QString &toolTip);
    void showPlace();
    void ask();
    void takeVersion(const QString &version);
    void takeAnswer(std::chrono::nanoseconds roundTrip);
    void takeSilence(const QString &why);
    void showState();
    void showIcons();
    void describe();

    ShopRequest m_request; ///< Without the server, which has a password.
    ServerInquiry m_inquiry;
    State m_state = State::Connected;
    std::optional<std::chrono::nanoseconds> m_roundTrip;
    bool m_isServer = false;
    QString m_type;
    QString m_where;
    QString m_version;
    QTimer m_timer;
    QLabel *m_name = nullptr;
    QLabel *m_place = nullptr;
    Badge m_answer;
    Badge m_readOnly;
    Badge m_production;
};
