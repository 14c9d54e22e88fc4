// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/endpointguard.h"
#include "push/pushrequest.h"
#include "push/retrypolicy.h"

#include <QNetworkAccessManager>

#include <functional>

namespace WebJabber {

// Makes the HTTP requests of pushes. Each goes to an address that was checked,
// under the endpoint's name for TLS and Host; redirects are not followed, no
// proxy, cookies or credentials are used, and both the time it takes and what
// is read of the answer are bounded.
class PushClient : public QObject
{
    Q_OBJECT

public:
    // A push service has nothing to say that we need to read.
    static constexpr qint64 maxAnswerBytes = 4'096;

    PushClient(const PushSettings &settings, HostLookup lookup, QObject *parent = nullptr);

    // `done` is called once, from the event loop, unless the client is
    // destroyed before.
    void send(const PushRequest &request, std::function<void(const PushOutcome &)> done);

private:
    PushSettings m_settings;
    HostLookup m_lookup;
    QNetworkAccessManager m_network;
};

} // namespace WebJabber
