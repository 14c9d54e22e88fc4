// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushclient.h"

#include <QNetworkCookie>
#include <QNetworkCookieJar>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QNetworkRequest>

using namespace Qt::StringLiterals;

namespace WebJabber {

// A push service has nothing to say that we need to read.
static constexpr qint64 maxAnswerBytes = 4 * 1024;

namespace {

class NoCookies : public QNetworkCookieJar
{
public:
    using QNetworkCookieJar::QNetworkCookieJar;
    QList<QNetworkCookie> cookiesForUrl(const QUrl &) const override { return {}; }
    bool setCookiesFromUrl(const QList<QNetworkCookie> &, const QUrl &) override { return false; }
};

} // namespace

PushClient::PushClient(const PushSettings &settings, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
{
    m_network.setProxy(QNetworkProxy::NoProxy);
    m_network.setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
    m_network.setTransferTimeout(settings.timeout);
    m_network.setCookieJar(new NoCookies(&m_network));
}

void PushClient::putVersion(const QUrl &endpoint, qint64 version, const QObject *context,
                            std::function<void(const Outcome &)> done)
{
    QNetworkRequest request(endpoint);
    request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/x-www-form-urlencoded"_s);
    request.setHeader(QNetworkRequest::UserAgentHeader, u"webjabberd"_s);
    QNetworkReply *reply = m_network.put(request, "version=" + QByteArray::number(version));
    reply->setReadBufferSize(maxAnswerBytes);
    connect(reply, &QNetworkReply::readyRead, reply, [reply] {
        if (reply->bytesAvailable() >= maxAnswerBytes)
            reply->abort();
    });
    connect(reply, &QNetworkReply::finished, reply, &QObject::deleteLater);
    connect(reply, &QNetworkReply::finished, context, [reply, done = std::move(done)] {
        Outcome outcome;
        outcome.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
        if (outcome.status == 0)
            outcome.error = reply->errorString();
        else if (outcome.status < 200 || outcome.status > 299)
            outcome.error = u"status %1"_s.arg(outcome.status);
        done(outcome);
    });
}

} // namespace WebJabber
