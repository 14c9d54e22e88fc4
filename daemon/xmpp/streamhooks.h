// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"

#include <QMetaMethod>
#include <QPointer>

class QDomElement;
class QSslSocket;

namespace WebJabber {

// WORKAROUND (QXmpp 1.10): QXmpp's reader breaks characters that are split between two reads. Here
// StreamReader replaces it, through the socket, the object that reads from it, and that object's signals.
// They are found by name through Qt's meta-object system, as they are not in a public header. If a QXmpp does
// not have them, take() fails and the daemon must not start. Ends with a QXmpp whose reader can be replaced.
class StreamHooks
{
public:
    // `stream` is a QXmppOutgoingClient, `socket` the socket that it reads from. Disconnects QXmpp
    // from the socket's readyRead.
    static Result<StreamHooks> take(QObject *stream, QSslSocket *socket);

    void stanzaReceived(const QDomElement &stanza) const; // a null element: a keep-alive
    void streamReceived(const QDomElement &stream) const;
    void streamClosed() const;

private:
    QPointer<QObject> m_reader;
    QMetaMethod m_stanzaReceived;
    QMetaMethod m_streamReceived;
    QMetaMethod m_streamClosed;
};

} // namespace WebJabber
