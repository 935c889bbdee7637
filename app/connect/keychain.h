#pragma once

#include <QObject>
#include <QString>

#include <functional>

/// The keychain of the user's desktop, where passwords of connections are kept, and nowhere else.
/// It is asked in the background, since it may ask the user to unlock it. Without QtKeychain at the
/// build, and where none answers, there is none.
class Keychain : public QObject
{
    Q_OBJECT

public:
    enum class State : quint8 { Unknown, Answers, Missing };

    explicit Keychain(QObject *parent = nullptr);

    /// Unknown before look() is answered.
    [[nodiscard]] State state() const { return m_state; }
    /// Why there is none, for the user; empty while there may be one.
    [[nodiscard]] QString lack() const { return m_lack; }
    /// Asks whether there is one; stateChanged() follows.
    void look();

    /// What a keychain gave: the password, null where it has none, or why it could not be asked.
    using TakePassword = std::function<void(const QString &password, const QString &problem)>;
    /// Of the connection `id`; `take` is called later, and not when this is gone.
    void read(const QString &id, const TakePassword &take);
    /// Keeps it; failed() follows where that does not work. An empty one is removed.
    void write(const QString &id, const QString &password);
    void remove(const QString &id);

signals:
    void stateChanged();
    /// A password could not be kept; for the user.
    void failed(const QString &problem);

private:
    void setState(State state, const QString &lack);

    State m_state = State::Unknown;
    QString m_lack;
};
