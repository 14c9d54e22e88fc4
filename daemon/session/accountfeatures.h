// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/lazytimer.h"

#include <QObject>

#include <chrono>

class QDomElement;
class QXmppClient;

namespace WebJabber {

// Features that the account's server offers to the account.
struct AccountFeatures {
    enum class Support : quint8 {
        Unknown, // the server returned an error or no feature list
        Unanswered, // there was no response in time
        No,
        Yes,
    };
    Support archive = Support::Unknown; // XEP-0313
    // Whether the server removes stanza-ids that a sender wrote in the server's name (XEP-0359, section 6).
    bool stanzaIds = false;
};

// A disco#info query (XEP-0030) of the account's bare JID.
class FeaturesQuery : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        // Called once, and a second time if the response arrives after the deadline. The handler may delete the query
        // with deleteLater().
        virtual void handleFeatures(const AccountFeatures &features) = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr std::chrono::seconds responseTimeout{4};

    // Sends the query at once. The client and the listener must outlive the query object.
    FeaturesQuery(QXmppClient &client, Listener &listener);

    // The deadline does not run while disconnected. It starts anew on reconnect.
    void setConnected(bool connected);

private:
    class Iq;

    Listener &m_listener;
    LazyTimer m_deadline;
};

} // namespace WebJabber
