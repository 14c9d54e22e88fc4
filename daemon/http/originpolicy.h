// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "http/httpsettings.h"

#include <QSet>

namespace WebJabber {

// Which web pages may use the API (CORS), and whether a request may come from
// a page that abuses its visitor's place in the network or cookies.
class OriginPolicy
{
public:
    // `port` is the one listened on.
    OriginPolicy(const HttpSettings &settings, quint16 port);

    // Adds the CORS headers that the request's Origin earns.
    void addHeaders(const HttpRequest &request, HttpResponse &response) const;

    // For requests that carry no secret of their own: fails with unauthorized
    // where a page of another site sent it, or where the Host is not one of
    // ours (a name that an attacker made resolve to this machine).
    Result<void> checkAmbient(const HttpRequest &request) const;

private:
    bool isAllowed(const QByteArray &origin) const { return m_origins.contains(origin); }
    bool isOwnHost(const QByteArray &host) const;

    QSet<QByteArray> m_origins;
    QSet<QString> m_hosts;
};

} // namespace WebJabber
