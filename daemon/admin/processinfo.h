// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

namespace WebJabber {

// What this process uses at the moment; 0 where the system does not tell.
struct ProcessInfo {
    qint64 residentBytes = 0;
    qint64 openDescriptors = 0; // an estimate where /proc is not readable
    qint64 maxDescriptors = 0;

    static ProcessInfo now();
};

} // namespace WebJabber
