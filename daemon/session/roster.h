// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <presence.h>

#include <QHash>
#include <QObject>

class QXmppClient;
class QXmppRosterManager;

namespace WebJabber {

// An account's contacts with the presence of each of their resources. Outlives
// a lost stream: who was a contact still is one, but nobody counts as online.
class Roster : public QObject
{
    Q_OBJECT

public:
    // Adds what it needs to the client, which must outlive it.
    explicit Roster(QXmppClient *client, QObject *parent = nullptr);

    // Whether the server has told the roster at least once.
    bool isKnown() const { return m_isKnown; }
    QList<Contact> contacts() const; // in order of their JIDs

Q_SIGNALS:
    void known();
    // A contact's resource came, went or changed.
    void presenceChanged(const WebJabber::Jid &contact);

private:
    void takeRoster();
    void takeItem(const QString &bareJid);
    void takePresence(const QString &bareJid, const QString &resource);
    void forgetPresences();

    QXmppClient *m_client;
    QXmppRosterManager *m_manager; // the client's
    QHash<Jid, Contact> m_contacts;
    bool m_isKnown = false;
};

} // namespace WebJabber
