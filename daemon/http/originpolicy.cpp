// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/originpolicy.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace WebJabber {

using Header = QHttpHeaders::WellKnownHeader;

static constexpr QByteArrayView corsMethods = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
static constexpr QByteArrayView corsHeaders = "Authorization, Cache-Control, Content-Type, Last-Event-ID";
static constexpr QByteArrayView corsExposed = "ETag, Location, Retry-After, WWW-Authenticate";
static constexpr QByteArrayView corsMaxAgeSeconds = "7200";

static QByteArray originOf(const QUrl &url)
{
    return url.toEncoded(QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment | QUrl::RemoveUserInfo);
}

OriginPolicy::OriginPolicy(const HttpSettings &settings, quint16 port)
    : m_hosts{u"localhost"_s}
{
    for (const QString &origin : settings.allowedOrigins)
        m_origins.insert(origin.toLatin1());
    QStringList names{settings.address.protocol() == QAbstractSocket::IPv6Protocol
                          ? u"[%1]"_s.arg(settings.address.toString())
                          : settings.address.toString()};
    if (settings.address.isLoopback())
        names = {u"127.0.0.1"_s, u"[::1]"_s, u"localhost"_s};
    for (const QString &name : names)
        m_origins.insert(u"http://%1:%2"_s.arg(name).arg(port).toLatin1());
    if (!settings.publicUrl.isEmpty()) {
        m_origins.insert(originOf(settings.publicUrl));
        m_hosts.insert(settings.publicUrl.host());
    }
}

bool OriginPolicy::isOwnHost(const QByteArray &host) const
{
    const QString name = QUrl(u"http://"_s + QString::fromLatin1(host)).host();
    return m_hosts.contains(name) || !QHostAddress(name).isNull();
}

void OriginPolicy::addHeaders(const HttpRequest &request, HttpResponse &response) const
{
    const QByteArray origin = request.header(Header::Origin);
    if (origin.isEmpty())
        return;
    response.headers.append(Header::Vary, "Origin");
    if (!isAllowed(origin))
        return;
    response.headers.append(Header::AccessControlAllowOrigin, origin);
    if (request.method == HttpMethod::Options) {
        response.headers.append(Header::AccessControlAllowMethods, corsMethods);
        response.headers.append(Header::AccessControlAllowHeaders, corsHeaders);
        response.headers.append(Header::AccessControlMaxAge, corsMaxAgeSeconds);
    } else {
        response.headers.append(Header::AccessControlExposeHeaders, corsExposed);
    }
}

Result<void> OriginPolicy::checkAmbient(const HttpRequest &request) const
{
    if (const QByteArray origin = request.header(Header::Origin); !origin.isEmpty()) {
        if (isAllowed(origin))
            return {};
        return problem(ProblemCode::Unauthorized,
                       u"Pages of this origin may not use the API; the operator can add it to allowed_origins."_s);
    }
    const QByteArray site = request.header("Sec-Fetch-Site"_L1);
    if (!site.isEmpty() && site != "same-origin" && site != "none")
        return problem(ProblemCode::Unauthorized, u"Pages of other sites may not use the API without a token."_s);
    if (!isOwnHost(request.header(Header::Host)))
        return problem(ProblemCode::Unauthorized,
                       u"The Host of this request is not one of this server; the operator can set public_url."_s);
    return {};
}

} // namespace WebJabber
