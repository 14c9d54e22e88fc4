// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/endpointguard.h"
#include "push/pushrequest.h"
#include "push/retrypolicy.h"

#include <QNetworkAccessManager>

#include <functional>

namespace WebJabber {

// Makes the HTTP requests of pushes. Each goes to an address that was checked, with the endpoint's name for TLS and
// Host. Redirects are not followed, and no proxy, cookies or credentials are used. Both the duration and the number
// of response bytes read are limited.
class PushClient : public QObject
{
    Q_OBJECT

public:
    // Maximum number of response bytes read; the content of a response is not needed.
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
