// SPDX-License-Identifier: GPL-3.0-or-later
#include "xmpp/xmppuri.h"

#include <QUrl>

using namespace Qt::StringLiterals;

namespace WebJabber {

Jid jidFromUri(const QString &uri)
{
    static constexpr auto scheme = "xmpp:"_L1;
    if (!uri.startsWith(scheme, Qt::CaseInsensitive))
        return {};
    const QString path = uri.sliced(scheme.size()).section(u'?', 0, 0);
    return Jid::parse(QUrl::fromPercentEncoding(path.toUtf8())).value_or(Jid());
}

} // namespace WebJabber
