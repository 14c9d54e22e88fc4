// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushcall.h"

#include "push/retryafter.h"

#include <QMetaEnum>
#include <QSslConfiguration>

#include <algorithm>
#include <utility>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace WebJabber {

// Maximum time for an address that others follow, however much time is left.
static constexpr std::chrono::milliseconds longestConnect = 5s;

PushCall::PushCall(const PushRequest &request, const PushSettings &settings, QNetworkAccessManager &network, Done done,
                   QObject *parent)
    : QObject(parent)
    , m_request(request)
    , m_settings(settings)
    , m_network(network)
    , m_done(std::move(done))
{
    m_deadline.setSingleShot(true);
    connect(&m_deadline, &QTimer::timeout, this, [this] {
        if (m_reply)
            m_reply->abort();
        else
            end({0, {}, u"its name was not found in time"_s});
    });
    m_addressBound.setSingleShot(true);
    connect(&m_addressBound, &QTimer::timeout, this, [this] {
        m_isGivenUp = true;
        m_reply->abort();
    });
}

void PushCall::start(const HostLookup &lookup)
{
    m_deadline.start(m_settings.timeout);
    endpointAddresses(m_request.endpoint, m_settings, lookup, this)
        .then(this, [this](const Result<QList<QHostAddress>> &addresses) {
            if (!m_done)
                return; // the deadline has passed
            if (!addresses)
                return end({0, {}, addresses.error().detail});
            m_untried = *addresses;
            tryNext();
        });
}

QNetworkRequest PushCall::requestTo(const QHostAddress &address) const
{
    const QUrl &endpoint = m_request.endpoint;
    QUrl url = endpoint.adjusted(QUrl::RemoveFragment);
    url.setHost(address.toString());
    QNetworkRequest request(url);
    request.setPeerVerifyName(endpoint.host(QUrl::FullyEncoded));
    request.setRawHeader("Host", endpoint.authority(QUrl::FullyEncoded).toLatin1());
    request.setRawHeader("User-Agent", "webjabberd");
    request.setRawHeader("Accept-Encoding", "identity"); // so that nothing is decompressed
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(name, value);
    // WORKAROUND (Qt 6.8): over HTTP/2 QNetworkAccessManager would send the address of the URL instead of the name in
    // Host; ends with one that sends Host as :authority.
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CacheLoadControlAttribute, QNetworkRequest::AlwaysNetwork);
    QSslConfiguration tls = request.sslConfiguration();
    tls.setSslOption(QSsl::SslOptionDisableSessionSharing, false); // the TLS policy disables it for XMPP
    if (!m_settings.caCertificates.isEmpty())
        tls.setCaCertificates(m_settings.caCertificates);
    request.setSslConfiguration(tls);
    return request;
}

void PushCall::tryNext()
{
    m_reply = m_network.sendCustomRequest(requestTo(m_untried.takeFirst()), m_request.method, m_request.body);
    m_reply->setParent(this);
    m_reply->setReadBufferSize(PushClient::maxAnswerBytes);
    connect(m_reply, &QNetworkReply::readyRead, this, [this] {
        if (m_reply->bytesAvailable() >= PushClient::maxAnswerBytes)
            m_reply->abort();
    });
    connect(m_reply, &QNetworkReply::requestSent, &m_addressBound, &QTimer::stop);
    connect(m_reply, &QNetworkReply::finished, this, &PushCall::handleFinished);
    boundAddress();
}

void PushCall::boundAddress()
{
    m_isGivenUp = false;
    if (m_untried.isEmpty())
        return;
    const std::chrono::milliseconds share = m_deadline.remainingTimeAsDuration() / (m_untried.size() + 1);
    m_addressBound.start(std::min(share, longestConnect));
}

// Whether no connection was established, so that nothing was sent.
static bool isUnreached(QNetworkReply::NetworkError error)
{
    return error == QNetworkReply::ConnectionRefusedError || error == QNetworkReply::UnknownNetworkError
        || error == QNetworkReply::HostNotFoundError;
}

void PushCall::handleFinished()
{
    m_addressBound.stop();
    PushOutcome outcome;
    outcome.status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isRefused = m_isGivenUp || isUnreached(m_reply->error());
    if (outcome.status == 0 && !m_untried.isEmpty() && isRefused && m_deadline.isActive()) {
        m_reply->deleteLater();
        return tryNext();
    }
    // Not errorString(), which contains the URL.
    if (outcome.status == 0)
        outcome.error = QString::fromLatin1(
            QMetaEnum::fromType<QNetworkReply::NetworkError>().valueToKey(m_reply->error()));
    else if (!outcome.isDelivered())
        outcome.error = u"status %1"_s.arg(outcome.status);
    if (m_reply->hasRawHeader("Retry-After"))
        outcome.retryAfter = retryAfterFrom(m_reply->rawHeader("Retry-After"), QDateTime::currentDateTimeUtc());
    end(outcome);
}

void PushCall::end(const PushOutcome &outcome)
{
    m_deadline.stop();
    deleteLater();
    std::exchange(m_done, {})(outcome);
}

} // namespace WebJabber
