// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <chrono>

namespace WebJabber {

// The operator's settings for push endpoints.
struct PushSettings {
    // Names and addresses, as returned by QUrl::host(), of the operator's own push servers. They may be reached by
    // http, on any port and at private addresses too.
    QStringList allow;
    QList<quint16> ports{443, 8443}; // of all other push servers
    QList<QSslCertificate> caCertificates; // empty: the system's
    QString contact; // mailto: or https: URL sent to Web Push services; empty: none, which Apple's service rejects
    std::chrono::seconds timeout{15}; // for one request, from look-up to response
};

} // namespace WebJabber
