// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>

#include <algorithm>

class QXmppClient;

namespace WebJabber {

// Counts the stanzas that a client sends, as stream management does (XEP-0198,
// section 4). QXmpp counts them too, but keeps the number to itself, and ignores
// the `h` of a <failed/>, which says how many of them the server took.
class StanzaCounter
{
public:
    // Counts nothing yet.
    explicit StanzaCounter(const QXmppClient &client);
    ~StanzaCounter();
    Q_DISABLE_COPY_MOVE(StanzaCounter)

    // A new managed stream: the next stanza is number 1.
    void startOver();
    // What is sent from here on is a repetition, or part of no managed stream.
    void pause() { m_isCounting = false; }
    // The managed stream was resumed, and its stanzas repeated.
    void goOn() { m_isCounting = m_isManaged; }
    // The stream has ended for good.
    void forget();

    // The server has acknowledged so many stanzas of the managed stream.
    void noteAcknowledged(quint32 stanzas) { m_acknowledged = std::min(stanzas, m_number); }
    // How many stanzas QXmpp keeps until they are acknowledged; 0 on a stream that is not managed.
    quint32 unacknowledged() const { return m_isCounting ? m_number - m_acknowledged : 0; }

    // Of the newest stanza; 0 if it has none.
    quint32 number() const { return m_isCounting ? m_number : 0; }

private:
    QMetaObject::Connection m_written;
    quint32 m_number = 0;
    quint32 m_acknowledged = 0; // of these
    bool m_isManaged = false;
    bool m_isCounting = false;
};

} // namespace WebJabber
