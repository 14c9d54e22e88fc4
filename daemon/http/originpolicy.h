// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/httpmessage.h"
#include "http/httpsettings.h"

#include <QSet>

namespace WebJabber {

// Decides which web pages may use the API (CORS). Detects requests that a foreign page sends using its visitor's
// cookies or network position.
class OriginPolicy
{
public:
    // `port` is the listening port.
    OriginPolicy(const HttpSettings &settings, quint16 port);

    // Adds the CORS headers for the request's Origin, if it is allowed.
    void addHeaders(const HttpRequest &request, HttpResponse &response) const;

    // For requests without a secret of their own. Fails with unauthorized if a page of another site sent the request,
    // or if its Host is not one of this server's (DNS rebinding).
    Result<void> checkAmbient(const HttpRequest &request) const;

private:
    bool isAllowed(const QByteArray &origin) const { return m_origins.contains(origin); }
    bool isOwnHost(const QByteArray &host) const;

    QSet<QByteArray> m_origins;
    QSet<QString> m_hosts;
};

} // namespace WebJabber
