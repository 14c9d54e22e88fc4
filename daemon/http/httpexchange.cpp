// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpexchange.h"

#include <logging.h>

#include <QTimer>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

static constexpr auto writeTimeout = 60s;

namespace {

// Lives as long as an answer is on its way out of the process.
class WriteWatch : public QObject
{
public:
    WriteWatch(QTcpSocket *socket, std::function<void(bool)> done)
        : QObject(socket)
        , m_socket(socket)
        , m_done(std::move(done))
    {
        connect(socket, &QTcpSocket::bytesWritten, this, [this] {
            if (m_socket->bytesToWrite() == 0)
                finish(true);
        });
        connect(socket, &QTcpSocket::disconnected, this, [this] { finish(false); });
        QTimer::singleShot(writeTimeout, this, [this] { m_socket->abort(); });
    }

    ~WriteWatch() override { finish(false); }

private:
    void finish(bool written)
    {
        if (const auto done = std::exchange(m_done, nullptr)) {
            done(written);
            deleteLater();
        }
    }

    QTcpSocket *m_socket;
    std::function<void(bool)> m_done;
};

} // namespace

HttpExchange::HttpExchange(HttpRequest request, QHttpServerResponder responder, QIODevice *device, Finish finish)
    : m_request(std::move(request))
    , m_responder(std::move(responder))
    , m_device(device)
    , m_finish(std::move(finish))
{
    m_age.start();
}

HttpExchange::~HttpExchange()
{
    if (m_isStreaming)
        endStream();
    else if (!isAnswered())
        answer(HttpResponse::empty(503));
}

void HttpExchange::setRoute(const QString &route, const QStringList &parameters)
{
    m_request.route = route;
    m_pathParameters = parameters;
}

void HttpExchange::answer(HttpResponse response)
{
    if (!isAnswered() && !m_isStreaming)
        send(std::move(response));
}

void HttpExchange::beginStream(HttpResponse head)
{
    if (isAnswered() || m_isStreaming)
        return;
    m_finish(m_request, head);
    logAccess(head);
    m_isStreaming = true;
    m_responder->writeBeginChunked(head.headers, QHttpServerResponder::StatusCode(head.status));
}

void HttpExchange::writeToStream(const QByteArray &piece)
{
    if (m_isStreaming)
        m_responder->writeChunk(piece);
}

void HttpExchange::endStream()
{
    if (!std::exchange(m_isStreaming, false))
        return;
    QHttpServerResponder responder = std::move(*m_responder);
    m_responder.reset();
    // QHttpServerResponder warns of an empty last piece, which this needs.
    if (m_device)
        m_device->write("0\r\n\r\n");
}

void HttpExchange::drop()
{
    if (auto *tcp = socket())
        tcp->abort();
    else if (auto *local = qobject_cast<QLocalSocket *>(m_device))
        local->abort();
}

void HttpExchange::answer(HttpResponse response, std::function<void(bool)> done)
{
    QTcpSocket *tcp = socket();
    if (isAnswered() || !tcp || tcp->state() != QAbstractSocket::ConnectedState) {
        answer(std::move(response));
        return done(false);
    }
    send(std::move(response));
    tcp->flush();
    if (tcp->bytesToWrite() == 0)
        done(true);
    else
        new WriteWatch(tcp, std::move(done)); // a child of the socket
}

void HttpExchange::send(HttpResponse response)
{
    m_finish(m_request, response);
    logAccess(response);
    QHttpServerResponder responder = std::move(*m_responder);
    m_responder.reset();
    const auto status = QHttpServerResponder::StatusCode(response.status);
    const bool isHead = m_request.method == QHttpServerRequest::Method::Head;
    if (isHead || response.status == 204)
        sendWithoutBody(response, isHead);
    else
        responder.write(response.body, response.headers, status);
}

void HttpExchange::logAccess(const HttpResponse &response) const
{
    if (qobject_cast<QLocalSocket *>(m_device)) { // the operator's; who changes something is in the audit log
        qCDebug(lcAdmin).noquote() << m_request.methodName() << m_request.path << response.status;
        return;
    }
    qCInfo(lcAccess).noquote() << m_request.peer.toString() << m_request.methodName() << m_request.path
                               << response.status << response.body.size() << "bytes" << m_age.elapsed() << "ms";
}

// QHttpServerResponder always adds a Content-Length, which a 204 must not have
// (RFC 9110, section 8.6) and which for HEAD would be that of no body.
void HttpExchange::sendWithoutBody(const HttpResponse &response, bool tellLength)
{
    if (!m_device)
        return;
    QByteArray head = "HTTP/1.1 " + QByteArray::number(response.status) + " \r\n";
    for (qsizetype i = 0; i < response.headers.size(); ++i)
        head += response.headers.nameAt(i).toString().toLatin1() + ": " + response.headers.valueAt(i).toByteArray()
            + "\r\n";
    if (tellLength)
        head += "content-length: " + QByteArray::number(response.body.size()) + "\r\n";
    m_device->write(head + "\r\n");
}

} // namespace WebJabber
