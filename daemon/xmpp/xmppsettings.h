// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/credentialsmode.h"
#include "xmpp/readertracker.h"

#include <QHash>
#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <chrono>
#include <optional>

namespace WebJabber {

enum class TlsMode {
    Required, // STARTTLS or direct TLS; the connection ends without it
    Direct, // TLS from the first byte (XEP-0368); for a domain's override
    Off, // never; for a server on the same machine
};

// The location of a domain's server, used instead of DNS.
struct DomainOverride {
    QString host;
    quint16 port = 0; // 0: the default port
    std::optional<TlsMode> tls;
};

// The operator's settings for XMPP connections. Shared by all sessions.
struct XmppSettings {
    QStringList allowedDomains; // lower case; empty: every domain
    QHash<QString, DomainOverride> domains;
    QList<QSslCertificate> caCertificates; // empty: the system's
    TlsMode tls = TlsMode::Required;
    bool verifyCertificates = true;
    CredentialsMode credentials = CredentialsMode::TokenPreferred;
    qsizetype maxStanzaBytes = 1024 * 1024;
    qsizetype maxAnswerBytes = 8 * 1024 * 1024; // for responses of the account's own server
    std::chrono::seconds loginTimeout{20};
    std::chrono::seconds pingInterval{120};
    std::chrono::seconds pingTimeout{30};
    std::chrono::milliseconds longestReconnectDelay{5 * 60 * 1'000};
    int reconnectsPerSecond = 50;
    ReaderTracker::Times readers;
    // The waits before each retry if credentials that worked before are rejected. After the last
    // one the session is refused.
    QList<std::chrono::milliseconds> refusalRetries{std::chrono::minutes(5), std::chrono::minutes(30),
                                                    std::chrono::hours(2)};
    // The first wait after another client bound the same resource. It doubles each time.
    std::chrono::milliseconds conflictWait = std::chrono::minutes(1);
    int maxAccounts = 10'000; // with a session; 0: no limit
    int accountsPerDomain = 0; // with a session, of one domain; 0: no limit

    TlsMode tlsFor(const QString &domain) const
    {
        const auto found = domains.constFind(domain);
        return found == domains.cend() ? tls : found->tls.value_or(tls);
    }
};

} // namespace WebJabber
