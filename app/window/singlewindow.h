#pragma once

#include <QLocalServer>
#include <QObject>
#include <QString>

/// Sees to it that a second start on a shop that is open already only raises its window. Each user
/// is asked by themselves.
class SingleWindow : public QObject
{
    Q_OBJECT

public:
    explicit SingleWindow(QObject *parent = nullptr);

    /// Whether the window of another process shows that shop, a file or Shop::address(); it is
    /// asked to come to the front.
    [[nodiscard]] static bool raiseOther(const QString &file);
    /// This process shows that shop from now on; empty: none. Where another one shows it, too, that
    /// one goes on to be asked.
    void setFile(const QString &file);

signals:
    /// Somebody started the application on the shop that is shown.
    void raiseWanted();

private:
    QLocalServer m_server;
};
