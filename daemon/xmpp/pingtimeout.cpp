// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/pingtimeout.h"

#include <QTimer>
#include <QXmppGlobal.h>

using namespace Qt::StringLiterals;

namespace WebJabber {

static Result<QTimer *> missingTimer()
{
    return problem(ProblemCode::XmppError,
                   u"This QXmpp (%1) has no timer for unanswered pings, which webjabberd needs to resume streams. "
                   "It was made for QXmpp 1.10."_s.arg(QString::fromLatin1(QXmppVersion())));
}

Result<QTimer *> takePingTimer(QObject *stream)
{
    if (!stream)
        return missingTimer();
    QTimer *timeout = nullptr;
    for (QTimer *timer : stream->findChildren<QTimer *>(Qt::FindDirectChildrenOnly)) {
        if (!timer->isSingleShot())
            continue; // the one that sends pings
        if (timeout)
            return missingTimer();
        timeout = timer;
    }
    if (!timeout || !QObject::disconnect(timeout, &QTimer::timeout, stream, nullptr))
        return missingTimer();
    return timeout;
}

} // namespace WebJabber
