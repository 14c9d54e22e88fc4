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

// Finds out for which account a 2012 request may act, by `[compat] auth`.
class LegacyAuthenticator
{
public:
    static constexpr QLatin1StringView cookieName{"webjabber_token"};
    // Under https: browsers take one with this prefix only from the host itself, and only with `Secure`.
    static constexpr QLatin1StringView secureCookieName{"__Host-webjabber_token"};

    // All must outlive it.
    LegacyAuthenticator(LegacyAuth mode, const SessionRegistry &sessions, Store &store);

    // `jid` is the account named in the request, if any. Fails with
    // unauthorized, or with invalid-jid or invalid-request as it applies.
    QFuture<Result<Jid>> identify(const HttpRequest &request, const Parameters &parameters, QLatin1StringView jidName,
                                  const OriginPolicy &origins) const;

private:
    QFuture<Result<Jid>> byToken(const QByteArray &token, const std::optional<Jid> &named) const;

    LegacyAuth m_mode;
    const SessionRegistry &m_sessions;
    Store &m_store;
};

} // namespace WebJabber
