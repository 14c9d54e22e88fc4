// SPDX-License-Identifier: GPL-3.0-or-later
#include "httpexchange.h"

namespace WebJabber {

HttpExchange::HttpExchange(HttpRequest request, HttpConnection *connection, Finish finish)
    : m_request(std::move(request))
    , m_connection(connection)
    , m_finish(std::move(finish))
{
    m_age.start();
}

HttpExchange::~HttpExchange()
{
    if (m_isStreaming)
        endStream();
    else if (!m_isAnswered)
        answer(HttpResponse::empty(503));
}

void HttpExchange::setRoute(const QString &route, const QStringList &parameters)
{
    m_request.route = route;
    m_pathParameters = parameters;
}

void HttpExchange::answer(HttpResponse response)
{
    answer(std::move(response), {});
}

void HttpExchange::answer(HttpResponse response, HttpConnection::Written done)
{
    const bool isFirst = !std::exchange(m_isAnswered, true);
    if (isFirst)
        m_finish(*this, response);
    if (isFirst && m_connection)
        m_connection->answer(response, std::move(done));
    else if (done)
        done(false);
}

void HttpExchange::beginStream(HttpResponse head)
{
    if (std::exchange(m_isAnswered, true))
        return;
    m_finish(*this, head);
    m_isStreaming = true;
    if (m_connection)
        m_connection->beginStream(head);
}

void HttpExchange::writeToStream(const QByteArray &piece)
{
    if (m_isStreaming && m_connection)
        m_connection->writeToStream(piece);
}

void HttpExchange::endStream()
{
    if (std::exchange(m_isStreaming, false) && m_connection)
        m_connection->endStream();
}

void HttpExchange::whenLeft(QObject *context, const std::function<void()> &call) const
{
    if (m_connection && !m_connection->isLeft())
        QObject::connect(m_connection, &HttpConnection::left, context, call, Qt::SingleShotConnection);
    else
        QMetaObject::invokeMethod(context, call, Qt::QueuedConnection);
}

void HttpExchange::drop()
{
    if (m_connection)
        m_connection->close();
}

} // namespace WebJabber
