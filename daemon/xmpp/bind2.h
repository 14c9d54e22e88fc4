// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QDomElement;

namespace WebJabber {

// Removes the offer of Bind 2 (XEP-0386) from stream features, so that QXmpp
// binds its resource as RFC 6120 says. A server may take a client with Bind 2
// for one that reads everything from the archive: ejabberd 24.12 deletes what
// waits offline, also what the archive does not hold. Anything else than stream
// features is left as it is.
void removeBind2(const QDomElement &element);

} // namespace WebJabber
