// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace WebJabber {

// Current resource usage of this process. Unknown values are 0.
struct ProcessInfo {
    qint64 residentBytes = 0;
    qint64 openDescriptors = 0; // an estimate if /proc is not readable
    qint64 maxDescriptors = 0;

    static ProcessInfo now();
};

} // namespace WebJabber
