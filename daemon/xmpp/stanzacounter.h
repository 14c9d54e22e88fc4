// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QMetaObject>

#include <algorithm>

class QXmppClient;

namespace WebJabber {

// Counts the stanzas that a client sends, as stream management does (XEP-0198, section 4). QXmpp counts them too, but
// does not expose the number, and ignores the `h` of a <failed/>, which states how many of them the server received.
class StanzaCounter
{
public:
    // Does not count until restartCount().
    explicit StanzaCounter(const QXmppClient &client);
    ~StanzaCounter();
    Q_DISABLE_COPY_MOVE(StanzaCounter)

    // A new managed stream has begun. Its first stanza has number 1.
    void restartCount();
    // Stops counting: the next stanzas are sent again, or belong to no managed stream.
    void pause() { m_isCounting = false; }
    // Counts again: the managed stream was resumed and its stanzas were sent again.
    void resumeCount() { m_isCounting = m_isManaged; }
    // The managed stream has ended and will not be resumed.
    void forget();

    // The server has acknowledged this many stanzas of the managed stream.
    void noteAcknowledged(quint32 stanzas) { m_acknowledged = std::min(stanzas, m_number); }
    // How many stanzas QXmpp keeps until they are acknowledged; 0 on a stream that is not managed.
    quint32 unacknowledged() const { return m_isCounting ? m_number - m_acknowledged : 0; }

    // The number of the newest stanza; 0 if it has none.
    quint32 number() const { return m_isCounting ? m_number : 0; }

private:
    QMetaObject::Connection m_written;
    quint32 m_number = 0;
    quint32 m_acknowledged = 0; // of m_number
    bool m_isManaged = false;
    bool m_isCounting = false;
};

} // namespace WebJabber
