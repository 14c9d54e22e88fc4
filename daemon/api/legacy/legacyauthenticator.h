// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "api/parameters.h"
#include "http/httpsettings.h"
#include "http/originpolicy.h"
#include "shared/jid.h"

#include <QFuture>

namespace WebJabber {

class SessionRegistry;
class Store;

// Determines the account that a legacy API request may act for, according to `[compat] auth`.
class LegacyAuthenticator
{
public:
    static constexpr QLatin1StringView cookieName{"webjabber_token"};
    // The cookie's name over https. Browsers accept the prefix only from the host itself and only with `Secure`.
    static constexpr QLatin1StringView secureCookieName{"__Host-webjabber_token"};

    // All arguments must outlive it.
    LegacyAuthenticator(LegacyAuth mode, const SessionRegistry &sessions, Store &store);

    // `jid` is the account named in the request, if any. Fails with unauthorized, invalid-jid or invalid-request.
    QFuture<Result<Jid>> identify(const HttpRequest &request, const Parameters &parameters, QLatin1StringView jidName,
                                  const OriginPolicy &origins) const;

private:
    QFuture<Result<Jid>> byToken(const QByteArray &token, const std::optional<Jid> &named) const;

    LegacyAuth m_mode;
    const SessionRegistry &m_sessions;
    Store &m_store;
};

} // namespace WebJabber
