// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "xmpp/stanzaframer.h"

#include <QDomElement>

namespace WebJabber {

// A stanza that was passed over because it is over a bound; or, with the reason
// NotWellFormed, the one that ended its stream.
struct LeftOut {
    // Its elements without their text, as far as the bytes that were kept of its
    // beginning and its end go. The outermost one is a message, presence or iq.
    QDomElement beginning;
    StanzaFramer::Error reason = StanzaFramer::Error::TooLarge;
    qsizetype bytes = 0; // of all of it
};

// The elements whose start tags are whole in the first bytes of an element. If
// not even the outermost start tag is whole, that element has the attributes
// that are. `wrapper` is a start tag that declares the stream's namespaces.
// Null if the outermost element's name cannot be read.
QDomElement readBeginning(const QByteArray &wrapper, QByteArrayView beginning);

// Adds the elements in the last bytes of a stanza, which end with its end tag, to
// what is known of its beginning.
void addEnd(QDomElement &stanza, const QByteArray &wrapper, QByteArrayView end);

// What QXmpp is given in place of a stanza, so that it counts it (XEP-0198,
// section 4): for an answer the stanza error that ends the waiting for it, for
// anything else an empty message.
QDomElement standInFor(const QDomElement &stanza);

} // namespace WebJabber
