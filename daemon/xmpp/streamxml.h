// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "shared/problem.h"
#include "xmpp/stanzaframer.h"

#include <QByteArray>
#include <QDomElement>

namespace WebJabber {

// Parses the pieces that StanzaFramer cuts from a stream. Pure.

// The problem that ends the stream, with the condition of RFC 6120, section 4.9.3.
Problem problemOf(StanzaFramer::Error error);

// Parses a start tag of a stream.
Result<QDomElement> parseStreamOpen(const QByteArray &streamOpen);
// Returns a start tag with the namespace declarations of `streamOpen`, and nothing else: the wrapper of its stanzas.
QByteArray wrapperOf(const QByteArray &streamOpen);
// Parses an element of the stream and returns the wrapper around it, which must outlive the element. White space is
// preserved, as a body may consist of nothing else.
Result<QDomElement> parseWrapped(const QByteArray &wrapper, QByteArrayView xml);

} // namespace WebJabber
