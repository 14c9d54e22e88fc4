// SPDX-License-Identifier: GPL-3.0-or-later
#include "pushdispatcher.h"

#include <logging.h>

#include <QDateTime>

#include <algorithm>

namespace WebJabber {

PushDispatcher::PushDispatcher(const PushSettings &settings, Store &store, QObject *parent)
    : QObject(parent)
    , m_client(settings)
{
    connect(&store, &Store::appended, this, [this](const Event &event) {
        if (event.direction == Direction::In)
            notify(event.account);
    });
    connect(&store, &Store::subscriptionSaved, this, [this](const PushSubscription &subscription) {
        m_targets[subscription.account].subscription = subscription;
    });
    connect(&store, &Store::accountRemoved, this, [this](const Jid &account) { m_targets.remove(account); });
}

void PushDispatcher::notifyPresence(const Jid &account)
{
    const auto target = m_targets.constFind(account);
    if (target != m_targets.cend() && target->subscription.wantsPresence)
        notify(account);
}

void PushDispatcher::notify(const Jid &account)
{
    const auto target = m_targets.find(account);
    if (target == m_targets.end() || target->subscription.endpoint.isEmpty())
        return;
    if (target->inFlight)
        target->due = true;
    else
        send(account, *target);
}

void PushDispatcher::send(const Jid &account, Target &target)
{
    target.inFlight = true;
    target.due = false;
    const QUrl endpoint = target.subscription.endpoint;
    m_client.putVersion(
        endpoint, nextVersion(), this,
        [this, account, host = endpoint.host(), kind = target.subscription.kind](const PushClient::Outcome &outcome) {
            if (!outcome.error.isEmpty())
                qCInfo(lcPush).noquote() << account.toString() << "push to" << host << "failed:" << outcome.error;
            Q_EMIT pushed(account, kind, outcome.status);
            const auto sent = m_targets.find(account);
            if (sent == m_targets.end())
                return;
            sent->inFlight = false;
            if (sent->due)
                send(account, *sent);
        });
}

// Ascending also over a restart, and below 2^53 as SimplePush wants it.
qint64 PushDispatcher::nextVersion()
{
    m_lastVersion = std::max(m_lastVersion + 1, QDateTime::currentMSecsSinceEpoch());
    return m_lastVersion;
}

} // namespace WebJabber
