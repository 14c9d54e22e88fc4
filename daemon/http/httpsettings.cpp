// SPDX-License-Identifier: GPL-3.0-or-later
#include "http/httpsettings.h"

namespace WebJabber {

QByteArray HttpSettings::pathPrefix() const
{
    QByteArray path = publicUrl.path(QUrl::FullyEncoded).toLatin1();
    while (path.endsWith('/'))
        path.chop(1);
    return path;
}

} // namespace WebJabber
