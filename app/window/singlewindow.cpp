#include "app/window/singlewindow.h"

#include "app/shop/serveraddress.h"

#include <QCryptographicHash>
#include <QFileInfo>
#include <QLocalSocket>

using namespace Qt::StringLiterals;

namespace {

/// A window that hangs must not keep a second start from opening one of its own.
constexpr int longestWait = 1'000;

QString nameOf(const QString &file)
{
    const QFileInfo info(file);
    QString path = info.exists() ? info.canonicalFilePath() : info.absoluteFilePath();
    if (isServerAddress(file))
        path = file;
    const QByteArray hash = QCryptographicHash::hash(path.toUtf8(), QCryptographicHash::Sha1);
    return u"bookstore-"_s + QString::fromLatin1(hash.toHex());
}

bool isAnswered(const QString &name)
{
    QLocalSocket socket;
    socket.connectToServer(name);
    // The window answers by one byte once it has heard.
    return socket.waitForConnected(longestWait) && socket.waitForReadyRead(longestWait);
}

} // namespace

SingleWindow::SingleWindow(QObject *parent)
    : QObject(parent)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, [this] {
        while (QLocalSocket *socket = m_server.nextPendingConnection()) {
            connect(socket, &QLocalSocket::disconnected, socket, &QObject::deleteLater);
            socket->write("!");
            socket->flush();
            emit raiseWanted();
        }
    });
}

bool SingleWindow::raiseOther(const QString &file)
{
    return isAnswered(nameOf(file));
}

void SingleWindow::setFile(const QString &file)
{
    m_server.close();
    if (file.isEmpty() || m_server.listen(nameOf(file)))
        return;
    // The name is taken: by a window that lives, or by one that was killed.
    if (isAnswered(nameOf(file)))
        return;
    QLocalServer::removeServer(nameOf(file));
    m_server.listen(nameOf(file));
}
