#pragma once

#include "support/tdsanswer.h"

#include <QHash>
#include <QObject>

class QTcpSocket;
class TdsResponder;

/// One client of a TdsResponder. It goes with its socket.
class TdsConnection : public QObject
{
public:
    TdsConnection(TdsResponder &responder, int number, QTcpSocket *socket);

private:
    void read();
    void take(quint8 type, const QByteArray &message);
    void greet();
    void login(const QByteArray &message);
    void runBatch(TdsReader reader);
    void runProcedure(TdsReader reader);
    void changeTransaction(TdsReader reader);
    void callOff();
    [[nodiscard]] TdsRequest procedureRequest(TdsReader &reader, QList<TdsRequest::Value> *own);
    /// Sends what belongs to that text, and `handle` where one was made.
    void answer(const QString &text, bool isProcedure, int handle);
    void writeResults(TdsWriter &writer, const TdsAnswer &answer, bool isProcedure);
    void noteTransaction(TdsWriter &writer, const QString &text);
    void setTransaction(TdsWriter &writer, quint8 change);
    void send(const TdsWriter &writer);
    [[nodiscard]] quint16 transactionStatus() const;

    TdsResponder &m_responder;
    const int m_number;
    QTcpSocket *m_socket;
    QByteArray m_received;                          ///< Not yet a whole packet.
    QByteArray m_message;                           ///< Of the packets that have come.
    QHash<int, QPair<QString, QString>> m_prepared; ///< Text and declaration.
    int m_lastHandle = 0;
    int m_depth = 0; ///< Of BEGIN TRANSACTION, as @@TRANCOUNT tells.
    bool m_isWaiting = false;
};
