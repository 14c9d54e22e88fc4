// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpexchange.h"

namespace WebJabber {

HttpExchange::HttpExchange(HttpRequest request, std::unique_ptr<Responder> responder, HttpConnection &connection,
                           Finish finish)
    : m_request(std::move(request))
    , m_responder(std::move(responder))
    , m_connection(&connection)
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
    if (isAnswered() || m_isStreaming)
        return;
    send(std::move(response));
    if (m_connection)
        m_connection->finishAnswer();
}

void HttpExchange::answer(HttpResponse response, HttpConnection::Written done)
{
    if (isAnswered())
        return done(false);
    if (!m_connection || m_connection->isClosedByPeer()) {
        // `done` gets false, so the client must not receive the answer.
        drop();
        answer(std::move(response));
        return done(false);
    }
    send(std::move(response));
    m_connection->finishAnswer(std::move(done));
}

void HttpExchange::beginStream(HttpResponse head)
{
    if (isAnswered() || m_isStreaming)
        return;
    m_isStreaming = true;
    // RFC 9112, section 6.3: without chunks, only the end of the connection marks the end of the answer.
    if (m_connection && m_connection->isHttp10())
        m_connection->endAfterAnswer();
    m_finish(*this, head);
    m_responder->beginStream(head);
    if (m_connection)
        m_connection->beginStream();
}

void HttpExchange::writeToStream(const QByteArray &piece)
{
    if (!m_isStreaming || !m_connection)
        return;
    m_responder->writePiece(piece);
    m_connection->sendWritten();
}

void HttpExchange::endStream()
{
    if (!std::exchange(m_isStreaming, false))
        return;
    m_responder->endStream();
    m_responder.reset();
    if (m_connection)
        m_connection->finishAnswer();
}

void HttpExchange::drop()
{
    if (m_connection)
        m_connection->close();
}

void HttpExchange::whenPeerCloses(QObject *context, const std::function<void()> &call) const
{
    if (m_connection && !m_connection->isClosedByPeer())
        QObject::connect(m_connection, &HttpConnection::peerClosed, context, call, Qt::SingleShotConnection);
    else
        QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
}

void HttpExchange::send(HttpResponse response)
{
    m_finish(*this, response);
    m_responder->answer(response);
    m_responder.reset();
}

} // namespace WebJabber
