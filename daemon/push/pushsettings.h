// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <chrono>

namespace WebJabber {

// What the operator says about push endpoints.
struct PushSettings {
    // Names and addresses, as QUrl::host() gives them, of the operator's own push
    // servers. They are reached by http and at private addresses too.
    QStringList allow;
    std::chrono::seconds timeout{15}; // for one request, from lookup to answer
};

} // namespace WebJabber
