// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dnsrecords.h"

#include <functional>

namespace WebJabber {

// Answers a number from 0 up to `bound`, which is included.
using RandomNumber = std::function<quint32(quint32 bound)>;

// The order to try servers in (RFC 2782): by priority, and within one by chance,
// in proportion to the weights.
QList<ServiceRecord> inServiceOrder(QList<ServiceRecord> records, const RandomNumber &random);
QList<ServiceRecord> inServiceOrder(const QList<ServiceRecord> &records);

} // namespace WebJabber
