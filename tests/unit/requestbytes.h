// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "http/requestparser.h"

namespace WebJabber::Test {

// The request as bytes of HTTP/1.1.
inline QByteArray bytesOf(const RequestParser::Request &request)
{
    const QLatin1StringView method = httpMethodNames[request.method];
    QByteArray bytes = QByteArray(method.data(), method.size()) + ' ' + request.path;
    if (!request.query.isEmpty())
        bytes += '?' + request.query;
    bytes += " HTTP/1.1\r\n";
    for (qsizetype i = 0; i < request.headers.size(); ++i) {
        const QLatin1StringView name = request.headers.nameAt(i);
        bytes.append(name.data(), name.size()).append(": ").append(request.headers.valueAt(i)).append("\r\n");
    }
    return bytes + "\r\n" + request.body;
}

} // namespace WebJabber::Test
