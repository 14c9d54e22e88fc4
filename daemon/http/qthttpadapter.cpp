// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/qthttpadapter.h"

#include "http/httpconnection.h"
#include "shared/logging.h"

#include <QAbstractHttpServer>
#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>

#include <algorithm>
#include <sys/socket.h>
#include <unistd.h>
#include <vector>

namespace WebJabber {

using StatusCode = QHttpServerResponder::StatusCode;

static constexpr QByteArrayView constantRequest = "GET / HTTP/1.1\r\n\r\n";
// Number of channels that are kept for further answers.
static constexpr std::size_t maxIdleChannels = 64;

// The socket that QtHttpServer gets. It reads the constant request from it and writes the answer to it. It has no
// descriptor, and belongs to QtHttpServer.
class QtHttpAdapter::Channel final : public QTcpSocket
{
public:
    Channel()
    {
        setSocketState(ConnectedState);
        setOpenMode(ReadWrite);
    }
    ~Channel() override { setSocketState(UnconnectedState); }
    Q_DISABLE_COPY_MOVE(Channel)

    // Where answers are written to; null: nowhere.
    void setConnection(HttpConnection *connection) { m_connection = connection; }
    HttpConnection *connection() const { return m_connection; }
    // Lets QtHttpServer read one request.
    void passRequest()
    {
        m_unread = constantRequest;
        Q_EMIT readyRead();
    }

    qint64 bytesAvailable() const override { return QTcpSocket::bytesAvailable() + m_unread.size(); }

protected:
    qint64 readData(char *data, qint64 most) override
    {
        const qint64 count = std::min<qint64>(most, m_unread.size());
        std::copy_n(m_unread.begin(), count, data);
        m_unread = m_unread.sliced(count);
        return count;
    }

    qint64 writeData(const char *data, qint64 size) override
    {
        if (m_connection)
            m_connection->write({data, size});
        return size;
    }

private:
    QPointer<HttpConnection> m_connection;
    QByteArrayView m_unread;
};

// Passes channels to QtHttpServer.
//
// WORKAROUND (Qt 6.8): QAbstractHttpServer accepts sockets only from a QTcpServer that listens. This one gets the
// descriptor of a socket that has no name, so nothing can connect to it; ends with a function that takes a socket.
class QtHttpAdapter::ChannelServer final : public QTcpServer
{
public:
    [[nodiscard]] bool open()
    {
        const int descriptor = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
        if (descriptor < 0 || !setSocketDescriptor(descriptor)) {
            ::close(descriptor);
            return false;
        }
        pauseAccepting();
        return true;
    }
    void add(Channel *channel) { addPendingConnection(channel); }

    QTcpSocket *nextPendingConnection() override
    {
        QTcpSocket *channel = QTcpServer::nextPendingConnection();
        pauseAccepting(); // QTcpServer has just resumed
        return channel;
    }
};

class QtHttpAdapter::Server final : public QAbstractHttpServer
{
public:
    Server()
    {
        auto *channels = new ChannelServer;
        m_channels = channels;
        if (!channels->open() || !bind(channels))
            qCCritical(lcHttp) << "QtHttpServer cannot be used:" << channels->errorString();
        channels->setParent(this);
    }

    // Returns a channel that waits for a request.
    Channel *takeChannel()
    {
        if (!m_idle.empty()) {
            Channel *channel = m_idle.back();
            m_idle.pop_back();
            return channel;
        }
        auto *channel = new Channel;
        m_channels->add(channel);
        return channel;
    }

    void giveBack(Channel *channel, bool isReusable)
    {
        channel->setConnection(nullptr);
        if (isReusable && m_idle.size() < maxIdleChannels)
            m_idle.push_back(channel);
        else
            channel->disconnectFromHost(); // QtHttpServer deletes it
    }

    // Returns the responder for a request that is read from the channel.
    std::optional<QHttpServerResponder> responder(Channel &channel)
    {
        channel.passRequest();
        return std::exchange(m_responder, std::nullopt);
    }

protected:
    // WORKAROUND (Qt 6.8): if the responder were destroyed before this function returns, QtHttpServer would connect its
    // slots to the channel once more; ends with a QtHttpServer that does not.
    bool handleRequest(const QHttpServerRequest &, QHttpServerResponder &responder) override
    {
        m_responder.emplace(std::move(responder));
        return true;
    }
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override { }

private:
    ChannelServer *m_channels; // a child
    std::vector<Channel *> m_idle;
    std::optional<QHttpServerResponder> m_responder;
};

class QtHttpAdapter::Answer final : public Responder
{
public:
    Answer(Server &server, Channel &channel, QHttpServerResponder responder, HttpMethod method)
        : m_server(server)
        , m_channel(channel)
        , m_responder(std::move(responder))
        , m_isHead(method == HttpMethod::Head)
    {
    }

    // WORKAROUND (Qt 6.8): QtHttpServer does not know that chunks have ended, see endStream(), so their channel is not
    // used again; ends together with that.
    ~Answer() override
    {
        m_responder.reset();
        m_server.giveBack(&m_channel, !m_isChunked);
    }
    Q_DISABLE_COPY_MOVE(Answer)

    // WORKAROUND (Qt 6.8): QHttpServerResponder always adds a Content-Length. A 204 must not have one (RFC 9110,
    // section 8.6), and for HEAD and 304 it would be 0; ends with a responder that omits it.
    void answer(const HttpResponse &response) override
    {
        if (m_isHead)
            writeHead(response, "content-length: " + QByteArray::number(response.body.size()) + "\r\n");
        else if (response.status == 204 || response.status == 304)
            writeHead(response, {});
        else
            m_responder->write(response.body, response.headers, StatusCode(response.status));
    }

    // WORKAROUND (Qt 6.8): QHttpServerResponder sends chunks to clients of HTTP/1.0 too, which has no chunked coding
    // (RFC 9112, section 6.1). There the end of the connection marks the end of the answer; ends with a responder that
    // knows the version.
    void beginStream(const HttpResponse &head) override
    {
        const HttpConnection *connection = m_channel.connection();
        const bool isHttp10 = connection && connection->isHttp10();
        m_isChunked = !isHttp10 && !m_isHead;
        if (m_isChunked)
            m_responder->writeBeginChunked(head.headers, StatusCode(head.status));
        else
            writeHead(head, isHttp10 ? QByteArray() : QByteArrayLiteral("transfer-encoding: chunked\r\n"));
    }

    void writePiece(const QByteArray &piece) override
    {
        if (m_isHead)
            return;
        if (m_isChunked)
            m_responder->writeChunk(piece);
        else
            m_channel.write(piece);
    }

    // WORKAROUND (Qt 6.8): QHttpServerResponder warns about an empty last chunk, which is needed here; ends with one
    // that does not.
    void endStream() override
    {
        if (m_isChunked)
            m_channel.write("0\r\n\r\n");
    }

private:
    void writeHead(const HttpResponse &response, const QByteArray &framing)
    {
        m_channel.write(headOf(response) + framing + "\r\n");
    }

    Server &m_server;
    Channel &m_channel;
    std::optional<QHttpServerResponder> m_responder;
    bool m_isHead;
    bool m_isChunked = false;
};

QtHttpAdapter::QtHttpAdapter()
    : m_server(std::make_unique<Server>())
{
}

QtHttpAdapter::~QtHttpAdapter() = default;

std::unique_ptr<Responder> QtHttpAdapter::responder(HttpConnection &connection, HttpMethod method)
{
    Channel *channel = m_server->takeChannel();
    auto responder = m_server->responder(*channel);
    if (!responder) {
        qCCritical(lcHttp) << "QtHttpServer does not answer";
        m_server->giveBack(channel, false);
        return nullptr;
    }
    channel->setConnection(&connection);
    return std::make_unique<Answer>(*m_server, *channel, std::move(*responder), method);
}

} // namespace WebJabber
