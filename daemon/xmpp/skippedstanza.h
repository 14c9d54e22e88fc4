// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/stanzaframer.h"

#include <QDomElement>

namespace WebJabber {

// A stanza that was skipped because it exceeds a bound, or, with the reason NotWellFormed, the
// stanza that ended its stream.
struct SkippedStanza {
    // The elements of the stanza without their text, as far as the kept bytes of its beginning and its end
    // contain them. The outermost one is a message, presence or iq.
    QDomElement beginning;
    StanzaFramer::Error reason = StanzaFramer::Error::TooLarge;
    qsizetype bytes = 0; // of the whole stanza
};

// Returns the elements whose start tags are complete in the first bytes of an element. If even the outermost
// start tag is incomplete, that element has its complete attributes only. `wrapper` is a start tag that
// declares the stream's namespaces. Returns a null element if the outermost element's name cannot be read.
QDomElement readBeginning(const QByteArray &wrapper, QByteArrayView beginning);

// Adds the elements in the last bytes of a stanza to those of its beginning. `end` ends with the stanza's end tag.
void addEnd(QDomElement &stanza, const QByteArray &wrapper, QByteArrayView end);

// Returns the element that QXmpp receives instead of a stanza, so that it counts the stanza (XEP-0198,
// section 4): for a response the stanza error that completes the request, for anything else an empty message.
QDomElement replacementFor(const QDomElement &stanza);

} // namespace WebJabber
