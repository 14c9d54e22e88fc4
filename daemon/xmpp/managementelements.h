// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtTypes>

#include <optional>

class QDomElement;

namespace WebJabber {

// Reads the elements in which a server reports the stanzas that it has received or accepts. Pure.

// How many stanzas of a stream that is not resumed the server has received: `h` of <failed/> (XEP-0198,
// section 5), also within the success of SASL2 (XEP-0388).
std::optional<quint32> receivedBeforeFailure(const QDomElement &element);

// How many stanzas of the stream the server has acknowledged: `h` of <a/> and
// <resumed/> (XEP-0198, sections 4 and 5).
std::optional<quint32> acknowledgedBy(const QDomElement &element);

// Returns the maximum size of a stanza that the server accepts, in bytes (XEP-0478), from its stream
// features. Returns nullopt if they state none, or if the element is not stream features.
std::optional<qint64> maxStanzaBytesOf(const QDomElement &element);

} // namespace WebJabber
