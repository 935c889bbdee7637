#include "support/tdsconnection.h"

#include "support/tdsresponder.h"

#include <QTcpSocket>

using namespace Qt::StringLiterals;

namespace {

constexpr int headerSize = 8;

enum Message : quint8 {
    Batch = 0x01,
    Procedure = 0x03,
    Attention = 0x06,
    Transaction = 0x0e,
    Login = 0x10,
    Greeting = 0x12,
};

/// What an answer tells of the session.
enum Environment : quint8 { Database = 1, PacketSize = 4, Collation = 7 };

QString nameOfProcedure(int number)
{
    switch (number) {
    case 2: return u"sp_cursoropen"_s;
    case 3: return u"sp_cursorprepare"_s;
    case 4: return u"sp_cursorexecute"_s;
    case 5: return u"sp_cursorprepexec"_s;
    case 7: return u"sp_cursorfetch"_s;
    case 9: return u"sp_cursorclose"_s;
    case 10: return u"sp_executesql"_s;
    case 11: return u"sp_prepare"_s;
    case 12: return u"sp_execute"_s;
    case 13: return u"sp_prepexec"_s;
    case 15: return u"sp_unprepare"_s;
    default: return u"procedure %1"_s.arg(number);
    }
}

/// Passwords travel with their halves exchanged, under a mask.
QString revealed(const QString &hidden)
{
    QString password;
    for (const QChar unit : hidden) {
        const int masked = unit.unicode() ^ 0xa5a5;
        password += QChar(((masked & 0x0f0f) << 4) | ((masked & 0xf0f0) >> 4));
    }
    return password;
}

} // namespace

TdsConnection::TdsConnection(TdsResponder &responder, int number, QTcpSocket *socket)
    : QObject(socket)
    , m_responder(responder)
    , m_number(number)
    , m_socket(socket)
{
    connect(socket, &QTcpSocket::readyRead, this, &TdsConnection::read);
}

void TdsConnection::read()
{
    m_received += m_socket->readAll();
    while (m_received.size() >= headerSize) {
        const qsizetype size = qFromBigEndian<quint16>(m_received.constData() + 2);
        if (size < headerSize || m_received.size() < size)
            return;
        const auto type = quint8(m_received[0]);
        const bool isLast = (m_received[1] & 1) != 0;
        m_message += m_received.mid(headerSize, size - headerSize);
        m_received.remove(0, size);
        if (isLast)
            take(type, std::exchange(m_message, {}));
    }
}

void TdsConnection::take(quint8 type, const QByteArray &message)
{
    TdsReader reader(message);
    if (type == Batch || type == Procedure || type == Transaction)
        reader.skipHeaders();
    switch (type) {
    case Greeting: greet(); break;
    case Login: login(message); break;
    case Batch: runBatch(reader); break;
    case Procedure: runProcedure(reader); break;
    case Transaction: changeTransaction(reader); break;
    case Attention: callOff(); break;
    default: m_socket->abort();
    }
}

void TdsConnection::send(const TdsWriter &writer)
{
    constexpr int patience = 1'000;
    m_socket->write(tds::packets(writer.bytes()));
    while (m_socket->bytesToWrite() > 0 && m_socket->waitForBytesWritten(patience)) {
    }
}

/// Version 15, and no encryption.
void TdsConnection::greet()
{
    send(TdsWriter().raw(QByteArray::fromHex("00000b00060100110001ff0f0007d0000002")));
}

void TdsConnection::login(const QByteArray &message)
{
    const auto part = [&message](int at) {
        TdsReader place(message.mid(at));
        const auto from = place.number<quint16>();
        const auto units = place.number<quint16>();
        return TdsReader(message.mid(from)).text(units);
    };
    const QString user = part(40);
    const QString password = revealed(part(44));
    const QString database = part(68);
    m_responder.note({.kind = TdsRequest::Kind::Login, .connection = m_number, .text = database});
    TdsWriter writer;
    const bool isKnown = user == QLatin1StringView(TdsResponder::user)
                         && password == QLatin1StringView(TdsResponder::password);
    const bool isThere = database == QLatin1StringView(TdsResponder::database);
    if (!isKnown || !isThere) {
        if (isKnown)
            tds::writeError(writer, {4060,
                                     u"Cannot open database \"%1\" requested by the login. The "
                                     "login failed."_s.arg(database),
                                     1, 11});
        tds::writeError(writer, {18456, u"Login failed for user '%1'."_s.arg(user), 1, 14});
        tds::writeDone(writer, tds::Done::Batch, tds::Failed);
        send(writer);
        m_socket->disconnectFromHost();
        return;
    }
    tds::writeEnvironment(writer, Database, TdsWriter().shortText(database).shortText(u"master"_s));
    tds::writeEnvironment(writer, Collation,
                          TdsWriter().raw(QByteArray::fromHex("050904d0003400")));
    tds::writeLoginAck(writer);
    tds::writeEnvironment(writer, PacketSize,
                          TdsWriter().shortText(u"4096"_s).shortText(u"4096"_s));
    tds::writeDone(writer, tds::Done::Batch, 0);
    send(writer);
}

void TdsConnection::runBatch(TdsReader reader)
{
    QString text;
    while (!reader.atEnd())
        text += reader.text(1);
    m_responder.note({.connection = m_number, .text = text});
    answer(text, false, 0);
}

TdsRequest TdsConnection::procedureRequest(TdsReader &reader, QList<TdsRequest::Value> *own)
{
    TdsRequest request{.kind = TdsRequest::Kind::Procedure, .connection = m_number};
    const auto length = reader.number<quint16>();
    request.procedure =
        length == 0xffff ? nameOfProcedure(reader.number<quint16>()) : reader.text(length);
    reader.number<quint16>();
    while (!reader.atEnd() && !reader.isBroken()) {
        TdsRequest::Value value{.name = reader.shortText(), .type = {}, .value = {}};
        reader.number<quint8>();
        value.type = TdsType::read(reader);
        value.value = value.type.readValue(reader);
        request.values += value;
    }
    // What belongs to the procedure stands before the values of the statement.
    const qsizetype count = request.procedure == u"sp_prepexec"     ? 3
                            : request.procedure == u"sp_executesql" ? 2
                            : request.procedure == u"sp_execute"    ? 1
                            : request.procedure == u"sp_prepare"    ? 4
                                                                    : 0;
    *own = request.values.mid(0, count);
    request.values = request.values.mid(count);
    own->resize(4);
    return request;
}

void TdsConnection::runProcedure(TdsReader reader)
{
    QList<TdsRequest::Value> own;
    TdsRequest request = procedureRequest(reader, &own);
    int handle = 0;
    if (request.procedure == u"sp_executesql") {
        request.text = own[0].value.toString();
        request.declaration = own[1].value.toString();
    } else if (request.procedure == u"sp_prepexec" || request.procedure == u"sp_prepare") {
        request.declaration = own[1].value.toString();
        request.text = own[2].value.toString();
        handle = ++m_lastHandle;
        m_prepared.insert(handle, {request.text, request.declaration});
    } else if (request.procedure == u"sp_execute") {
        std::tie(request.text, request.declaration) = m_prepared.value(own[0].value.toInt());
    } else {
        request.text = request.procedure;
    }
    m_responder.note(request);
    answer(request.procedure == u"sp_prepare" ? u"sp_prepare"_s : request.text, true, handle);
}

void TdsConnection::changeTransaction(TdsReader reader)
{
    enum : quint16 { Begin = 5, Commit = 7, Rollback = 8, Save = 9 };
    const auto what = reader.number<quint16>();
    const QString text = what == Begin      ? u"BEGIN TRANSACTION"_s
                         : what == Commit   ? u"COMMIT TRANSACTION"_s
                         : what == Rollback ? u"ROLLBACK TRANSACTION"_s
                                            : u"SAVE TRANSACTION"_s;
    m_responder.note({.kind = TdsRequest::Kind::Transaction, .connection = m_number, .text = text});
    answer(text, false, 0);
}

void TdsConnection::callOff()
{
    m_responder.note({.kind = TdsRequest::Kind::Attention, .connection = m_number});
    m_isWaiting = false;
    TdsWriter writer;
    tds::writeDone(writer, tds::Done::Batch, tds::CalledOff);
    send(writer);
}
