// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/eventhub.h"

#include "api/v1/messagejson.h"
#include "session/sessionregistry.h"
#include "shared/eventjson.h"
#include "store/pushevents.h"
#include "store/store.h"

using namespace Qt::StringLiterals;

namespace WebJabber {

EventHub::EventHub(Store &store, SessionRegistry &sessions, QObject *parent)
    : QObject(parent)
{
    const SessionEvents *events = &sessions.events();
    connect(&store, &Store::appended, this, &EventHub::handleAppended);
    connect(&store, &Store::settled, this, [this](const Outgoing &message) {
        if (!message.isMessage())
            return;
        const QJsonObject data = messageStateJson(message);
        notify(message.account, [&data](EventListener &listener) { listener.transientEvent("message-state", data); });
    });
    connect(&store, &Store::deviceRemoved, this, [this](const Device &device) {
        notify(device.account, [&device](EventListener &listener) { listener.deviceRemoved(device.id); });
    });
    connect(events, &SessionEvents::presenceChanged, this,
            [this, &sessions](const Jid &account, const Jid &contactJid) {
                const Session *session = isWatched(account) ? sessions.find(account) : nullptr;
                const Contact *contact = session ? session->contact(contactJid) : nullptr;
                if (contact)
                    notifyContact(account, *contact);
            });
    connect(events, &SessionEvents::contactChanged, this, &EventHub::notifyContact);
    connect(events, &SessionEvents::chatStateReceived, this, [this](const Jid &account, const ChatState &chatState) {
        const QString contact = chatState.contact.toString();
        const QJsonObject data{{u"from"_s, contact}, {u"with"_s, contact}, {u"state"_s, chatState.state}};
        notify(account, [&data](EventListener &listener) { listener.transientEvent("chat-state", data); });
    });
    connect(events, &SessionEvents::stateChanged, this, [this](const Jid &account, SessionState state) {
        const QJsonObject data{{u"state"_s, sessionStateNames[state]},
                               {u"since"_s, jsonTime(QDateTime::currentDateTimeUtc())}};
        notify(account, [&data](EventListener &listener) { listener.transientEvent("session", data); });
    });
}

void EventHub::add(const Jid &account, EventListener *listener)
{
    QList<EventListener *> &listeners = m_readers[account].listeners;
    listeners.append(listener);
    if (listeners.size() == 1)
        Q_EMIT firstReaderAdded(account);
}

void EventHub::remove(const Jid &account, EventListener *listener)
{
    const auto found = m_readers.find(account);
    if (found == m_readers.end())
        return;
    found->listeners.removeOne(listener);
    if (!found->listeners.isEmpty())
        return;
    m_readers.erase(found);
    Q_EMIT lastReaderRemoved(account);
}

void EventHub::acknowledged(const Jid &account, qint64 seq)
{
    if (const auto readers = m_readers.find(account); readers != m_readers.end())
        readers->ackMonitor.acknowledged(seq);
}

bool EventHub::acknowledgesInTime(const Jid &account) const
{
    const auto readers = m_readers.constFind(account);
    return readers != m_readers.cend() && readers->ackMonitor.isOnTime(std::chrono::steady_clock::now());
}

void EventHub::notifyContact(const Jid &account, const Contact &contact)
{
    if (!isWatched(account))
        return;
    const QJsonObject data = contactJson(contact);
    notify(account, [&data](EventListener &listener) { listener.transientEvent("presence", data); });
}

void EventHub::handleAppended(const Event &event)
{
    const auto readers = m_readers.find(event.account);
    if (readers == m_readers.end())
        return;
    if (pushEventOf(event))
        readers->ackMonitor.appended(event.seq, std::chrono::steady_clock::now());
    const QList<EventListener *> listeners = readers->listeners; // a copy, as in notify()
    for (EventListener *listener : listeners) {
        if (isReader(event.account, listener))
            listener->appended(event);
    }
}

bool EventHub::isReader(const Jid &account, EventListener *listener) const
{
    const auto readers = m_readers.constFind(account);
    return readers != m_readers.cend() && readers->listeners.contains(listener);
}

template<typename Call>
void EventHub::notify(const Jid &account, Call call)
{
    // A copy, as listeners may remove themselves when called.
    const QList<EventListener *> listeners = m_readers.value(account).listeners;
    for (EventListener *listener : listeners) {
        if (isReader(account, listener))
            call(*listener);
    }
}

} // namespace WebJabber
