// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "net/dnsrecords.h"

#include <functional>

namespace WebJabber {

// Returns a random number from 0 to `bound` inclusive.
using RandomNumber = std::function<quint32(quint32 bound)>;

// Returns the servers in the order to try them (RFC 2782): by priority, and within a priority at random in proportion
// to the weights.
QList<ServiceRecord> inServiceOrder(QList<ServiceRecord> records, const RandomNumber &random);
QList<ServiceRecord> inServiceOrder(const QList<ServiceRecord> &records);

} // namespace WebJabber
