// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/streamhooks.h"

#include <QDomElement>
#include <QSslSocket>
#include <QXmppGlobal.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static constexpr auto readerClass = "QXmpp::Private::XmppSocket"_L1;

static std::unexpected<Problem> missingPart(QLatin1StringView what)
{
    return problem(ProblemCode::XmppError,
                   u"This QXmpp (%1) has no %2, which webjabberd needs to read streams safely. "
                   "It was made for QXmpp 1.10."_s.arg(QString::fromLatin1(QXmppVersion()), what));
}

static QObject *findReader(const QObject *stream)
{
    for (QObject *child : stream->findChildren<QObject *>()) {
        if (QLatin1StringView(child->metaObject()->className()) == readerClass)
            return child;
    }
    return nullptr;
}

static QMetaMethod findSignal(const QObject *object, const char *signature)
{
    const int index = object->metaObject()->indexOfSignal(signature);
    return index < 0 ? QMetaMethod() : object->metaObject()->method(index);
}

Result<StreamHooks> StreamHooks::take(QObject *stream, QSslSocket *socket)
{
    StreamHooks hooks;
    hooks.m_reader = findReader(stream);
    if (!hooks.m_reader)
        return missingPart(readerClass);
    hooks.m_stanzaReceived = findSignal(hooks.m_reader, "stanzaReceived(QDomElement)");
    hooks.m_streamReceived = findSignal(hooks.m_reader, "streamReceived(QDomElement)");
    hooks.m_streamClosed = findSignal(hooks.m_reader, "streamClosed()");
    if (!hooks.m_stanzaReceived.isValid() || !hooks.m_streamReceived.isValid() || !hooks.m_streamClosed.isValid())
        return missingPart("stanzaReceived, streamReceived and streamClosed signals"_L1);
    if (!QObject::disconnect(socket, &QIODevice::readyRead, hooks.m_reader, nullptr))
        return missingPart("connection from the socket's readyRead to its reader"_L1);
    return hooks;
}

void StreamHooks::stanzaReceived(const QDomElement &stanza) const
{
    m_stanzaReceived.invoke(m_reader, Qt::DirectConnection, Q_ARG(QDomElement, stanza));
}

void StreamHooks::streamReceived(const QDomElement &stream) const
{
    m_streamReceived.invoke(m_reader, Qt::DirectConnection, Q_ARG(QDomElement, stream));
}

void StreamHooks::streamClosed() const
{
    m_streamClosed.invoke(m_reader, Qt::DirectConnection);
}

} // namespace WebJabber
