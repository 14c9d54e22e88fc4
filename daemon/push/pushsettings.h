// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>
#include <QSslCertificate>
#include <QString>
#include <QStringList>

#include <chrono>

namespace WebJabber {

// What the operator says about push endpoints.
struct PushSettings {
    // Names and addresses, as QUrl::host() gives them, of the operator's own push
    // servers. They are reached by http, on any port and at private addresses too.
    QStringList allow;
    QList<quint16> ports{443, 8443}; // on which others are reached
    QList<QSslCertificate> caCertificates; // empty: the system's
    QString contact; // mailto: or https:, told to Web Push services; empty: none, which Apple's refuses
    std::chrono::seconds timeout{15}; // for one request, from lookup to answer
};

} // namespace WebJabber
