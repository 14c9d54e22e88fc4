// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "pushclient.h"

#include <store.h>

#include <QHash>

namespace WebJabber {

// Calls the users' push endpoints when their accounts have news: at most one
// request in flight per account; what happens meanwhile leads to one more.
class PushDispatcher : public QObject
{
    Q_OBJECT

public:
    // The store must outlive the dispatcher.
    PushDispatcher(const PushSettings &settings, Store &store, QObject *parent = nullptr);

    // Tells those who asked that a contact's presence changed.
    void notifyPresence(const Jid &account);
    // Calls the account's endpoint now, news or not.
    void retry(const Jid &account) { notify(account); }
    // The account's subscription was deleted.
    void forget(const Jid &account) { m_targets.remove(account); }

Q_SIGNALS:
    // The endpoint answered with this HTTP status; 0: it did not.
    void pushed(const WebJabber::Jid &account, const QString &kind, int status);

private:
    struct Target {
        PushSubscription subscription;
        bool inFlight = false;
        bool due = false;
    };

    void notify(const Jid &account);
    void send(const Jid &account, Target &target);
    qint64 nextVersion();

    PushClient m_client;
    QHash<Jid, Target> m_targets;
    qint64 m_lastVersion = 0;
};

} // namespace WebJabber
