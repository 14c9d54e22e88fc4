// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "push/pushclient.h"

#include <QNetworkReply>
#include <QPointer>
#include <QTimer>

namespace WebJabber {

// One request of PushClient, from the look-up of its host to the response. Deletes itself at the end. If an address
// does not accept the request within its share of the time (RFC 8305, section 5), the next one is tried. After an
// address has received the request, no other is tried.
class PushCall : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(const PushOutcome &)>;

    // `network` must outlive the call.
    PushCall(const PushRequest &request, const PushSettings &settings, QNetworkAccessManager &network, Done done,
             QObject *parent);

    void start(const HostLookup &lookup);

private:
    void tryNext();
    void boundAddress();
    QNetworkRequest requestTo(const QHostAddress &address) const;
    void handleFinished();
    void end(const PushOutcome &outcome);

    PushRequest m_request;
    PushSettings m_settings;
    QNetworkAccessManager &m_network;
    Done m_done;
    QList<QHostAddress> m_untried;
    QPointer<QNetworkReply> m_reply;
    QTimer m_deadline;
    QTimer m_addressBound; // until the request is sent; not for the last address
    bool m_isGivenUp = false; // the current address
};

} // namespace WebJabber
