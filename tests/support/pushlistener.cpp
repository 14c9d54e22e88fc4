// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/pushlistener.h"

#include <QMetaEnum>
#include <QTcpServer>

using namespace Qt::StringLiterals;

namespace WebJabber::Test {

PushListener::PushListener()
{
    m_server.setMissingHandler(
        this, [this](const QHttpServerRequest &request, QHttpServerResponder &responder) { take(request, responder); });
    auto *listener = new QTcpServer(&m_server);
    if (!listener->listen(QHostAddress::LocalHost) || !m_server.bind(listener))
        qFatal("PushListener: %s", qPrintable(listener->errorString()));
    m_port = listener->serverPort();
}

void PushListener::setBusy()
{
    QHttpHeaders headers;
    headers.append(QHttpHeaders::WellKnownHeader::RetryAfter, "3600");
    setAnswer(503, "{}", headers);
}

QUrl PushListener::url(const QString &path) const
{
    return QUrl(u"http://127.0.0.1:%1%2"_s.arg(m_port).arg(path));
}

void PushListener::setAnswer(int status, const QByteArray &body, const QHttpHeaders &headers)
{
    m_isSilent = false;
    m_status = status;
    m_body = body;
    m_headers = headers;
}

void PushListener::take(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const QByteArray method = QMetaEnum::fromType<QHttpServerRequest::Method>().valueToKey(int(request.method()));
    m_requests.append({method.toUpper(), request.url().toString(QUrl::RemoveScheme | QUrl::RemoveAuthority),
                       request.headers(), request.body(), std::chrono::steady_clock::now()});
    if (m_isSilent) {
        m_held.push_back(std::move(responder));
    } else {
        QHttpHeaders headers = m_headers;
        headers.append(QHttpHeaders::WellKnownHeader::ContentType, "application/json");
        responder.write(m_body, headers, QHttpServerResponder::StatusCode(m_status));
    }
    Q_EMIT requested(m_requests.last());
}

} // namespace WebJabber::Test
