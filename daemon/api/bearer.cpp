// SPDX-License-Identifier: GPL-3.0-or-later
#include "api/bearer.h"

namespace WebJabber {

QByteArray bearerToken(const HttpRequest &request)
{
    const QByteArray value = request.header(QHttpHeaders::WellKnownHeader::Authorization);
    constexpr QByteArrayView scheme = "Bearer ";
    if (value.size() <= scheme.size() || value.first(scheme.size()).compare(scheme, Qt::CaseInsensitive) != 0)
        return {};
    return value.sliced(scheme.size()).trimmed();
}

} // namespace WebJabber
