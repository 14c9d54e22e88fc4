// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/lazytimer.h"

#include <QObject>

#include <chrono>

class QDomElement;
class QXmppClient;

namespace WebJabber {

// What the account's server says it does for the account.
struct AccountFeatures {
    enum class Support : quint8 {
        Unknown, // the server's answer does not say
        Unanswered, // there was no answer in time
        No,
        Yes,
    };
    Support archive = Support::Unknown; // XEP-0313
    // Whether it removes stanza-ids that a sender wrote in its name (XEP-0359,
    // section 6).
    bool stanzaIds = false;
};

// One query of disco#info (XEP-0030) of the own bare JID.
class FeaturesQuery : public QObject
{
    Q_OBJECT

public:
    class Listener
    {
    public:
        // Called once, and once more if the answer comes after the deadline.
        // The query may be deleted in it, by deleteLater().
        virtual void handleFeatures(const AccountFeatures &features) = 0;

    protected:
        ~Listener() = default;
    };

    static constexpr std::chrono::seconds patience{4};

    // Sends the query. What is passed must outlive it.
    FeaturesQuery(QXmppClient &client, Listener &listener);

    // The deadline does not run while there is no connection.
    void setConnected(bool connected);

private:
    class Iq;

    Listener &m_listener;
    LazyTimer m_deadline;
};

} // namespace WebJabber
