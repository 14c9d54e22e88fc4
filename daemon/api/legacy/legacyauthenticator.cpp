// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/legacy/legacyauthenticator.h"

#include "api/bearer.h"
#include "session/sessionregistry.h"
#include "shared/secret.h"
#include "store/store.h"
#include "store/whenready.h"

#include <QNetworkCookie>

using namespace Qt::StringLiterals;

namespace WebJabber {

static QFuture<Result<Jid>> unauthorized(const QString &detail)
{
    return readyAnswer<Jid>(problem(ProblemCode::Unauthorized, detail));
}

static QByteArray cookieValue(const HttpRequest &request, QLatin1StringView name)
{
    for (const QByteArray &pair : request.header(QHttpHeaders::WellKnownHeader::Cookie).split(';')) {
        const QByteArray cookie = pair.trimmed();
        const qsizetype equals = cookie.indexOf('=');
        if (equals >= 0 && QLatin1StringView(cookie.first(equals)) == name)
            return cookie.sliced(equals + 1);
    }
    return {};
}

// Prefers the https cookie, as a browser may still have the http one as well.
static QByteArray cookieToken(const HttpRequest &request)
{
    const QByteArray token = cookieValue(request, LegacyAuthenticator::secureCookieName);
    return token.isEmpty() ? cookieValue(request, LegacyAuthenticator::cookieName) : token;
}

LegacyAuthenticator::LegacyAuthenticator(LegacyAuth mode, const SessionRegistry &sessions, Store &store)
    : m_mode(mode)
    , m_sessions(sessions)
    , m_store(store)
{
}

QFuture<Result<Jid>> LegacyAuthenticator::identify(const HttpRequest &request, const Parameters &parameters,
                                                   QLatin1StringView jidName, const OriginPolicy &origins) const
{
    std::optional<Jid> named;
    if (const auto text = parameters.optional(jidName)) {
        const auto jid = Jid::parseBare(*text);
        if (!jid)
            return readyAnswer<Jid>(std::unexpected(jid.error()));
        named = *jid;
    }
    // A bearer token or parameter needs no origin check, because the sender must know it.
    if (const QByteArray token = bearerToken(request); !token.isEmpty())
        return byToken(token, named);
    if (const auto token = parameters.optional("token"_L1); token && !token->isEmpty())
        return byToken(token->toLatin1(), named);

    if (const auto checked = origins.checkAmbient(request); !checked)
        return readyAnswer<Jid>(std::unexpected(checked.error()));
    if (m_mode == LegacyAuth::Token) {
        if (const QByteArray token = cookieToken(request); !token.isEmpty())
            return byToken(token, named);
        return unauthorized(
            u"A token is needed: call /connect and send what it answers as Bearer, “token” or cookie."_s);
    }
    if (!named)
        return readyAnswer<Jid>(problem(ProblemCode::InvalidRequest, u"“%1” is missing."_s.arg(jidName)));
    if (!m_sessions.find(*named))
        return unauthorized(u"%1 is not connected: call /connect first."_s.arg(named->toString()));
    return readyAnswer<Jid>(*named);
}

QFuture<Result<Jid>> LegacyAuthenticator::byToken(const QByteArray &token, const std::optional<Jid> &named) const
{
    const auto check = [named](const Result<Device> &device) -> Result<Jid> {
        if (!device)
            return std::unexpected(device.error());
        if (device->id.isEmpty())
            return problem(ProblemCode::Unauthorized,
                           u"The token is unknown, expired or revoked: call /connect for a new one."_s);
        if (named && *named != device->account)
            return problem(ProblemCode::Unauthorized, u"The token is not one of %1."_s.arg(named->toString()));
        return device->account;
    };
    const auto found = m_store.findDevice(hashToken(token));
    return isAnswered(found) ? readyAnswer<Jid>(check(found.result())) : QFuture(found).then(&m_store, check);
}

} // namespace WebJabber
