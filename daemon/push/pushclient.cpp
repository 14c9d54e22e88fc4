// SPDX-License-Identifier: GPL-3.0-or-later
#include "push/pushclient.h"

#include "push/pushcall.h"

#include <QNetworkProxy>

namespace WebJabber {

PushClient::PushClient(const PushSettings &settings, HostLookup lookup, QObject *parent)
    : QObject(parent)
    , m_settings(settings)
    , m_lookup(std::move(lookup))
{
    m_network.setProxy(QNetworkProxy::NoProxy);
}

void PushClient::send(const PushRequest &request, std::function<void(const PushOutcome &)> done)
{
    auto *call = new PushCall(request, m_settings, m_network, std::move(done), this); // deletes itself
    call->start(m_lookup);
}

} // namespace WebJabber
