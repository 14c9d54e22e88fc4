// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <optional>

class QDomElement;

namespace WebJabber {

// What a server says about stanzas that it got or would take. Pure.

// How many stanzas of a stream that is not resumed the server has taken (`h` of
// <failed/>, XEP-0198, section 5); also within the success of SASL2 (XEP-0388).
std::optional<quint32> takenBeforeFailure(const QDomElement &element);

// How many stanzas of the stream the server has acknowledged: `h` of <a/> and
// <resumed/> (XEP-0198, sections 4 and 5).
std::optional<quint32> acknowledgedBy(const QDomElement &element);

// The longest stanza the server takes, in bytes (XEP-0478), as its stream
// features tell; nothing if they tell nothing, or these are no features.
std::optional<qint64> maxStanzaBytesOf(const QDomElement &element);

} // namespace WebJabber
