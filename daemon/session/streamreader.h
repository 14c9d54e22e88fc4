// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "stanzaframer.h"
#include "streamhooks.h"

#include <problem.h>

#include <QObject>

#include <memory>

class QSslSocket;
class QXmppClient;

namespace WebJabber {

// The ear of a client: reads its socket in QXmpp's place, hands on whole
// stanzas only, and refuses what would do harm (too large, not well-formed,
// no XMPP 1.0, no TLS where it is required, a SASL challenge over the bound).
class StreamReader : public QObject
{
    Q_OBJECT

public:
    struct Limits {
        qsizetype maxStanzaBytes;
        bool requireTls;
    };

    // Fails where the installed QXmpp lacks what a reader needs. The reader
    // must not outlive the client.
    static Result<std::unique_ptr<StreamReader>> attach(QXmppClient *client, Limits limits);

Q_SIGNALS:
    // The stream was refused and its socket aborted. Emitted once per stream,
    // before the socket's own disconnected().
    void refused(const WebJabber::Problem &problem);

private:
    StreamReader(QSslSocket *socket, StreamHooks hooks, Limits limits);

    void startOver();
    void read();
    Result<void> handle(const StanzaFramer::Frame &frame);
    Result<void> handleStreamOpen(QByteArrayView xml);
    Result<void> handleStanza(QByteArrayView xml);
    Result<void> checkFeatures(const QDomElement &features) const;
    void refuse(const Problem &problem);

    QSslSocket *m_socket;
    StreamHooks m_hooks;
    Limits m_limits;
    StanzaFramer m_framer;
    QByteArray m_streamOpen; // wraps each stanza, for the namespaces it declares
    QByteArray m_streamClose;
    quint64 m_generation = 0; // grows with every start over
    bool m_deaf = false; // after a refusal, until the next stream
};

} // namespace WebJabber
